import { succeed } from '#shared/domain/result.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { type Interval, normalDeviate, USUAL_CONFIDENCE } from './interval.ts'

/**
 * Wilson's score interval for a proportion (Wilson 1927; recommended by Newcombe 1998 over the textbook interval, which
 * leaves [0, 1] for the small churn counts usual here).
 *
 * Example: 15 of 148 gives 0.1014, from 0.0624 to 0.1605.
 */
export function wilsonInterval(
  events: number,
  trials: number,
  confidence = USUAL_CONFIDENCE,
): Outcome<Interval> {
  if (!(trials > 0))
    return refuse('no-customers', 'There is nobody to take a share of: the count at the start is 0.')
  if (!(events >= 0 && events <= trials)) {
    return refuse('churn-out-of-range', `${events} of ${trials} is not a share between 0 and 100 %.`)
  }
  const z = normalDeviate(confidence)
  const share = events / trials
  const centre = share + z ** 2 / (2 * trials)
  const spread = z * Math.sqrt((share * (1 - share) + z ** 2 / (4 * trials)) / trials)
  const shrink = 1 + z ** 2 / trials
  return succeed({
    estimate: share,
    low: Math.max(0, (centre - spread) / shrink),
    high: Math.min(1, (centre + spread) / shrink),
    confidence,
  })
}
