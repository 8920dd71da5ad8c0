import { floatAt, numberAt } from '../number-at.ts'

/** The percentile (0 to 1) of sorted numbers, interpolated as Excel's PERCENTILE.INC does; NaN for an empty list. */
export function percentileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  const low = numberAt(sorted, below)
  return low + (numberAt(sorted, above) - low) * (position - below)
}

/**
 * Percentiles (0 to 1, in rising order) of numbers in any order, none of them NaN. Brings `values` into an order in which
 * only what the percentiles need stands where sorting would put it: about a third of the work of sorting.
 */
export function percentilesOf(values: Float64Array, shares: readonly number[]): number[] {
  const places = shares.flatMap((share) => {
    const below = Math.floor(share * (values.length - 1))
    return [below, Math.min(below + 1, values.length - 1)]
  })
  place(values, Float64Array.from(places), 0, values.length - 1)
  return shares.map((share) => percentileOfSorted(values, share))
}

/** Fewer values than this are quicker sorted than divided. */
const FEW = 24

/**
 * Hoare's selection for several places at once, which are in rising order: divides the values about one of them and goes
 * on in the parts that hold a place asked for.
 */
function place(values: Float64Array, places: Float64Array, first: number, last: number): void {
  if (places.length === 0 || first >= last) return
  if (last - first < FEW) {
    values.subarray(first, last + 1).sort()
    return
  }
  const pivot = middleOf(values, first, last)
  let low = first
  let high = last
  while (low <= high) {
    while (floatAt(values, low) < pivot) low += 1
    while (floatAt(values, high) > pivot) high -= 1
    if (low > high) break
    const swapped = floatAt(values, low)
    values[low] = floatAt(values, high)
    values[high] = swapped
    low += 1
    high -= 1
  }
  place(
    values,
    places.filter((wanted) => wanted <= high),
    first,
    high,
  )
  place(
    values,
    places.filter((wanted) => wanted >= low),
    low,
    last,
  )
}

/** The middle one of three values, which seldom divides badly. */
function middleOf(values: Float64Array, first: number, last: number): number {
  const a = floatAt(values, first)
  const b = floatAt(values, (first + last) >> 1)
  const c = floatAt(values, last)
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
