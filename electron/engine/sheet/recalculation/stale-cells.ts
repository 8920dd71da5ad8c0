import { z } from 'zod'
import { type ColumnId, columnId, type RowId, rowId, type SheetId, sheetId } from '#shared/domain/ids.ts'
import { type Connection, readRows } from '../../store/connection.ts'

/** A cell whose formula's value is out of date, and why. */
export interface StaleCell {
  readonly sheet: SheetId
  readonly row: RowId
  readonly column: ColumnId
  readonly reason: string
}

export async function readStaleCells(
  connection: Connection,
  sheets: readonly SheetId[],
): Promise<StaleCell[]> {
  if (sheets.length === 0) return []
  const rows = await readRows(
    connection,
    z.object({ sheet_id: z.number(), row_id: z.number(), column_id: z.number(), reason: z.string() }),
    `SELECT sheet_id, row_id, column_id, reason FROM stale_formula WHERE sheet_id IN (${sheets.join(', ')})
     ORDER BY ALL`,
  )
  return rows.map((row) => ({
    sheet: sheetId(row.sheet_id),
    row: rowId(row.row_id),
    column: columnId(row.column_id),
    reason: row.reason,
  }))
}
