import type { MetricDefinition } from '#shared/domain/metric.ts'
import type { Period } from '#shared/domain/period.ts'
import { type Evaluated, numericOf } from '#shared/formula/value.ts'
import { type Computed, compute, type MethodOutcome } from '../../metrics/compute.ts'
import type { ParsedMethod } from '../../metrics/parsed-metric.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { bottomInput, isOfSummary, topInput } from './driver-metrics.ts'
import type { SummaryRows } from './measured-periods.ts'

/** Sums of several periods, each with what it is out of; a period in which there was nothing to count has none. */
export interface Tally {
  readonly parts: readonly { readonly top: number; readonly bottom: number }[]
}

/** A driver as counted in the data: by the first method that finds anything, over all and by group. */
export interface Counted {
  /** "customers’ start and end dates" */
  readonly label: string
  readonly method: string
  /** Months that a part of the tally covers. */
  readonly length: number
  readonly whole: Tally
  readonly groups: ReadonlyMap<string, Tally>
}

export interface MeasuringPlan {
  readonly months: readonly Period[]
  readonly summary: SummaryRows | 'unknown' | undefined
  readonly groupBy: string | undefined
}

/** Counts the drivers' metrics in one go; a metric that the data does not allow is left out. */
export async function countDrivers(
  place: Workplace,
  metrics: readonly MetricDefinition[],
  { months, summary, groupBy }: MeasuringPlan,
): Promise<ReadonlyMap<MetricDefinition, Counted>> {
  const inPeriods = (periods: readonly (Period | null)[]) =>
    compute({
      ...place,
      findMetric: (id) => metrics.find((metric) => metric.id === id),
      metrics,
      periods,
      ...(groupBy === undefined ? {} : { groupBy }),
    })
  // Without any date there is one count over all the rows.
  const periods = months.length === 0 ? [null] : months
  const monthly = { computed: await inPeriods(periods), length: 1, periods: periods.length }
  const ofSummary =
    summary === undefined || summary === 'unknown'
      ? undefined
      : {
          computed: await inPeriods(summary.periods),
          length: summary.length,
          periods: summary.periods.length,
        }

  const counted = new Map<MetricDefinition, Counted>()
  for (const metric of metrics) {
    for (const method of monthly.computed.resolved.get(metric.id)?.possible ?? []) {
      const source = isOfSummary(method.method) ? ofSummary : monthly
      const count = source === undefined ? undefined : countMethod(method, source)
      if (count === undefined) continue
      counted.set(metric, count)
      break
    }
  }
  return counted
}

interface Source {
  readonly computed: Computed
  readonly length: number
  readonly periods: number
}

function countMethod(method: ParsedMethod, { computed, length, periods }: Source): Counted | undefined {
  // A snapshot counts the same in every period.
  const counted = method.method.snapshot === true ? 1 : periods
  const whole = tallyOf(counted, (period) => computed.outcome(method, period))
  if (whole.parts.length === 0) return undefined
  const groups = computed.groupsOf(method).flatMap((group) => {
    const tally = tallyOf(counted, (period) => computed.groupOutcome(method, period, group))
    return [[group, tally] as const]
  })
  return { label: method.method.label, method: method.method.id, length, whole, groups: new Map(groups) }
}

function tallyOf(periods: number, outcome: (period: number) => MethodOutcome | undefined): Tally {
  const parts = Array.from({ length: periods }, (_, period) => outcome(period)).flatMap((found) => {
    const top = numberOf(found?.inputs[topInput])
    const bottom = numberOf(found?.inputs[bottomInput])
    return top === undefined || bottom === undefined || !(bottom > 0) ? [] : [{ top, bottom }]
  })
  return { parts }
}

const numberOf = (value: Evaluated | undefined): number | undefined =>
  value === undefined || value.kind === 'error' ? undefined : numericOf(value)

export const topOf = ({ parts }: Tally): number => parts.reduce((total, { top }) => total + top, 0)
export const bottomOf = ({ parts }: Tally): number => parts.reduce((total, { bottom }) => total + bottom, 0)

/** Tallies of the same periods added up, as for "all the others". */
export const addTallies = (tallies: readonly Tally[]): Tally => ({
  parts: tallies.flatMap(({ parts }) => parts),
})
