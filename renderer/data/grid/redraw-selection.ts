import type { GridApi } from 'ag-grid-community'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { DrawnSelection } from './cell-classes.ts'
import { drawnNodes } from './frozen-rows.ts'
import { rowNumberColumn } from './grid-columns.ts'

/** Draws the cells again that a change of the selection touches, which mostly are two and not all on screen. */
export function redrawSelection(
  api: GridApi,
  columns: readonly ColumnInfo[],
  before: DrawnSelection,
  after: DrawnSelection,
): void {
  const spans = [...spansOf(before), ...spansOf(after)]
  const rowNodes = drawnNodes(api, (row) => spans.some((span) => row >= span.firstRow && row <= span.lastRow))
  const places = new Map(columns.map((column, place) => [String(column.id), place]))
  const touched = api.getAllDisplayedVirtualColumns().filter((column) => {
    const place = places.get(column.getColId())
    if (place === undefined) return column.getColId() === rowNumberColumn
    return spans.some((span) => place >= span.firstColumn && place <= span.lastColumn)
  })
  if (rowNodes.length > 0) api.refreshCells({ rowNodes, columns: touched, force: true })
}

const spansOf = ({ areas, active, cut }: DrawnSelection) => [
  ...areas,
  ...(cut === undefined ? [] : [cut]),
  {
    firstRow: active.row,
    lastRow: active.row,
    firstColumn: active.column,
    lastColumn: active.column,
  },
]
