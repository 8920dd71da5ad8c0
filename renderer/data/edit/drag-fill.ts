import type { GridApi } from 'ag-grid-community'
import { drawnPlaces, findCellElement, placeOfElement } from '../grid/cell-element.ts'
import { followPointer } from '../grid/follow-pointer.ts'
import { type Area, areaOf, liveRange, type Selection, selectRange } from '../selection/selection.ts'
import { applyOrSay } from '../state/apply-command.ts'
import { blockOf } from '../state/blocks.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { type FillTarget, fillTarget } from './fill-target.ts'

/** Drags the fill handle. As in Excel one number is copied and several make a series; Ctrl turns that round. */
export function startFill(start: PointerEvent, api: GridApi, root: HTMLElement): void {
  const present = presentSheet()
  if (present === undefined) return
  start.preventDefault()
  const source = areaOf(liveRange(present.selection), present.extent)
  let target: FillTarget | undefined
  let turned = start.ctrlKey
  const noteKeys = (event: KeyboardEvent) => {
    turned = event.ctrlKey
  }
  window.addEventListener('keydown', noteKeys)
  window.addEventListener('keyup', noteKeys)
  followPointer(
    start,
    api,
    root,
    (element) => {
      const over = placeOfElement(element)
      const column = present.columns.findIndex((candidate) => String(candidate.id) === over?.column)
      target =
        over === undefined
          ? target
          : fillTarget(source, { row: over.row, column: column < 0 ? source.firstColumn : column })
      drawTarget(root, present, target)
    },
    () => {
      window.removeEventListener('keydown', noteKeys)
      window.removeEventListener('keyup', noteKeys)
      drawTarget(root, present, undefined)
      if (target !== undefined) void fillTo(present, target, turned !== isSeriesByItself(present, source))
    },
  )
}

/** Anything but one number (or one row or column of them) is continued. */
export function isSeriesByItself({ tiles, columns }: PresentSheet, source: Area): boolean {
  const isLine = source.firstRow === source.lastRow || source.firstColumn === source.lastColumn
  if (!isLine) return true
  const column = columns[source.firstColumn]
  const first = column === undefined ? undefined : tiles?.cell(source.firstRow, column.id)
  const isOne = source.firstRow === source.lastRow && source.firstColumn === source.lastColumn
  return !(isOne && first?.kind === 'number')
}

/** Fills the target from its first cells and selects it. */
export async function fillTo(present: PresentSheet, fill: FillTarget, series: boolean): Promise<void> {
  const block = blockOf({ ...present, extent: present.reach }, fill.area)
  if (block === undefined) return
  useGrid.getState().select(selectionOver(fill.area, present.selection))
  await applyOrSay(
    { type: 'fill', target: block, direction: fill.direction, sourceCount: fill.sourceCount, series },
    'Nothing was filled',
    'Filling',
  )
}

function selectionOver(area: Area, before: Selection): Selection {
  const selection = selectRange(
    'cells',
    { row: area.firstRow, column: area.firstColumn },
    { row: area.lastRow, column: area.lastColumn },
  )
  return { ...selection, active: before.active }
}

/** Outlines what would be filled, on the cells that are on screen. */
function drawTarget(root: Element, present: PresentSheet, target: FillTarget | undefined): void {
  for (const drawn of root.querySelectorAll('.cell-fill')) drawn.classList.remove('cell-fill')
  if (target === undefined) return
  const { area } = target
  const rows = drawnPlaces(root).filter((row) => row >= area.firstRow && row <= area.lastRow)
  for (const row of rows)
    for (const column of present.columns.slice(area.firstColumn, area.lastColumn + 1))
      findCellElement(root, row, String(column.id))?.classList.add('cell-fill')
}
