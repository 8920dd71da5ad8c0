import { useCallback } from 'react'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { lastFrozenRow, useFrozenPanes } from '../state/frozen-panes.ts'
import { frozenRowCount } from '../state/frozen-row-count.ts'
import { useGrid } from '../state/grid-state.ts'
import { rowsInView, useSheet } from '../state/present-sheet.ts'

/** Rows below the frozen ones without which there would be nothing to work in. */
const leastScrolled = 3

/** How many of the first rows stay in place in the grid as tall as it is. */
export function useFrozenRows(sheet: SheetInfo): number {
  const panes = useFrozenPanes(sheet)
  const { view } = useSheet()
  return useGrid(({ tiles, total, roomForFrozenRows }) =>
    frozenRowCount({
      headerRow: sheet.headerRow,
      lastRow: lastFrozenRow(sheet, panes),
      isSorted: view.sort.length > 0,
      rows: rowsInView(sheet, view, total),
      room: roomForFrozenRows,
      rowNumber: (place) => tiles?.rowNumber(place),
    }),
  )
}

/** Takes note of how many rows could be frozen in a grid of a height. */
export const useRoomForFrozenRows = (headerHeight: number, rowHeight: number): ((height: number) => void) =>
  useCallback(
    (height) =>
      useGrid.setState({
        roomForFrozenRows: Math.max(0, Math.floor((height - headerHeight) / rowHeight) - leastScrolled),
      }),
    [headerHeight, rowHeight],
  )
