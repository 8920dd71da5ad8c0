import type { GridApi, IRowNode } from 'ag-grid-community'
import { useGrid } from '../state/grid-state.ts'

/*
 * AG Grid draws frozen rows apart from those that scroll, and counts both from 0. A place in the view counts on through
 * both; this is where one is made from the other.
 */

const frozenMark = 't-'
const frozenRows = (): number => useGrid.getState().frozenRows

/** The view's place of a row that is drawn. */
export function placeOfNode(node: Pick<IRowNode, 'rowIndex' | 'rowPinned'> | null): number | undefined {
  if (node?.rowIndex == null) return undefined
  return node.rowPinned === 'top' ? node.rowIndex : node.rowIndex + frozenRows()
}

/** The attribute `row-index` that the row at a place has where it is drawn. */
export const rowIndexOfPlace = (place: number): string =>
  place < frozenRows() ? `${frozenMark}${place}` : String(place - frozenRows())

export const placeOfRowIndex = (rowIndex: string): number =>
  rowIndex.startsWith(frozenMark)
    ? Number(rowIndex.slice(frozenMark.length))
    : Number(rowIndex) + frozenRows()

/** The rows on screen whose place is one of those asked for. */
export function drawnNodes(api: GridApi, isWanted: (place: number) => boolean): IRowNode[] {
  const frozen = Array.from({ length: api.getPinnedTopRowCount() }, (_, row) => api.getPinnedTopRow(row))
  return [...frozen, ...api.getRenderedNodes()].filter((node): node is IRowNode => {
    const place = placeOfNode(node ?? null)
    return place !== undefined && isWanted(place)
  })
}

/** Rows beyond the drawn ones from which on a row is far. */
const farAway = 100

/**
 * Scrolls to a row; a frozen one is always in view. A far one comes to the middle, with what is around it: the grid
 * squeezes millions of rows into what a browser can scroll, and would miss the edge by some rows.
 */
export function revealRow(api: GridApi, place: number): void {
  const row = place - frozenRows()
  if (row < 0) return
  const isFar =
    row < api.getFirstDisplayedRowIndex() - farAway || row > api.getLastDisplayedRowIndex() + farAway
  api.ensureIndexVisible(row, isFar ? 'middle' : null)
}

/** Gives a cell the keyboard. What is on screen stays there, also where the cell has been scrolled away. */
export function focusCell(api: GridApi, place: number, column: string): void {
  const viewport = document.querySelector('.sheet-grid .ag-grid-viewport')
  const { scrollTop = 0, scrollLeft = 0 } = viewport ?? {}
  if (place < frozenRows()) api.setFocusedCell(place, column, 'top')
  else api.setFocusedCell(place - frozenRows(), column)
  if (viewport !== null && viewport.scrollTop !== scrollTop) viewport.scrollTop = scrollTop
  if (viewport !== null && viewport.scrollLeft !== scrollLeft) viewport.scrollLeft = scrollLeft
}

/** Takes the first rows of a view of `rowCount` rows out of what scrolls. */
export function drawRows(api: GridApi, rowCount: number, frozen: number): void {
  useGrid.setState({ frozenRows: frozen })
  if (api.getPinnedTopRowCount() !== frozen)
    api.setGridOption(
      'pinnedTopRowData',
      Array.from({ length: frozen }, (_, row) => ({ row })),
    )
  api.setRowCount(rowCount - frozen, true)
}
