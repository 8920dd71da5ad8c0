import { selectAll } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'

/** The corner above the row numbers: selects everything. */
export function CornerHeader() {
  const selectEverything = () => {
    const present = presentSheet()
    if (present !== undefined) useGrid.getState().select(selectAll(present.selection))
  }
  return (
    <button
      type="button"
      className="grid-corner"
      aria-label="Select all"
      title="Select all  Ctrl+A"
      tabIndex={-1}
      onClick={selectEverything}
    />
  )
}
