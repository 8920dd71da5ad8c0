import type { RowId } from '#shared/domain/ids.ts'
import { type HiddenRow, hiddenBetween } from '../filter/hidden-rows.ts'
import { useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'

const none: readonly HiddenRow[] = []

/** The hidden rows in and beside a run of rows on the screen, given by its first and last place. */
export function hiddenAround(firstRow: number, lastRow: number): readonly HiddenRow[] {
  const { hiddenRows, tiles } = useGrid.getState()
  const present = presentSheet()
  if (hiddenRows.length === 0 || present === undefined || firstRow >= present.extent.rows) return none
  const before = firstRow === 0 ? present.info.headerRow : tiles?.rowNumber(firstRow - 1)
  const after = lastRow + 1 >= present.extent.rows ? Infinity : tiles?.rowNumber(lastRow + 1)
  if (before === undefined || after === undefined) return none
  return hiddenBetween(hiddenRows, before, after)
}

export interface HiddenBeside {
  readonly above: readonly HiddenRow[]
  readonly below: readonly HiddenRow[]
}

/** The hidden rows right above and below a row on the screen. */
export function hiddenBeside(row: number): HiddenBeside {
  const number = useGrid.getState().tiles?.rowNumber(row)
  const around = number === undefined ? none : hiddenAround(row, row)
  return {
    above: around.filter((hidden) => hidden.number < (number ?? 0)),
    below: around.filter((hidden) => hidden.number > (number ?? 0)),
  }
}

/** The rows around one that the workbook hides, which does too, as far as they have been read. */
export function hiddenByWorkbook(row: number): { readonly rows: RowId[]; readonly numbers: number[] } {
  const { tiles } = useGrid.getState()
  if (tiles?.isHidden(row) !== true) return { rows: [], numbers: [] }
  let first = row
  let last = row
  while (first > 0 && row - first < mostLookedAt && tiles.isHidden(first - 1)) first -= 1
  while (last - row < mostLookedAt && tiles.isHidden(last + 1)) last += 1
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return {
    rows: places.flatMap((place) => tiles.rowId(place) ?? []),
    numbers: places.flatMap((place) => tiles.rowNumber(place) ?? []),
  }
}

const mostLookedAt = 1000
