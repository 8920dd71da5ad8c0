import { firstFrom } from './ascending.ts'

/** A column by its 1-based place in the source; undefined for one added later. */
interface PlacedColumn {
  readonly sourceColumn?: number
}

/**
 * The columns' numbers, 1-based, as a spreadsheet counts them now, from the columns in their order and the source's
 * columns that were deleted, ascending. A column of the source keeps its number but for columns deleted and added to
 * its left, so blank columns of the source, which the sheet does not hold, still count; columns that changed places
 * share the numbers that they had.
 */
export function columnNumbers(columns: readonly PlacedColumn[], deleted: readonly number[]): number[] {
  const free = columns
    .flatMap(({ sourceColumn }) => sourceColumn ?? [])
    .sort((one, other) => one - other)
    .map((source) => source - firstFrom(deleted, source))
  let added = 0
  let used = 0
  let last: number | undefined
  return columns.map(({ sourceColumn }) => {
    const next = (free[used] ?? 1) + added
    if (sourceColumn === undefined) {
      added += 1
      last = last === undefined ? next : last + 1
    } else {
      used += 1
      last = next
    }
    return last
  })
}
