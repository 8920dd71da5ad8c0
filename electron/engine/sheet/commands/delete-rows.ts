import { counted } from '#shared/domain/counted.ts'
import type { RowId, SheetId } from '#shared/domain/ids.ts'
import { execute } from '../../store/connection.ts'
import { insertRows } from '../../store/insert-rows.ts'
import type { ChangeContext } from '../../store/journal/journal.ts'
import { rowsToDelete } from '../../store/journal/steps/rows.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Takes rows out; they are kept, so that undo can put them back as they were. */
export const deleteRows: Apply<'deleteRows'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const rows = [...new Set(command.rows)]
  await takeRowsOut(context, command.sheet, rows)
  return {
    ok: true,
    value: { label: `deletion of ${counted(rows.length, 'row')}`, sheet: command.sheet, cells: 0 },
  }
}

export async function takeRowsOut(
  context: ChangeContext,
  sheet: SheetId,
  rows: readonly RowId[],
): Promise<void> {
  await execute(context.connection, `CREATE OR REPLACE TEMP TABLE ${rowsToDelete} (row_id BIGINT)`)
  await insertRows(
    context.connection,
    rowsToDelete,
    rows.map((row) => [row]),
  )
  await context.take({ type: 'deleteRows', sheet })
}
