/** `[Content_Types].xml`: what each part is, by extension or by name. */
import type { PackageDraft } from './package-draft.ts'
import { refuse } from './package-fault.ts'
import { extensionOf } from './part-names.ts'
import { escapeXml } from './xml-escape.ts'
import { appendTo, attributeOf, childrenOf, rootOf, splice } from './xml-text.ts'

export const contentTypesPart = '/[Content_Types].xml'
const spreadsheet = 'application/vnd.openxmlformats-officedocument'

export const contentTypes = {
  worksheet: `${spreadsheet}.spreadsheetml.worksheet+xml`,
  styles: `${spreadsheet}.spreadsheetml.styles+xml`,
  comments: `${spreadsheet}.spreadsheetml.comments+xml`,
  vmlDrawing: `${spreadsheet}.vmlDrawing`,
  drawing: `${spreadsheet}.drawing+xml`,
  chart: `${spreadsheet}.drawingml.chart+xml`,
} as const

/** The one type that a whole extension has: where a file names its relationship parts one by one, new ones need it. */
const relationshipsType = 'application/vnd.openxmlformats-package.relationships+xml'

export interface ContentTypes {
  /** Lower-case extension -> type. */
  readonly defaults: ReadonlyMap<string, string>
  /** Lower-case part name -> type. */
  readonly overrides: ReadonlyMap<string, string>
}

function readText(draft: PackageDraft): string {
  const part = draft.find(contentTypesPart)
  if (part !== undefined) return draft.readText(part)
  return refuse(
    'not_a_workbook',
    'The file is no workbook package: it does not say what its parts are. Choose an .xlsx or .xlsm file.',
  )
}

export function readContentTypes(draft: PackageDraft): ContentTypes {
  const text = readText(draft)
  const defaults = new Map<string, string>()
  const overrides = new Map<string, string>()
  for (const element of childrenOf(text, rootOf(text))) {
    const type = attributeOf(text, element, 'ContentType') ?? ''
    if (element.local === 'Default') {
      const extension = attributeOf(text, element, 'Extension') ?? ''
      defaults.set(extension.toLowerCase(), type)
    } else if (element.local === 'Override') {
      const name = attributeOf(text, element, 'PartName') ?? ''
      overrides.set(name.toLowerCase(), type)
    }
  }
  return { defaults, overrides }
}

export const contentTypeOf = (types: ContentTypes, part: string): string | undefined =>
  types.overrides.get(part.toLowerCase()) ?? types.defaults.get(extensionOf(part))

/** True where a relationship part came that neither its own name nor its extension gives a type. */
const lacksRelationshipsType = (draft: PackageDraft, known: ContentTypes): boolean =>
  draft.parts().some((part) => extensionOf(part) === 'rels' && contentTypeOf(known, part) === undefined)

/** Says what new parts are, and forgets removed ones. Nothing is written where all is said already. */
export function updateContentTypes(
  draft: PackageDraft,
  added: ReadonlyMap<string, string>,
  removed: readonly string[],
): void {
  const text = readText(draft)
  const root = rootOf(text)
  const known = readContentTypes(draft)
  const additions = [...added]
    .filter(([part, type]) => contentTypeOf(known, part) !== type)
    .map(
      ([part, type]) =>
        `<${root.prefix}Override PartName="${escapeXml(part)}" ContentType="${escapeXml(type)}"/>`,
    )
  if (lacksRelationshipsType(draft, known)) {
    additions.unshift(`<${root.prefix}Default Extension="rels" ContentType="${relationshipsType}"/>`)
  }
  const gone = new Set(removed.map((part) => part.toLowerCase()))
  const splices = childrenOf(text, root)
    .filter((element) => gone.has((attributeOf(text, element, 'PartName') ?? '').toLowerCase()))
    .map(({ start, end }) => ({ start, end, text: '' }))
  if (additions.length === 0 && splices.length === 0) return
  if (additions.length > 0) splices.push(appendTo(text, root, additions.join('')))
  draft.write(draft.find(contentTypesPart) ?? contentTypesPart, splice(text, splices))
}
