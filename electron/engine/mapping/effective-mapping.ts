import type { Mapping, SheetMapping, SuggestedSheet } from '#shared/domain/mapping.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import type { MappableSheet } from './mappable-sheet.ts'
import { readSavedMapping } from './saved-mapping.ts'
import { suggestMappings } from './suggest-mapping.ts'
import { readTemplates, suggestFromTemplates } from './templates.ts'

/** Suggestions by sheet, remembered while the sheet's columns stay as they are: an edit of a cell does not remap it. */
const suggestions = new WeakMap<Project, Map<string, readonly SuggestedSheet[]>>()

const structureOf = ({ id, table, columns }: MappableSheet): string =>
  JSON.stringify([id, table, columns.map((column) => [column.id, column.name])])

/** The suggestions for sheets: a saved template for the same headers comes first; any other is made once. */
export async function suggestionsFor(
  connection: Connection,
  project: Project,
  sheets: readonly MappableSheet[],
  onSheet?: (sheet: MappableSheet, index: number) => void,
): Promise<SuggestedSheet[]> {
  const known = suggestions.get(project) ?? new Map<string, readonly SuggestedSheet[]>()
  suggestions.set(project, known)
  const templates = await readTemplates(connection)
  const fromTemplates = sheets.map((sheet) => suggestFromTemplates(templates, sheet))
  const open = sheets.filter(
    (sheet, place) => fromTemplates[place]?.length === 0 && !known.has(structureOf(sheet)),
  )
  for (const [index, sheet] of open.entries()) onSheet?.(sheet, index)
  const suggested = await suggestMappings(connection, open)
  for (const [index, sheet] of open.entries()) known.set(structureOf(sheet), suggested[index] ?? [])
  const found = sheets.flatMap((sheet, place) => {
    const fromTemplate = fromTemplates[place] ?? []
    return fromTemplate.length > 0 ? fromTemplate : (known.get(structureOf(sheet)) ?? [])
  })
  return withoutOverlaps(found, sheets)
}

/**
 * Cells are read once: a sheet whose native tables are read each for itself is not read as a whole as well, and named
 * ranges, which often frame what is read already, are left for the user to choose unless nothing else reads their
 * sheet. `decided` is what the user has chosen to read.
 */
function withoutOverlaps(
  found: readonly SuggestedSheet[],
  sheets: readonly MappableSheet[],
  decided: readonly SheetMapping[] = [],
): SuggestedSheet[] {
  const byKey = new Map(sheets.map((sheet) => [keyOf(sheet.file, sheet.name), sheet] as const))
  const sheetOf = ({ file, sheet }: { file: string; sheet: string }) => byKey.get(keyOf(file, sheet))
  const read = [...decided, ...found].flatMap((each) => {
    const sheet = sheetOf(each)
    return sheet === undefined ? [] : [{ sheet, kind: each.kind }]
  })
  const isReadBy = (area: MappableSheet['area'], file: string, name: string) =>
    read.some(
      ({ sheet }) => sheet.area === area && sheet.file === file && (sheet.partOf ?? sheet.name) === name,
    )
  const isLargestRange = (range: MappableSheet, suggested: string) =>
    !read.some(
      ({ sheet, kind }) =>
        sheet.area === 'range' &&
        kind === suggested &&
        sheet.file === range.file &&
        sheet.partOf === range.partOf &&
        sheet.rowCount > range.rowCount,
    )
  return found.filter((suggestion) => {
    const sheet = sheetOf(suggestion)
    if (sheet === undefined || sheet.area === 'table') return true
    const whole = sheet.partOf ?? sheet.name
    if (isReadBy('table', sheet.file, whole)) return false
    if (sheet.area === undefined) return true
    return !isReadBy(undefined, sheet.file, whole) && isLargestRange(sheet, suggestion.kind)
  })
}

const keyOf = (file: string, sheet: string): string => `${file}\n${sheet}`

/** The mapping in force: what the user set, and suggestions for sheets that came since. */
export async function effectiveMapping(
  connection: Connection,
  project: Project,
  sheets: readonly MappableSheet[],
): Promise<Mapping> {
  const saved = await readSavedMapping(connection)
  const decided = new Set(saved?.sheets.map(({ file, sheet }) => keyOf(file, sheet)))
  const open = sheets.filter(({ file, name }) => !decided.has(keyOf(file, name)))
  const found = await suggestionsFor(connection, project, open)
  const suggested = withoutOverlaps(found, sheets, saved?.mapping.sheets)
  return { version: 1, sheets: [...(saved?.mapping.sheets ?? []), ...suggested.map(withoutReasons)] }
}

/** A suggestion as a mapping. */
export const withoutReasons = ({
  confidence: _confidence,
  reason: _reason,
  questions: _questions,
  columns,
  ...sheet
}: SuggestedSheet): Mapping['sheets'][number] => ({
  ...sheet,
  columns: columns.map(({ column, field, reading }) => ({
    column,
    field,
    ...(reading === undefined ? {} : { reading }),
  })),
})
