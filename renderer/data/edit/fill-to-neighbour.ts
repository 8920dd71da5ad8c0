import { stepsToEdge } from '../selection/data-edge.ts'
import { areaFrom, countFilled } from '../selection/jump-to-edge.ts'
import { type Area, areaOf, liveRange, type Place } from '../selection/selection.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { fillTo, isSeriesByItself } from './drag-fill.ts'

/** Columns looked at, nearest first. */
const columnsAsked = 40

/** A double click on the fill handle: down as far as a column beside is filled, those to the left before those to the right. */
export async function fillToNeighbour(): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const source = areaOf(liveRange(present.selection), present.extent)
  for (const column of besides(source, present.extent.columns).slice(0, columnsAsked)) {
    const steps = await filledBelow(present, { row: source.lastRow, column })
    if (steps === 0) continue
    // The user may have gone on meanwhile.
    if (presentSheet()?.selection !== present.selection) return
    const area = { ...source, lastRow: source.lastRow + steps }
    const sourceCount = source.lastRow - source.firstRow + 1
    await fillTo(present, { area, direction: 'down', sourceCount }, isSeriesByItself(present, source))
    return
  }
}

/** The columns to the left of an area, then those to its right, nearest first. */
const besides = ({ firstColumn, lastColumn }: Area, columnCount: number): number[] => [
  ...Array.from({ length: firstColumn }, (_, index) => firstColumn - 1 - index),
  ...Array.from({ length: Math.max(0, columnCount - 1 - lastColumn) }, (_, index) => lastColumn + 1 + index),
]

/** How many cells below a place are filled without a gap. */
async function filledBelow(present: PresentSheet, place: Place): Promise<number> {
  const count = (first: number, rows: number) => countFilled(present, areaFrom(place, 'down', first, rows))
  const limit = present.extent.rows - 1 - place.row
  if (limit <= 0 || (await count(1, 1)) === 0) return 0
  return stepsToEdge(true, limit, count)
}
