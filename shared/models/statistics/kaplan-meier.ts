import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { normalDeviate, USUAL_CONFIDENCE } from './interval.ts'
import { type LifeTableRow, lifeTable } from './life-table.ts'

/** One step of the curve: from this time on, until the next point, the survival is `survival`. */
export interface SurvivalPoint extends LifeTableRow {
  readonly survival: number
  /** Greenwood's standard error of the survival. */
  readonly standardError: number
  /** Log-log band. At the start and once nobody is left it has no width. */
  readonly low: number
  readonly high: number
}

export interface KaplanMeier {
  readonly points: readonly SurvivalPoint[]
  readonly subjects: number
  readonly events: number
  /** The first time at which half or more have left; `null` while more than half are still there. */
  readonly median: number | null
  readonly confidence: number
  /** The transform of the band, named because several are in use. */
  readonly band: 'log-log'
}

/**
 * The Kaplan-Meier estimate of survival (Kaplan & Meier 1958) with Greenwood's variance and a band on the log(-log)
 * scale, which stays within [0, 1] (Kalbfleisch & Prentice). At a tie, those who left count as leaving before those
 * whose observation ended. n log n.
 *
 * @param durations tenure of each customer, in any one unit; 0 or more.
 * @param hasLeft whether the tenure ended (true) or is still running (false).
 */
export function kaplanMeier(
  durations: ArrayLike<number>,
  hasLeft: ArrayLike<boolean>,
  confidence = USUAL_CONFIDENCE,
): Outcome<KaplanMeier> {
  const table = lifeTable(durations, hasLeft)
  if (!table.ok) return table
  const z = normalDeviate(confidence)
  let survival = 1
  let greenwood = 0
  let events = 0
  // Written out, not spread: a spread takes ten times as long as all the arithmetic of a point.
  const points = table.value.map(({ time, atRisk, events: gone, censored }): SurvivalPoint => {
    survival *= 1 - gone / atRisk
    if (gone > 0) greenwood += gone / (atRisk * (atRisk - gone))
    events += gone
    const { low, high } = band(survival, greenwood, z)
    const standardError = survival === 0 ? 0 : survival * Math.sqrt(greenwood)
    return { time, atRisk, events: gone, censored, survival, standardError, low, high }
  })
  const half = points.find((point) => point.survival <= 0.5 + 1e-12)
  return succeed({
    points,
    subjects: durations.length,
    events,
    median: half === undefined ? null : half.time,
    confidence,
    band: 'log-log',
  })
}

function band(survival: number, greenwood: number, z: number): { low: number; high: number } {
  if (survival === 0 || survival === 1) return { low: survival, high: survival }
  const spread = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(survival))
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) }
}

/** Survival at a time: the height of the step there. */
export function survivalAt({ points }: KaplanMeier, time: number): number {
  let survival = 1
  for (const point of points) {
    if (point.time > time) break
    survival = point.survival
  }
  return survival
}

/**
 * Restricted mean survival time: the area under the step from 0 to `until`, with its standard error (Klein &
 * Moeschberger, section 4.5). The mean tenure within the first `until` months, which needs no guess about the tail.
 */
export function restrictedMean(
  { points }: KaplanMeier,
  until: number,
): Outcome<{ readonly mean: number; readonly standardError: number }> {
  const last = points.at(-1)
  if (!(until > 0))
    return refuse('bad-input', `The limit of a restricted mean must be above 0; it is ${until}.`)
  if (last !== undefined && until > last.time && last.survival > 0) {
    return refuse(
      'bad-input',
      `Nobody was observed beyond ${last.time}, so the mean cannot be taken up to ${until}. Use a limit of at most ${last.time}.`,
    )
  }
  const steps = points.filter((point) => point.time < until)
  const areas: number[] = []
  let from = 0
  let height = 1
  for (const step of steps) {
    areas.push(height * (step.time - from))
    from = step.time
    height = step.survival
  }
  const lastArea = height * (until - from)
  const mean = areas.reduce((total, area) => total + area, lastArea)

  let areaAhead = mean
  let variance = 0
  for (const [index, step] of steps.entries()) {
    areaAhead -= numberAt(areas, index)
    const left = step.atRisk - step.events
    if (step.events > 0 && left > 0) variance += (areaAhead ** 2 * step.events) / (step.atRisk * left)
  }
  return succeed({ mean, standardError: Math.sqrt(variance) })
}

/**
 * Churn by tenure from the curve: entry k is the share of those still there after k periods who leave in the next one.
 * The curve for a projection by age; it ends where the data do.
 */
export function churnByTenure(curve: KaplanMeier, periods: number): number[] {
  const last = curve.points.at(-1)?.time ?? 0
  const known = Math.min(periods, Math.floor(last))
  const churn: number[] = []
  for (let period = 0; period < known; period += 1) {
    const before = survivalAt(curve, period)
    if (before === 0) break
    churn.push(1 - survivalAt(curve, period + 1) / before)
  }
  return churn
}
