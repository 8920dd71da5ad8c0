import { numberAt } from '../number-at.ts'

/** The percentile (0 to 1) of sorted numbers, interpolated as Excel's PERCENTILE.INC does; NaN for an empty list. */
export function percentileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  const low = numberAt(sorted, below)
  return low + (numberAt(sorted, above) - low) * (position - below)
}
