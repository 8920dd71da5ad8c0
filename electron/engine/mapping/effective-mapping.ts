import type { Mapping, SuggestedSheet } from '#shared/domain/mapping.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import type { MappableSheet } from './mappable-sheet.ts'
import { readSavedMapping } from './saved-mapping.ts'
import { suggestSheetMapping } from './suggest-mapping.ts'
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
  const found: SuggestedSheet[] = []
  for (const [index, sheet] of sheets.entries()) {
    const fromTemplate = suggestFromTemplates(templates, sheet)
    if (fromTemplate.length > 0) {
      found.push(...fromTemplate)
      continue
    }
    const structure = structureOf(sheet)
    const before = known.get(structure)
    if (before === undefined) onSheet?.(sheet, index)
    const suggested = before ?? (await suggestSheetMapping(connection, sheet))
    known.set(structure, suggested)
    found.push(...suggested)
  }
  return found.filter((suggestion) => !isReadInParts(suggestion, found, sheets))
}

/** A sheet whose native tables are read each for itself is not read as a whole as well. */
const isReadInParts = (
  { file, sheet }: SuggestedSheet,
  all: readonly SuggestedSheet[],
  sheets: readonly MappableSheet[],
): boolean =>
  sheets.some(
    (part) =>
      part.file === file &&
      part.partOf === sheet &&
      all.some((other) => other.file === file && other.sheet === part.name),
  )

/** The mapping in force: what the user set, and suggestions for sheets that came since. */
export async function effectiveMapping(
  connection: Connection,
  project: Project,
  sheets: readonly MappableSheet[],
): Promise<Mapping> {
  const saved = await readSavedMapping(connection)
  const decided = new Set(saved?.sheets.map(({ file, sheet }) => `${file}\n${sheet}`))
  const open = sheets.filter(({ file, name }) => !decided.has(`${file}\n${name}`))
  const suggested = await suggestionsFor(connection, project, open)
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
