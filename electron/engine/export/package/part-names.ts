/** Names of parts: absolute, with forward slashes, compared without case (ECMA-376 part 2, 9.1.1). */
import { posix } from 'node:path'

/** `xl\workbook.xml` -> `/xl/workbook.xml`. */
export const partName = (entryName: string): string =>
  `/${entryName.replaceAll('\\', '/').replace(/^\/+/, '')}`

/** The part that holds a part's relationships; `/` stands for the package itself. */
export function relationshipsPartOf(part: string): string {
  if (part === '/') return '/_rels/.rels'
  return posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
}

/** The part whose relationships a `.rels` part holds; the inverse of `relationshipsPartOf`. */
export function sourceOfRelationships(relationshipsPart: string): string {
  if (relationshipsPart === '/_rels/.rels') return '/'
  const folder = posix.dirname(posix.dirname(relationshipsPart))
  return posix.join(folder, posix.basename(relationshipsPart, '.rels'))
}

/** The part a relationship's target means, seen from its source. */
export function resolveTarget(source: string, target: string): string {
  const path = target.replaceAll('\\', '/')
  if (path.startsWith('/')) return posix.normalize(path)
  return posix.join(source === '/' ? '/' : posix.dirname(source), path)
}

/** How a relationship of `source` names `target`. */
export const relativeTarget = (source: string, target: string): string =>
  posix.relative(source === '/' ? '/' : posix.dirname(source), target)

/** After the last dot, so that `/_rels/.rels` has one too. */
export const extensionOf = (part: string): string => part.slice(part.lastIndexOf('.') + 1).toLowerCase()

/** `/xl/media/image1.png` -> `/xl/media/image` and `.png`: the stem on which a free number is put. */
export function numberedName(part: string): { stem: string; suffix: string } {
  const suffix = posix.extname(part)
  const stem = part.slice(0, part.length - suffix.length).replace(/\d+$/, '')
  return { stem, suffix }
}
