import type { ColumnId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { execute } from '../../store/connection.ts'
import { valueColumn } from '../../store/sheet-table.ts'
import { pendingCells, startPending, writePending } from '../write-cells.ts'
import type { CommandContext } from './command.ts'

/** Makes all cells of a column blank, as a step that can be taken back. */
export async function clearColumn(
  context: CommandContext,
  sheet: StoredSheet,
  column: ColumnId,
): Promise<number> {
  await startPending(context.connection)
  await execute(
    context.connection,
    `INSERT INTO ${pendingCells} SELECT ?, row_id, 0, NULL, NULL FROM ${sheet.table}
     WHERE ${valueColumn(column)} IS NOT NULL`,
    [column],
  )
  return writePending(context, sheet)
}
