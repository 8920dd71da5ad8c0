/** A scale whose ends and marks are round numbers, at most about six marks. */
export interface RoundScale {
  readonly min: number
  readonly max: number
  readonly interval: number
}

export function roundScale(values: Iterable<number>, fromZero = false): RoundScale {
  let lowest = fromZero ? 0 : Number.POSITIVE_INFINITY
  let highest = fromZero ? 0 : Number.NEGATIVE_INFINITY
  for (const value of values) {
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return { min: 0, max: 1, interval: 0.25 }
  const interval = roundStep(spreadOf(lowest, highest) / 4)
  const min = round(Math.floor(lowest / interval) * interval)
  const max = round(Math.ceil(highest / interval) * interval)
  return { min, max: max > min ? max : round(min + interval), interval }
}

/** Less than this is nothing that a chart of customers or money could show. */
const smallest = 1e-9

/** What the scale has to cover; where all values are as good as alike, as much as they are themselves. */
function spreadOf(lowest: number, highest: number): number {
  const size = Math.max(Math.abs(lowest), Math.abs(highest))
  const spread = highest - lowest
  if (spread > smallest * Math.max(1, size)) return spread
  return size > smallest ? size : 1
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 2.5, 5].find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10) * power
}

const round = (value: number): number => Number(value.toPrecision(12))

/** Height of the plot of a month chart, and how far apart two names can be read, in pixels. */
const plotHeight = 254
const readableGap = 14

/**
 * How far the name at each line's end is moved, in pixels downwards, so that no two run into one another: in the order of
 * what they name, as near to it as can be. `named` is the value that each name is to stand beside, where that is not the
 * line's end itself.
 */
export function endLabelShifts(
  ends: readonly number[],
  { min, max }: RoundScale,
  named: readonly number[] = ends,
): number[] {
  const placeOf = (value: number) => ((max - value) / (max - min)) * plotHeight
  const wanted = named.map(placeOf)
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const places = spread(order.map((index) => wanted[index] ?? 0))
  const shifts = new Array<number>(ends.length).fill(0)
  for (const [rank, index] of order.entries())
    shifts[index] = (places[rank] ?? 0) - placeOf(ends[index] ?? max)
  return shifts
}

interface Bunch {
  /** Where its first name would stand if the bunch is centred on what its names want. */
  readonly start: number
  readonly count: number
}

/** Ascending places pushed apart: neighbours too close become one bunch around the middle of what they want. */
function spread(wanted: readonly number[]): number[] {
  const bunches: Bunch[] = []
  for (const place of wanted) {
    let bunch: Bunch = { start: place, count: 1 }
    for (
      let before = bunches.at(-1);
      before !== undefined && overlaps(before, bunch);
      before = bunches.at(-1)
    ) {
      bunches.pop()
      const count = before.count + bunch.count
      // Each bunch's start is the mean of what its names want, each less its own place in the bunch.
      const start =
        (before.start * before.count + (bunch.start - before.count * readableGap) * bunch.count) / count
      bunch = { start, count }
    }
    bunches.push(bunch)
  }
  return bunches.flatMap(({ start, count }) =>
    Array.from({ length: count }, (_, index) => start + index * readableGap),
  )
}

const overlaps = (before: Bunch, after: Bunch): boolean =>
  before.start + before.count * readableGap > after.start
