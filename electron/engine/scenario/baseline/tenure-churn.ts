import { groupBy } from '#shared/domain/group-by.ts'
import type { TenureChurnName } from '#shared/domain/scenario.ts'
import { type LifetimeCounts, lifetimesFromTenures } from '#shared/models/contracts/lifetimes.ts'
import { fitSbg, sbgChurnByTenure } from '#shared/models/contracts/sbg.ts'
import { type Outcome as ModelOutcome, refuse as refuseCurve } from '#shared/models/outcome.ts'
import { MOST_MONTHS, type TenureChurn } from '#shared/models/projection/plan.ts'
import { churnByTenure, kaplanMeier } from '#shared/models/statistics/kaplan-meier.ts'
import { readTenures, type Tenure } from '../../metrics/tenures.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { refuseModel } from '../model-refusal.ts'
import type { CountedSegment } from './segments.ts'

type CurveName = Exclude<TenureChurnName, 'none'>

/** A churn by tenure, and what must be known of how it goes on beyond the data. */
export interface MeasuredTenureChurn {
  readonly curve: TenureChurn
  readonly note: string | undefined
}

/** Churn by tenure as it was (Kaplan-Meier) or as sBG describes and extends it, and the tenures of the opening base. */
export async function measureTenureChurn(
  place: Workplace,
  how: CurveName,
): Promise<Outcome<MeasuredTenureChurn>> {
  const tenures = await readTenures(place)
  if (tenures === undefined || tenures.length === 0)
    return refuse(
      'no_data',
      'A churn by tenure needs customers with start and end dates, or with their tenure and whether they left. Map them, or use one churn for all.',
    )
  const curve = curveOf(tenures, how)
  return curve.ok ? curve : refuseModel(curve.error)
}

/**
 * Segments whose churn goes on by the tenure of their own customers. One whose own curve cannot be told (too few
 * customers, or the field is not one of the customers) has none, and follows that of all.
 */
export async function withTenureChurn<Segment extends CountedSegment>(
  place: Workplace,
  segments: readonly Segment[],
  field: string,
  how: CurveName,
): Promise<Segment[]> {
  const byValue = groupBy((await readTenures(place, field)) ?? [], ({ group }) => group)
  return segments.map((segment) => {
    const { churn: _replaced, ...drivers } = segment.drivers
    const curve = curveOf(
      segment.values.flatMap((value) => byValue.get(value) ?? []),
      how,
    )
    return { ...segment, drivers, ...(curve.ok ? { tenure: curve.value.curve } : {}) }
  })
}

function curveOf(tenures: readonly Tenure[], how: CurveName): ModelOutcome<MeasuredTenureChurn> {
  const curve = how === 'sbg' ? sbgCurve(tenures) : kaplanMeierCurve(tenures)
  if (!curve.ok) return curve
  const { churnByTenure: churn, note } = curve.value
  return {
    ok: true,
    value: { curve: { churnByTenure: churn, openingByTenure: openingByTenure(tenures) }, note },
  }
}

/** A single month at the end of a curve has few customers at risk, and often none who left. */
const monthsOfTail = 12

/** The one churn a month that leaves as many as these do together. */
const meanChurn = (churn: readonly number[]): number =>
  1 - churn.reduce((left, each) => left * (1 - each), 1) ** (1 / churn.length)

interface Curve {
  readonly churnByTenure: readonly number[]
  readonly note: string | undefined
}

function kaplanMeierCurve(tenures: readonly Tenure[]): ModelOutcome<Curve> {
  const curve = kaplanMeier(
    tenures.map(({ months }) => months),
    tenures.map(({ left }) => left),
  )
  if (!curve.ok) return curve
  const churn = churnByTenure(curve.value, MOST_MONTHS)
  if (churn.length === 0)
    return refuseCurve(
      'no-customers',
      'No customer was there for a whole month, so churn by tenure is not known. Use one churn for all.',
    )
  const tail = Math.min(monthsOfTail, churn.length)
  const note = `Nobody was observed beyond ${churn.length} months of tenure: from then on the mean churn of the ${tail} months before is held, and the CLV rests on it.`
  return { ok: true, value: { churnByTenure: [...churn, meanChurn(churn.slice(-tail))], note } }
}

function sbgCurve(tenures: readonly Tenure[]): ModelOutcome<Curve> {
  const lifetimes = lifetimesOf(tenures)
  if (!lifetimes.ok) return lifetimes
  const fit = fitSbg(lifetimes.value)
  if (!fit.ok) return fit
  const { parameters } = fit.value
  return {
    ok: true,
    value: {
      churnByTenure: sbgChurnByTenure(parameters, MOST_MONTHS),
      note: parameters.alpha <= 1 ? endlessLifetime : undefined,
    },
  }
}

const endlessLifetime =
  'By this sBG (alpha is 1 or less) churn falls so fast with tenure that the mean lifetime has no end: the CLV without discount only shows where the curve was cut off. Read the discounted one.'

/**
 * Tenures in whole periods: who left in their fourth period had renewed three times and not a fourth time; who is still
 * there in it has renewed three times.
 */
export const wholePeriods = ({ months, left }: Tenure, monthsPerPeriod = 1): number => {
  const periods = months / monthsPerPeriod
  return left ? Math.max(1, Math.ceil(periods)) : Math.floor(periods)
}

/** Lifetimes as sBG wants them; those in their first period still say nothing. */
export const lifetimesOf = (
  tenures: readonly Tenure[],
  monthsPerPeriod = 1,
): ModelOutcome<LifetimeCounts & { readonly tenureZero: number }> =>
  lifetimesFromTenures(
    tenures.map((tenure) => wholePeriods(tenure, monthsPerPeriod)),
    tenures.map(({ left }) => left),
  )

function openingByTenure(tenures: readonly Tenure[]): number[] {
  const there = tenures.filter(({ left }) => !left).map(({ months }) => Math.floor(months))
  const counts = new Array<number>(there.reduce((most, age) => Math.max(most, age), 0) + 1).fill(0)
  for (const age of there) counts[age] = (counts[age] ?? 0) + 1
  return counts
}
