import { z } from 'zod'
import { type ColumnId, columnId, type RowId, rowId, type SheetId, sheetId } from '#shared/domain/ids.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { insertRows } from '../../store/insert-rows.ts'
import type { ChangeContext } from '../../store/journal/journal.ts'

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

/** Marks of cells before and after a change; an undefined reason is no mark. */
export interface StaleChange extends Omit<StaleCell, 'reason'> {
  readonly before?: string
  readonly after?: string
}

/** Takes the steps by which marks come and go, one for each sheet. */
export async function changeStaleCells(
  context: ChangeContext,
  changes: readonly StaleChange[],
): Promise<void> {
  for (const sheet of new Set(changes.map((change) => change.sheet))) {
    const step = context.nextStep()
    await insertRows(
      context.connection,
      'journal_cell',
      changes
        .filter((change) => change.sheet === sheet)
        .map(({ row, column, before, after }) => [
          context.entry,
          step,
          column,
          row,
          0,
          null,
          before ?? null,
          0,
          null,
          after ?? null,
        ]),
    )
    await context.take({ type: 'staleFormulas', sheet })
  }
}
