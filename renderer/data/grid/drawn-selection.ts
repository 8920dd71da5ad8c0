import { areaOf, areasOf, liveRange } from '../selection/selection.ts'
import { presentSheet } from '../state/present-sheet.ts'
import type { DrawnSelection } from './cell-classes.ts'

const nothing: DrawnSelection = { areas: [], active: { row: -1, column: -1 }, handle: undefined }

let known: { key: readonly unknown[]; drawn: DrawnSelection } | undefined

/** The present selection as rectangles; worked out once for each state of it. */
export function drawnSelection(): DrawnSelection {
  const present = presentSheet()
  if (present === undefined) return nothing
  const { selection, extent } = present
  const key = [selection, extent.rows, extent.columns]
  if (known?.key.every((part, index) => part === key[index]) === true) return known.drawn
  const live = areaOf(liveRange(selection), extent)
  const drawn = {
    areas: areasOf(selection, extent),
    active: selection.active,
    handle: selection.ranges.length === 1 ? { row: live.lastRow, column: live.lastColumn } : undefined,
  }
  known = { key, drawn }
  return drawn
}
