import type { ColumnId, RowId, SheetId } from '#shared/domain/ids.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { ChangeContext } from '../store/journal/journal.ts'

/** A text that is kept of a cell beside its value, before and after a change; undefined for none. */
export interface TextChange {
  readonly sheet: SheetId
  readonly row: RowId
  readonly column: ColumnId
  readonly before?: string
  readonly after?: string
}

/** Takes the steps by which such texts come, go and become others, one for each sheet. */
export async function changeTexts(
  context: ChangeContext,
  type: 'movedFormulas' | 'staleFormulas',
  changes: readonly TextChange[],
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
    await context.take({ type, sheet })
  }
}
