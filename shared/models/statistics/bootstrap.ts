import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { type Interval, USUAL_CONFIDENCE } from './interval.ts'
import { percentileOfSorted } from './percentile.ts'
import { type RandomSource, seededRandom } from './random.ts'

export interface BootstrapOptions {
  readonly resamples?: number
  readonly seed?: number
  readonly confidence?: number
}

const USUAL_RESAMPLES = 2000
const USUAL_SEED = 20_250_101

/**
 * Percentile bootstrap (Efron 1979) of a statistic that Student's interval does not suit: a median, a ratio, the mean of
 * skewed revenue. Repeatable: the same values and seed give the same interval. Resamples times the cost of the statistic.
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  options: BootstrapOptions = {},
): Outcome<Interval> {
  const { resamples = USUAL_RESAMPLES, seed = USUAL_SEED, confidence = USUAL_CONFIDENCE } = options
  if (values.length < 2) return refuse('bad-input', 'An interval by resampling needs at least two values.')
  const random = seededRandom(seed)
  const original = Float64Array.from(values)
  const estimates = new Float64Array(resamples)
  const sample = new Float64Array(original.length)
  for (let round = 0; round < resamples; round += 1) {
    resample(original, sample, random)
    estimates[round] = statistic(sample)
  }
  estimates.sort()
  return succeed({
    estimate: statistic(original),
    low: percentileOfSorted(estimates, (1 - confidence) / 2),
    high: percentileOfSorted(estimates, (1 + confidence) / 2),
    confidence,
  })
}

function resample(from: Float64Array, into: Float64Array, random: RandomSource): void {
  for (let index = 0; index < into.length; index += 1)
    into[index] = numberAt(from, Math.floor(random() * from.length))
}
