import type { Column, GridApi, ProcessUnpinnedColumnsParams } from 'ag-grid-community'
import { rowNumberColumn } from './grid-columns.ts'

/** Room that AG Grid wants beside frozen columns before it asks which of them shall scroll. */
const leastRoom = 50

const isFrozenByUser = (column: Column): boolean => column.getColId() !== rowNumberColumn

/** Where frozen columns would leave no room for others, in a small window, they scroll; the row numbers stay. */
export const frozenToScroll = ({ api }: ProcessUnpinnedColumnsParams): Column[] =>
  api.getDisplayedLeftColumns().filter(isFrozenByUser)

/** Freezes the first `count` columns again once there is room for them. */
export function freezeAgain(api: GridApi, width: number, count: number): void {
  const columns = api.getAllDisplayedColumns()
  const first = columns.filter(isFrozenByUser).slice(0, count)
  const numbers = columns.find((column) => !isFrozenByUser(column))?.getActualWidth() ?? 0
  const needed = first.reduce((sum, column) => sum + column.getActualWidth(), numbers)
  if (first.some((column) => !column.isPinned()) && needed + leastRoom < width)
    api.setColumnsPinned(first, 'left')
}
