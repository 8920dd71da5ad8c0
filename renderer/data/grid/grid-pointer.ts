import type { GridApi } from 'ag-grid-community'
import { type RefObject, useEffect } from 'react'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { columnsInHand, fitColumns } from '../columns/change-columns.ts'
import { isDraggable, startColumnDrag } from '../columns/drag-columns.ts'
import { startFill } from '../edit/drag-fill.ts'
import { beginEdit, commitEdit } from '../edit/edit-cell.ts'
import { fillToNeighbour } from '../edit/fill-to-neighbour.ts'
import { addRange, extendTo, type Place, type Range, selectRange } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { firstPlaceInView, placeOfElement } from './cell-element.ts'
import { followPointer } from './follow-pointer.ts'
import { rowNumberColumn } from './grid-columns.ts'

/** What lies under the pointer: a cell, a row's number or a column's header. */
export interface Hit {
  readonly span: Exclude<Range['span'], 'all'>
  readonly place: Place
}

export function hitOf(target: EventTarget | null, { columns }: PresentSheet): Hit | undefined {
  const cell = placeOfElement(target)
  if (cell?.column === rowNumberColumn) return { span: 'rows', place: { row: cell.row, column: 0 } }
  if (cell !== undefined) {
    const column = columns.findIndex((candidate) => String(candidate.id) === cell.column)
    return column < 0 ? undefined : { span: 'cells', place: { row: cell.row, column } }
  }
  const header = target instanceof Element ? target.closest('.column-header') : null
  const place = header?.getAttribute('data-place')
  if (place == null) return undefined
  return { span: 'columns', place: { row: 0, column: Number(place) } }
}

/** Selecting by mouse: click, drag, Shift to extend, Ctrl to add; the fill handle; double click to edit or to fill. */
export function useGridPointer(api: GridApi | undefined, root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current
    if (element === null || api === undefined) return
    const press = (event: PointerEvent) => pressed(event, api, element)
    const open = (event: MouseEvent) => {
      const present = presentSheet()
      const hit = present === undefined ? undefined : hitOf(event.target, present)
      const edge = columnOfEdge(event.target, present)
      if (edge !== undefined) fitColumns(columnsInHand(edge))
      else if (isOnHandle(event)) void fillToNeighbour()
      else if (hit?.span === 'cells') beginEdit(undefined)
    }
    element.addEventListener('pointerdown', press, { capture: true })
    element.addEventListener('dblclick', open)
    return () => {
      element.removeEventListener('pointerdown', press, { capture: true })
      element.removeEventListener('dblclick', open)
    }
  }, [api, root])
}

function pressed(event: PointerEvent, api: GridApi, element: HTMLElement): void {
  if (isControl(event.target)) return
  const present = presentSheet()
  const over = present === undefined ? undefined : hitOf(event.target, present)
  if (present === undefined || over === undefined) return
  const hit = over.span === 'columns' ? inView(over, element) : over
  if (useGrid.getState().editing !== undefined) void commitEdit({ type: 'stay' })
  if (event.button === 2 && isInside(present, hit)) return
  if (event.button === 0 && isOnHandle(event)) {
    startFill(event, api, element)
    return
  }
  const isPlain = event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey
  if (isPlain && hit.span === 'columns' && isDraggable(present, hit.place.column)) {
    startColumnDrag(event, api, element, present, hit.place.column)
    return
  }
  const { select } = useGrid.getState()
  if (event.shiftKey) select(extended(present, hit))
  else if (event.ctrlKey || event.metaKey) select(addRange(present.selection, hit.span, hit.place))
  else select(selectRange(hit.span, hit.place, hit.place))
  if (event.button === 0) dragSelection(event, api, element)
}

/** As in Excel, of columns that are selected the first cell on screen is the active one. */
const inView = (hit: Hit, element: HTMLElement): Hit => ({
  ...hit,
  place: { ...hit.place, row: firstPlaceInView(element) },
})

/** The column whose width the edge under the pointer changes. */
function columnOfEdge(target: EventTarget | null, present: PresentSheet | undefined): ColumnInfo | undefined {
  const edge = target instanceof Element ? target.closest('.ag-header-cell-resize') : null
  const id = edge?.closest('.ag-header-cell')?.getAttribute('col-id')
  return present?.columns.find((column) => String(column.id) === id)
}

/** Buttons and fields inside the grid, and the edges by which columns are resized. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, textarea, .ag-header-cell-resize') !== null

/** A right click on what is selected keeps the selection, for the menu to act on. */
function isInside({ selection, extent }: PresentSheet, { span, place }: Hit): boolean {
  return selection.ranges.some((range) => {
    const rows = [range.anchor.row, range.focus.row].toSorted((a, b) => a - b)
    const columns = [range.anchor.column, range.focus.column].toSorted((a, b) => a - b)
    const inRows =
      range.span === 'columns' || range.span === 'all' || between(place.row, rows) || extent.rows === 0
    const inColumns = range.span === 'rows' || range.span === 'all' || between(place.column, columns)
    const wide = span === 'cells' || range.span === span || range.span === 'all'
    return inRows && inColumns && wide
  })
}

const between = (value: number, [low = 0, high = 0]: readonly number[]): boolean =>
  value >= low && value <= high

function extended({ selection }: PresentSheet, { span, place }: Hit) {
  const grown = extendTo(selection, place)
  const live = grown.ranges.at(-1)
  if (live === undefined || live.span === span) return grown
  return { ...grown, ranges: [...grown.ranges.slice(0, -1), { ...live, span }] }
}

const handleSize = 9

function isOnHandle(event: MouseEvent): boolean {
  const cell = event.target instanceof Element ? event.target.closest('.cell-handle') : null
  if (cell === null) return false
  const box = cell.getBoundingClientRect()
  return box.right - event.clientX <= handleSize && box.bottom - event.clientY <= handleSize
}

function dragSelection(event: PointerEvent, api: GridApi, element: HTMLElement): void {
  followPointer(event, api, element, (target) => {
    const present = presentSheet()
    const hit = present === undefined ? undefined : hitOf(target, present)
    const live = present?.selection.ranges.at(-1)
    if (present === undefined || hit === undefined || live === undefined) return
    const { row, column } = live.focus
    if (hit.place.row !== row || hit.place.column !== column)
      useGrid.getState().select(extendTo(present.selection, hit.place))
  })
}
