import { useProblem } from '#renderer/app/state/problem.ts'
import { areaOf, liveRange } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { type FrozenPanes, useSheetSettings } from '../state/sheet-settings.ts'

/** As in Excel: the rows above the active cell and the columns left of it stay in place. */
export function freezeAtCell(): void {
  const present = presentSheet()
  if (present === undefined) return
  const { row, column } = present.selection.active
  freeze(present, row, { columns: column })
}

/** The rows down to the last selected one stay in place. */
export function freezeRows(): void {
  const present = presentSheet()
  if (present === undefined) return
  freeze(present, areaOf(liveRange(present.selection), present.extent).lastRow + 1, {})
}

export function unfreezeRows(): void {
  const present = presentSheet()
  if (present !== undefined) useSheetSettings.getState().freeze(present.info.id, { lastRow: 0 })
}

export function unfreezePanes(): void {
  const present = presentSheet()
  if (present !== undefined) useSheetSettings.getState().freeze(present.info.id, { lastRow: 0, columns: 0 })
}

function freeze({ info, view, tiles }: PresentSheet, rows: number, others: FrozenPanes): void {
  if (rows > useGrid.getState().roomForFrozenRows) {
    useProblem.getState().show({
      title: 'Nothing was frozen',
      message: 'So many frozen rows would leave no room for others. Choose a row nearer to the top.',
    })
    return
  }
  const isSorted = view.sort.length > 0
  const number = rows === 0 || isSorted ? undefined : tiles?.rowNumber(rows - 1)
  useSheetSettings.getState().freeze(info.id, { ...others, lastRow: number ?? info.headerRow + rows })
}
