import type { RequestInput } from '#shared/contract/index.ts'
import { freeColumnName } from '#shared/domain/column-name.ts'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import { areaOf, liveRange } from '../selection/selection.ts'
import { applyOrSay } from '../state/apply-command.ts'
import { useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'

/** A blank column left (0) or right (1) of another. */
export function insertColumnBeside(info: SheetInfo, column: ColumnInfo, side: 0 | 1): Promise<boolean> {
  const next = info.columns[info.columns.indexOf(column) + side]
  return applyOrSay(
    { type: 'insertColumn', sheet: info.id, before: next?.id ?? null, name: freeColumnName(info.columns) },
    'No column was inserted',
  )
}

/** Moves shown columns before the shown column that stands at `before`, or to the end. */
export function moveColumns(
  info: SheetInfo,
  columns: readonly ColumnInfo[],
  moved: readonly ColumnInfo[],
  before: number,
): Promise<boolean> {
  const [column, ...others] = moved.map(({ id }) => id)
  if (column === undefined) return Promise.resolve(false)
  return applyOrSay(
    { type: 'moveColumn', sheet: info.id, column, others, before: columns[before]?.id ?? null },
    moved.length === 1 ? 'The column was not moved' : 'The columns were not moved',
  )
}

type ColumnFormat = Pick<
  Extract<RequestInput<'sheet.apply'>['command'], { type: 'formatColumn' }>,
  'numberFormat' | 'hidden'
>

/** Gives columns a number format, hides them or shows them again. */
export async function formatColumns(
  info: SheetInfo,
  columns: readonly ColumnInfo[],
  format: ColumnFormat,
): Promise<void> {
  const [first, ...others] = columns.map(({ id }) => id)
  if (first === undefined) return
  await applyOrSay(
    { type: 'formatColumn', sheet: info.id, column: first, others, ...format },
    columns.length === 1 ? 'The column was not changed' : 'The columns were not changed',
  )
}

/** The widths of columns fit what they show. */
export const fitColumns = (columns: readonly ColumnInfo[]): void =>
  useGrid.getState().fitColumns?.(columns.map(({ id }) => id))

/** The columns that a menu on one of them is about: all that are selected as a whole, if it is one of them. */
export function columnsInHand(column: ColumnInfo): readonly ColumnInfo[] {
  const present = presentSheet()
  const live = present === undefined ? undefined : liveRange(present.selection)
  if (present === undefined || (live?.span !== 'columns' && live?.span !== 'all')) return [column]
  const area = areaOf(live, present.extent)
  const chosen = present.columns.slice(area.firstColumn, area.lastColumn + 1)
  return chosen.some(({ id }) => id === column.id) ? chosen : [column]
}

export const deleteColumns = (info: SheetInfo, columns: readonly ColumnId[]): Promise<boolean> =>
  applyOrSay(
    { type: 'deleteColumns', sheet: info.id, columns: [...columns] },
    'Nothing was deleted',
    'Deleting',
  )

/** Another row names the columns; 0 for none. */
export const setHeaderRow = (sheet: SheetId, headerRow: number): Promise<boolean> =>
  applyOrSay({ type: 'setHeaderRow', sheet, headerRow }, 'The header row was not changed')
