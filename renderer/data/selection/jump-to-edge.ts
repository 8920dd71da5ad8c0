import { engine } from '#renderer/app/engine-client.ts'
import { cellKindCode } from '#shared/domain/cell.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { searchEdge } from './data-edge.ts'
import { type Direction, goTo, movingPlace, stepFrom } from './move.ts'
import type { Place } from './selection.ts'

const firstStretch = 2_000
const longestStretch = 400_000

/** Ctrl and an arrow key: to the edge of the data in that direction. Reads on until the edge is found. */
export async function jumpToEdge(
  present: PresentSheet,
  direction: Direction,
  extend: boolean,
): Promise<void> {
  const start = movingPlace(present.selection, extend)
  const isVertical = direction === 'up' || direction === 'down'
  const steps = isVertical
    ? await verticalSteps(present, start, direction)
    : await horizontalSteps(present, start, direction)
  const now = presentSheet()
  // The user has gone on meanwhile.
  if (steps === undefined || now?.selection !== present.selection) return
  useGrid
    .getState()
    .select(goTo(present.selection, stepFrom(start, direction, steps, present.extent), extend))
}

async function verticalSteps(
  present: PresentSheet,
  start: Place,
  direction: Direction,
): Promise<number | undefined> {
  const column = present.columns[start.column]
  if (column === undefined) return undefined
  const forward = direction === 'down'
  const own = await filledRows(present, column.id, start.row, 1)
  if (own === undefined) return undefined
  const search = searchEdge(own[0] === true)
  let stretch = firstStretch
  for (let next = forward ? start.row + 1 : start.row - 1; next >= 0 && next < present.extent.rows; ) {
    const first = forward ? next : Math.max(0, next - stretch + 1)
    const count = forward ? Math.min(stretch, present.extent.rows - first) : next - first + 1
    const filled = await filledRows(present, column.id, first, count)
    if (filled === undefined) return undefined
    const found = search.take(forward ? filled : filled.toReversed())
    if (found !== undefined) return found
    next = forward ? first + count : first - 1
    stretch = Math.min(longestStretch, stretch * 4)
  }
  return search.atEnd()
}

async function filledRows(
  { info, view }: PresentSheet,
  column: PresentSheet['columns'][number]['id'],
  firstRow: number,
  rowCount: number,
): Promise<boolean[] | undefined> {
  const answer = await engine('sheet.window', { sheet: info.id, view, firstRow, rowCount, columns: [column] })
  const kinds = answer.ok ? answer.value.columns[0]?.kinds : undefined
  return kinds === undefined ? undefined : Array.from(kinds, (kind) => kind !== cellKindCode.blank)
}

async function horizontalSteps(
  { info, view, columns }: PresentSheet,
  start: Place,
  direction: Direction,
): Promise<number | undefined> {
  const forward = direction === 'right'
  const line = forward ? columns.slice(start.column) : columns.slice(0, start.column + 1).toReversed()
  const answer = await engine('sheet.window', {
    sheet: info.id,
    view,
    firstRow: start.row,
    rowCount: 1,
    columns: line.map((column) => column.id),
  })
  if (!answer.ok) return undefined
  const [own, ...rest] = answer.value.columns.map((column) => column.kinds[0] !== cellKindCode.blank)
  const search = searchEdge(own === true)
  return search.take(rest) ?? search.atEnd()
}
