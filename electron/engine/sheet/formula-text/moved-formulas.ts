import type { ColumnId, RowId, SheetId } from '#shared/domain/ids.ts'
import { insertRows } from '../../store/insert-rows.ts'
import type { ChangeContext } from '../../store/journal/journal.ts'

/** The formula that was moved to a cell, before and after a change; undefined for none. */
export interface MovedFormulaChange {
  readonly row: RowId
  readonly column: ColumnId
  readonly before?: string
  readonly after?: string
}

/** Takes the step by which moved formulas of a sheet come, go and read otherwise. */
export async function changeMovedFormulas(
  context: ChangeContext,
  sheet: SheetId,
  changes: readonly MovedFormulaChange[],
): Promise<void> {
  if (changes.length === 0) return
  const step = context.nextStep()
  await insertRows(
    context.connection,
    'journal_cell',
    changes.map(({ row, column, before, after }) => [
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
  await context.take({ type: 'movedFormulas', sheet })
}
