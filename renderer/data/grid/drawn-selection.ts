import { useProject } from '#renderer/app/state/project.ts'
import { presentCut, useCut } from '../clipboard/cut-cells.ts'
import { areaOf, areasOf, liveRange } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'
import type { DrawnSelection } from './cell-classes.ts'

const nothing: DrawnSelection = {
  areas: [],
  active: { row: -1, column: -1 },
  handle: undefined,
  cut: undefined,
  newRow: undefined,
}

let known: { readonly key: readonly unknown[]; readonly drawn: DrawnSelection } | undefined

/** The present selection as rectangles. Every cell that is drawn asks for it, so it is worked out once for each state. */
export function drawnSelection(): DrawnSelection {
  const { selections, sheet, views, total } = useGrid.getState()
  const key = [selections, sheet, views, total, useProject.getState().project, useCut.getState().cut]
  if (known?.key.every((part, index) => part === key[index]) === true) return known.drawn
  const drawn = workOut()
  known = { key, drawn }
  return drawn
}

function workOut(): DrawnSelection {
  const present = presentSheet()
  if (present === undefined) return nothing
  const { selection, extent, reach } = present
  const cut = presentCut(present)?.area
  const live = areaOf(liveRange(selection), extent)
  return {
    areas: areasOf(selection, extent),
    active: selection.active,
    // Cells that are cut wait for where they go.
    handle:
      selection.ranges.length === 1 && cut === undefined
        ? { row: live.lastRow, column: live.lastColumn }
        : undefined,
    cut,
    newRow: reach.rows > extent.rows ? extent.rows : undefined,
  }
}
