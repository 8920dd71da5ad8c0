import type { CellValue } from '#shared/domain/cell.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { cellOfParts } from './cell-parts.ts'
import { type Connection, readRows } from './connection.ts'
import { type PreambleParts, preambleCellSchema } from './journal/step.ts'

/** The cells above and in a sheet's header row as they are stored, by row and column: a handful. */
export const readPreambleParts = (connection: Connection, sheet: SheetId): Promise<PreambleParts[]> =>
  readRows(
    connection,
    preambleCellSchema,
    'SELECT "row", "column", kind, number, text FROM preamble_cell WHERE sheet_id = ? ORDER BY "row", "column"',
    [sheet],
  )

export interface PreambleCell {
  readonly row: number
  readonly column: number
  readonly value: CellValue
}

/** The cells above and in a sheet's header row, by row and column. */
export async function readPreamble(connection: Connection, sheet: SheetId): Promise<PreambleCell[]> {
  const cells = await readPreambleParts(connection, sheet)
  return cells.map(({ row, column, kind, number, text }) => ({
    row,
    column,
    value: cellOfParts(kind, number, text),
  }))
}
