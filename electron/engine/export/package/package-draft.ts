/**
 * A package being changed: the parts of the original, and on top of them what was written, added and removed. Parts
 * nobody wrote are copied as their stored bytes when the draft is packed.
 */
import { refuse } from './package-fault.ts'
import { numberedName, partName } from './part-names.ts'
import { decodeXml, decodeXmlPieces } from './xml-encoding.ts'
import { inflateEntry, inflatePieces, readZip, type ZipEntry } from './zip-read.ts'
import { copiedPart, newPart, type PackedData, packBytes, packPieces, writeZip } from './zip-write.ts'

export interface PackageDraft {
  /** Names of all parts there are now. */
  parts(): string[]
  /** The name under which a part is stored, whatever case or percent-encoding it is asked for in. */
  find(part: string): string | undefined
  readBytes(part: string): Uint8Array
  readText(part: string): string
  /** The text of a part in pieces, for those too large to hold. */
  streamText(part: string): AsyncIterable<string>
  write(part: string, content: string | Uint8Array): void
  writeStream(part: string, pieces: AsyncIterable<string>): Promise<void>
  /** Adds a part with the packed bytes that it has in another package. */
  copyFrom(other: PackageDraft, otherPart: string, part: string): void
  remove(part: string): void
  /** A name that is free, made from that of a similar part: the same stem with the lowest free number. */
  freeName(model: string): string
  isChanged(): boolean
  /** The stored form of a part, for `copyFrom`. */
  packed(part: string): PackedData
  pack(timestamp: Date): Uint8Array[]
}

interface Written {
  readonly name: string
  readonly data: PackedData
  /** Kept while the part is small, so that it can be read again without unpacking. */
  readonly content?: string | Uint8Array
}

const keyOf = (part: string): string => part.toLowerCase()

/** Opens the package; refuses what is no zip or a damaged one. */
export function openPackage(bytes: Uint8Array): PackageDraft {
  const entries = readZip(bytes).map((entry) => ({
    entry,
    part: partName(entry.name),
  }))
  const stored = new Map<string, { entry: ZipEntry; part: string }>()
  for (const item of entries) {
    if (!item.part.endsWith('/')) stored.set(keyOf(item.part), item)
  }
  const written = new Map<string, Written>()
  const removed = new Set<string>()

  const keyFor = (part: string): string | undefined => {
    for (const name of [part, decoded(part)]) {
      const key = keyOf(name)
      if (written.has(key)) return key
      if (stored.has(key) && !removed.has(key)) return key
    }
    return undefined
  }
  const existing = (part: string): string =>
    keyFor(part) ??
    refuse(
      'damaged',
      'The workbook is damaged: a part of its package is missing. Open it in Excel, save it again and retry.',
      { cause: part },
    )
  const entryOf = (key: string): ZipEntry | undefined => stored.get(key)?.entry

  const draft: PackageDraft = {
    parts: () => [
      ...[...stored].filter(([key]) => !removed.has(key)).map(([, item]) => item.part),
      ...[...written].filter(([key]) => !stored.has(key) || removed.has(key)).map(([, item]) => item.name),
    ],
    find: (part) => {
      const key = keyFor(part)
      return key === undefined ? undefined : (stored.get(key)?.part ?? written.get(key)?.name)
    },
    readBytes: (part) => {
      const key = existing(part)
      const content = written.get(key)?.content
      if (typeof content === 'string') return Buffer.from(content, 'utf8')
      if (content !== undefined) return content
      const entry = entryOf(key)
      if (entry === undefined || written.has(key)) {
        throw new Error(`${part} was streamed and cannot be read again`)
      }
      return inflateEntry(entry)
    },
    readText: (part) => decodeXml(draft.readBytes(part)),
    streamText: (part) => {
      const key = existing(part)
      const entry = entryOf(key)
      if (entry === undefined || written.has(key)) {
        return once(draft.readText(part))
      }
      return decodeXmlPieces(inflatePieces(entry))
    },
    write: (part, content) => {
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
      written.set(keyFor(part) ?? keyOf(part), {
        name: part,
        data: packBytes(bytes),
        content,
      })
    },
    writeStream: async (part, pieces) => {
      const data = await packPieces(pieces)
      written.set(keyFor(part) ?? keyOf(part), { name: part, data })
    },
    copyFrom: (other, otherPart, part) => {
      written.set(keyOf(part), { name: part, data: other.packed(otherPart) })
    },
    remove: (part) => {
      const key = keyFor(part)
      if (key === undefined) return
      written.delete(key)
      if (stored.has(key)) removed.add(key)
    },
    freeName: (model) => {
      const { stem, suffix } = numberedName(model)
      for (let number = 1; ; number++) {
        const name = `${stem}${number}${suffix}`
        const key = keyOf(name)
        if (!stored.has(key) && !written.has(key)) return name
      }
    },
    isChanged: () => written.size > 0 || removed.size > 0,
    packed: (part) => {
      const key = existing(part)
      const entry = entryOf(key)
      return written.get(key)?.data ?? (entry === undefined ? packBytes(new Uint8Array()) : storedData(entry))
    },
    pack: (timestamp) => {
      const parts = []
      for (const { entry, part } of entries) {
        const key = keyOf(part)
        const isWinner = entryOf(key) === entry
        if (isWinner && removed.has(key)) continue
        const replacement = isWinner ? written.get(key) : undefined
        parts.push(
          replacement === undefined
            ? copiedPart(entry)
            : newPart(entry.name, replacement.data, timestamp, entry),
        )
      }
      for (const [key, item] of written) {
        if (stored.has(key) && !removed.has(key)) continue
        parts.push(newPart(item.name.slice(1), item.data, timestamp))
      }
      return writeZip(parts)
    },
  }
  return draft
}

const storedData = ({ method, crc, size, data }: ZipEntry): PackedData => ({
  method,
  crc,
  size,
  pieces: [data],
})

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
