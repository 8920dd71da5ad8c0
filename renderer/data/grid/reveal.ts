import type { GridApi } from 'ag-grid-community'
import { liveRange, type Place } from '../selection/selection.ts'
import type { PresentSheet } from '../state/present-sheet.ts'
import { focusCell, revealRow } from './frozen-rows.ts'

/** Brings what the keys move into view: the growing corner of the selection, or the active cell. */
export function revealSelection(api: GridApi, { selection, columns, reach }: PresentSheet): void {
  const live = liveRange(selection)
  const place: Place =
    selection.ranges.length === 1 && live.anchor === selection.active ? live.focus : selection.active
  const column = columns[place.column]
  if (live.span !== 'columns' && live.span !== 'all' && place.row < reach.rows) revealRow(api, place.row)
  if (live.span !== 'rows' && live.span !== 'all' && column !== undefined)
    api.ensureColumnVisible(String(column.id))
}

/** Brings the cell that takes input into view, however much is selected beside it. */
export function revealActiveCell(api: GridApi, { selection: { active }, columns }: PresentSheet): void {
  const column = columns[active.column]
  revealRow(api, active.row)
  if (column !== undefined) api.ensureColumnVisible(String(column.id))
}

/** Keeps the keyboard in the grid: on the active cell, which assistive technology then reads. */
export function focusActiveCell(api: GridApi, { selection, columns }: PresentSheet): void {
  const column = columns[selection.active.column]
  if (column !== undefined) focusCell(api, selection.active.row, String(column.id))
}
