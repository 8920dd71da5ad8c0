import type { PresentSheet } from '../state/present-sheet.ts'
import { selectionClasses, selectionClassNames } from './cell-classes.ts'
import { drawnSelection } from './drawn-selection.ts'
import { rowNumberColumn } from './grid-columns.ts'

/**
 * Draws the selection on the cells that are on screen. Cells that come later get the same classes from their column's
 * rules; going through the few hundred elements here is several times faster than asking the grid to draw them again.
 */
export function paintSelection(root: Element, { columns }: PresentSheet): void {
  const drawn = drawnSelection()
  const places = new Map(columns.map((column, place) => [String(column.id), place]))
  for (const line of root.querySelectorAll('.ag-row[row-index]')) {
    const row = Number(line.getAttribute('row-index'))
    const isSelectedRow = drawn.areas.some((area) => row >= area.firstRow && row <= area.lastRow)
    for (const cell of line.querySelectorAll('.ag-cell')) {
      const colId = cell.getAttribute('col-id') ?? ''
      if (colId === rowNumberColumn) {
        cell.classList.toggle('row-heading-selected', isSelectedRow)
        continue
      }
      const place = places.get(colId)
      if (place === undefined) continue
      const classes = new Set(selectionClasses(drawn, row, place))
      for (const name of selectionClassNames) cell.classList.toggle(name, classes.has(name))
      cell.setAttribute('aria-selected', String(classes.has('cell-selected') || classes.has('cell-active')))
    }
  }
}
