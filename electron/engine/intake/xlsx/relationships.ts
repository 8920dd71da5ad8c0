import { posix } from 'node:path'
import { readElements } from './part-reader.ts'
import type { ZipArchive } from './zip-archive.ts'

export interface Relationship {
  readonly id: string
  /** The last word of the type's address, the same in strict and transitional files: `worksheet`, `styles`. */
  readonly type: string
  /** Name of the part in the package. */
  readonly target: string
}

/** The relationships of a part; the package's own for an empty name. External targets are left out. */
export async function readRelationships(
  zip: ZipArchive,
  part: string,
  limitBytes: number,
): Promise<readonly Relationship[]> {
  const folder = posix.dirname(part)
  const entry = zip.find(posix.join(folder, '_rels', `${posix.basename(part)}.rels`))
  if (entry === undefined) return []
  const relationships: Relationship[] = []
  await readElements(zip, entry, limitBytes, {
    open({ name, attributes }) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      relationships.push({
        id: attributes.Id ?? '',
        type: (attributes.Type ?? '').split('/').at(-1) ?? '',
        target: resolveTarget(folder, attributes.Target ?? ''),
      })
    },
  })
  return relationships
}

/** Targets are relative to the part's folder or absolute; some programs write backslashes or escape characters. */
function resolveTarget(folder: string, target: string): string {
  const path = decodePercent(target.replaceAll('\\', '/'))
  return path.startsWith('/') ? path.slice(1) : posix.join(folder, path)
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
