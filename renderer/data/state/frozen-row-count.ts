export interface RowsToFreeze {
  readonly headerRow: number
  /** The number of the last row of the sheet that is frozen. */
  readonly lastRow: number
  readonly isSorted: boolean
  /** Rows in the view. */
  readonly rows: number
  /** The most rows that leave room for others below them. */
  readonly room: number
  /** The number of the row at a place of the view; undefined while it is on its way. */
  readonly rowNumber: (place: number) => number | undefined
}

/**
 * How many of the first rows of a view stay in place. As in Excel these are the rows of the sheet down to a number, less
 * those that are filtered out or hidden; a sort puts other rows into as many places. Where they would leave no room for
 * others, they scroll.
 */
export function frozenRowCount({
  headerRow,
  lastRow,
  isSorted,
  rows,
  room,
  rowNumber,
}: RowsToFreeze): number {
  const most = Math.min(rows, lastRow - headerRow)
  const isFrozen = (place: number): boolean =>
    isSorted || (rowNumber(place) ?? headerRow + 1 + place) <= lastRow
  let count = 0
  while (count < most && count <= room && isFrozen(count)) count += 1
  return count > room ? 0 : count
}
