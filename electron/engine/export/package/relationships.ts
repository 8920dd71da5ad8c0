/** The relationships of a part: which other parts it uses, under ids of its own. */
import type { Dialect } from './dialect.ts'
import { relationshipType } from './dialect.ts'
import type { PackageDraft } from './package-draft.ts'
import { relationshipsPartOf, relativeTarget, resolveTarget } from './part-names.ts'
import { escapeXml } from './xml-escape.ts'
import { appendTo, attributeOf, childrenOf, rootOf, splice } from './xml-text.ts'

export interface Relationship {
  readonly id: string
  /** The last word of its type: `worksheet`, `styles`, `comments`, ... */
  readonly kind: string
  readonly type: string
  /** The part it leads to; for an external one the address as written. */
  readonly target: string
  readonly isExternal: boolean
}

const emptyRelationships =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'

/** The relationships of a part, `/` for the package's own; none where it has no such part. */
export function readRelationships(draft: PackageDraft, source: string): Relationship[] {
  const part = draft.find(relationshipsPartOf(source))
  if (part === undefined) return []
  const text = draft.readText(part)
  return childrenOf(text, rootOf(text))
    .filter((element) => element.local === 'Relationship')
    .map((element) => {
      const type = attributeOf(text, element, 'Type') ?? ''
      const target = attributeOf(text, element, 'Target') ?? ''
      const mode = attributeOf(text, element, 'TargetMode') ?? ''
      const isExternal = mode.toLowerCase() === 'external'
      return {
        id: attributeOf(text, element, 'Id') ?? '',
        kind: type.slice(type.replace(/\/+$/, '').lastIndexOf('/') + 1),
        type,
        target: isExternal ? target : resolveInternal(draft, source, target),
        isExternal,
      }
    })
}

function resolveInternal(draft: PackageDraft, source: string, target: string): string {
  const part = resolveTarget(source, target)
  return draft.find(part) ?? part
}

export const relatedParts = (draft: PackageDraft, source: string, kind: string): string[] =>
  readRelationships(draft, source)
    .filter(
      (relationship) =>
        relationship.kind === kind &&
        !relationship.isExternal &&
        draft.find(relationship.target) !== undefined,
    )
    .map((relationship) => relationship.target)

/** Adds a relationship to another part and returns its new id. */
export function addRelationship(
  draft: PackageDraft,
  source: string,
  kind: string,
  target: string,
  dialect: Dialect,
): string {
  const part = relationshipsPartOf(source)
  const stored = draft.find(part)
  const text = stored === undefined ? emptyRelationships : draft.readText(stored)
  const root = rootOf(text)
  const ids = new Set(childrenOf(text, root).map((element) => attributeOf(text, element, 'Id')))
  let number = ids.size + 1
  while (ids.has(`rId${number}`)) number++
  const id = `rId${number}`
  const element = `<${root.prefix}Relationship Id="${id}" Type="${relationshipType(kind, dialect)}" Target="${escapeXml(relativeTarget(source, target))}"/>`
  draft.write(stored ?? part, splice(text, [appendTo(text, root, element)]))
  return id
}

export const removeRelationships = (draft: PackageDraft, source: string, kind: string): void =>
  dropRelationships(draft, source, ({ type }) => type.endsWith(`/${kind}`))

/** Takes out the relationships of a part that `isGone` tells. */
export function dropRelationships(
  draft: PackageDraft,
  source: string,
  isGone: (relationship: Relationship) => boolean,
): void {
  const part = draft.find(relationshipsPartOf(source))
  if (part === undefined) return
  const gone = new Set(
    readRelationships(draft, source)
      .filter(isGone)
      .map(({ id }) => id),
  )
  if (gone.size === 0) return
  const text = draft.readText(part)
  const splices = childrenOf(text, rootOf(text))
    .filter((element) => gone.has(attributeOf(text, element, 'Id') ?? ''))
    .map(({ start, end }) => ({ start, end, text: '' }))
  draft.write(part, splice(text, splices))
}
