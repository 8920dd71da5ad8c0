import { engine } from '#renderer/app/engine-client.ts'
import { blockOf } from '../state/blocks.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { stepsToEdge } from './data-edge.ts'
import { type Direction, goTo, movingPlace, stepFrom } from './move.ts'
import type { Area, Place, Selection } from './selection.ts'

/** Ctrl and an arrow key: to the edge of the data in that direction. */
export async function jumpToEdge(
  present: PresentSheet,
  direction: Direction,
  extend: boolean,
): Promise<void> {
  const start = movingPlace(present.selection, extend)
  const looked = lookedAlong(present.selection, start, direction)
  const steps = await stepsToEdge(
    (await countFilled(present, areaFrom(looked, direction, 0, 1))) === 1,
    stepsLeft(present, looked, direction),
    (first, count) => countFilled(present, areaFrom(looked, direction, first, count)),
  )
  // The user may have gone on meanwhile.
  if (presentSheet()?.selection !== present.selection) return
  useGrid.getState().select(goTo(present.selection, stepFrom(start, direction, steps, present.reach), extend))
}

/** The edge is that of the data in the active cell's row or column, whichever corner moves. */
export const lookedAlong = ({ active }: Selection, moving: Place, direction: Direction): Place =>
  direction === 'left' || direction === 'right'
    ? { row: active.row, column: moving.column }
    : { row: moving.row, column: active.column }

function stepsLeft({ extent }: PresentSheet, { row, column }: Place, direction: Direction): number {
  switch (direction) {
    case 'up':
      return row
    case 'down':
      return extent.rows - 1 - row
    case 'left':
      return column
    case 'right':
      return extent.columns - 1 - column
  }
}

/** The cells that stand `first` to `first + count - 1` steps away. */
export function areaFrom({ row, column }: Place, direction: Direction, first: number, count: number): Area {
  const last = first + count - 1
  const cell = { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }
  switch (direction) {
    case 'up':
      return { ...cell, firstRow: row - last, lastRow: row - first }
    case 'down':
      return { ...cell, firstRow: row + first, lastRow: row + last }
    case 'left':
      return { ...cell, firstColumn: column - last, lastColumn: column - first }
    case 'right':
      return { ...cell, firstColumn: column + first, lastColumn: column + last }
  }
}

/** What cannot be counted, such as while the project is closed, counts as blank. */
export async function countFilled(present: PresentSheet, area: Area): Promise<number> {
  const block = blockOf(present, area)
  const answer = block === undefined ? undefined : await engine('sheet.summary', { blocks: [block] })
  return answer?.ok === true ? answer.value.count : 0
}
