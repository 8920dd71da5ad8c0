import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { succeed } from '#shared/domain/result.ts'
import { numberAt, sum } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { type Interval, USUAL_CONFIDENCE } from './interval.ts'

/** Student's interval for a mean, with the standard error it rests on. Needs at least two values. */
export function meanInterval(
  values: ArrayLike<number>,
  confidence = USUAL_CONFIDENCE,
): Outcome<Interval & { readonly standardError: number }> {
  const count = values.length
  const mean = sum(values) / count
  let squares = 0
  for (let index = 0; index < count; index += 1) squares += (numberAt(values, index) - mean) ** 2
  return meanIntervalOfMoments(
    { count, mean, standardDeviation: Math.sqrt(squares / (count - 1)) },
    confidence,
  )
}

/** The same from the values' count, mean and sample standard deviation, where they were worked out elsewhere. */
export function meanIntervalOfMoments(
  { count, mean, standardDeviation }: { count: number; mean: number; standardDeviation: number },
  confidence = USUAL_CONFIDENCE,
): Outcome<Interval & { readonly standardError: number }> {
  if (count < 2) {
    return refuse(
      'bad-input',
      `An interval for a mean needs at least two values; there ${count === 1 ? 'is one' : 'are none'}.`,
    )
  }
  const standardError = standardDeviation / Math.sqrt(count)
  const spread = tQuantile((1 + confidence) / 2, count - 1) * standardError
  return succeed({ estimate: mean, low: mean - spread, high: mean + spread, confidence, standardError })
}
