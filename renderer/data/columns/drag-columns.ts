import type { GridApi } from 'ag-grid-community'
import { placeOfElement } from '../grid/cell-element.ts'
import { followPointer } from '../grid/follow-pointer.ts'
import { areaOf, liveRange, selectRange } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import type { PresentSheet } from '../state/present-sheet.ts'
import { moveColumns } from './change-columns.ts'
import { type ColumnDrop, columnDrop } from './column-drop.ts'

/** Whether pressing that header takes hold of the selected columns instead of beginning a selection. */
export function isDraggable({ selection, extent }: PresentSheet, place: number): boolean {
  const live = liveRange(selection)
  if (selection.ranges.length > 1 || live.span !== 'columns') return false
  const { firstColumn, lastColumn } = areaOf(live, extent)
  return place >= firstColumn && place <= lastColumn && lastColumn - firstColumn + 1 < extent.columns
}

/** Drags the selected columns by one of their headers; let go where it was pressed, that column alone is selected. */
export function startColumnDrag(
  start: PointerEvent,
  api: GridApi,
  root: HTMLElement,
  present: PresentSheet,
  pressed: number,
): void {
  start.preventDefault()
  const { info, columns, selection, extent } = present
  const { firstColumn, lastColumn } = areaOf(liveRange(selection), extent)
  let drop: ColumnDrop | undefined
  let hasMoved = false
  followPointer(
    start,
    api,
    root,
    (element) => {
      hasMoved = true
      const id = placeOfElement(element)?.column
      const over = columns.findIndex((column) => String(column.id) === id)
      drop = over < 0 ? undefined : columnDrop(firstColumn, lastColumn, over)
      root.classList.add('sheet-grid-dragging')
      drawDrop(root, present, drop)
    },
    () => {
      root.classList.remove('sheet-grid-dragging')
      drawDrop(root, present, undefined)
      const top = (column: number) => ({ row: selection.active.row, column })
      if (!hasMoved) useGrid.getState().select(selectRange('columns', top(pressed), top(pressed)))
      if (drop === undefined) return
      const { first } = drop
      void moveColumns(info, columns, columns.slice(firstColumn, lastColumn + 1), drop.before).then(
        (done) => {
          if (!done || useGrid.getState().sheet !== info.id) return
          useGrid.getState().select(selectRange('columns', top(first), top(first + lastColumn - firstColumn)))
        },
      )
    },
  )
}

/** A line where the columns would go, down all cells that are on screen. */
function drawDrop(root: Element, { columns }: PresentSheet, drop: ColumnDrop | undefined): void {
  for (const drawn of root.querySelectorAll('.drop-before, .drop-after'))
    drawn.classList.remove('drop-before', 'drop-after')
  if (drop === undefined) return
  const isLast = drop.before >= columns.length
  const column = columns[isLast ? columns.length - 1 : drop.before]
  for (const cell of root.querySelectorAll(`[col-id="${column?.id}"]`))
    cell.classList.add(isLast ? 'drop-after' : 'drop-before')
}
