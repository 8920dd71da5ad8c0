import { z } from 'zod'
import {
  type Mapping,
  mappingSchema,
  type SheetMapping,
  type SuggestedSheet,
} from '#shared/domain/mapping.ts'
import { type Connection, execute, readRows } from '../store/connection.ts'
import { findColumn, type MappableSheet } from './mappable-sheet.ts'

export interface MappingTemplate {
  readonly name: string
  readonly mapping: Mapping
}

const templateRow = z
  .object({ key: z.string(), body: z.string() })
  .transform(
    ({ key, body }): MappingTemplate => ({ name: key, mapping: mappingSchema.parse(JSON.parse(body)) }),
  )

export const readTemplates = (connection: Connection): Promise<MappingTemplate[]> =>
  readRows(connection, templateRow, 'SELECT key, body FROM mapping_template ORDER BY key')

/** Keeps a mapping under a name, in place of the one that had it. */
export async function writeTemplate(
  connection: Connection,
  { name, mapping }: MappingTemplate,
): Promise<void> {
  await removeTemplate(connection, name)
  await execute(connection, 'INSERT INTO mapping_template VALUES (?, ?)', [name, JSON.stringify(mapping)])
}

/** False where there is no template of that name. */
export async function removeTemplate(connection: Connection, name: string): Promise<boolean> {
  return (await execute(connection, 'DELETE FROM mapping_template WHERE key = ?', [name])) > 0
}

/**
 * A template's readings for a sheet that has the same headers, whatever file it stands in: every column that the
 * template speaks of must be there. Of several templates the one that speaks of most columns counts.
 */
export function suggestFromTemplates(
  templates: readonly MappingTemplate[],
  sheet: MappableSheet,
): SuggestedSheet[] {
  const fitting = templates
    .map(({ name, mapping }) => ({ name, readings: readingsFor(mapping, sheet) }))
    .filter(({ readings }) => readings.length > 0)
    .sort((a, b) => columnsOf(b.readings).length - columnsOf(a.readings).length)
  const [best] = fitting
  if (best === undefined) return []
  const reason = `as in the template “${best.name}”`
  return best.readings.map((reading) => ({
    ...reading,
    file: sheet.file,
    sheet: sheet.name,
    confidence: 1,
    reason,
    columns: reading.columns.map((column) => ({ ...column, confidence: 1, reason })),
    questions: [],
  }))
}

const columnsOf = (readings: readonly SheetMapping[]): string[] =>
  readings.flatMap(({ columns, unpivot, transpose }) => [
    ...(transpose === undefined
      ? columns.map(({ column }) => column)
      : [transpose.labels, ...transpose.columns]),
    ...(unpivot?.columns ?? []),
  ])

/** The readings of that sheet's name where the template has some, else of whichever of its sheets has these headers. */
function readingsFor({ sheets }: Mapping, sheet: MappableSheet): SheetMapping[] {
  const fits = (reading: SheetMapping) => {
    const columns = columnsOf([reading])
    return columns.length > 0 && columns.every((column) => findColumn(sheet, column) !== undefined)
  }
  const fitting = sheets.filter(fits)
  const named = fitting.filter((reading) => reading.sheet === sheet.name)
  if (named.length > 0) return named
  const [first] = fitting
  return fitting.filter((reading) => reading.sheet === first?.sheet && reading.file === first.file)
}
