/**
 * What the report says, worked out before a cell is written: which metrics, by which method, with which values now and
 * in the period before.
 */
import type { Goal } from '#shared/contract/metrics.ts'
import { type MetricDefinition, metricCategories } from '#shared/domain/metric.ts'
import type { MetricValue, SeriesPoint } from '#shared/domain/metric-result.ts'
import { type Period, periodsOf, previousPeriod } from '#shared/domain/period.ts'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import { type Evaluated, numericOf } from '#shared/formula/value.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import { compute } from '../../metrics/compute.ts'
import { unboundedPeriod } from '../../metrics/environment.ts'
import { readGoals } from '../../metrics/goals.ts'
import { formulasOf, type ParsedMethod } from '../../metrics/parsed-metric.ts'
import { report } from '../../metrics/report.ts'
import type { Workplace } from '../../metrics/workplace.ts'

export interface PlannedMetric {
  readonly definition: MetricDefinition
  readonly value: MetricValue
  readonly method: ParsedMethod
  /** By the same method in the period before; null where there is none. */
  readonly previous: number | null
  readonly inputs: readonly {
    readonly name: string
    readonly now: number | null
    readonly before: number | null
  }[]
  readonly goal: Goal | undefined
}

export interface ReportPlan {
  /** What the period cells hold: for data without dates, all of Excel's calendar. */
  readonly period: Period
  readonly previous: Period
  readonly isDated: boolean
  /** By category, then by name. */
  readonly metrics: readonly PlannedMetric[]
  readonly series: readonly SeriesPoint[]
  /** Values in the series' months by the metric's own method; a series that is not just these is of several methods. */
  readonly monthly: ReadonlyMap<string, readonly (number | null)[]>
  /** Fields that the formulas read, by dataset. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Those of them whose different values are counted. */
  readonly distinctFields: ReadonlyMap<string, ReadonlySet<string>>
}

export async function planReport(
  place: Workplace,
  period: Period | null,
  wanted: readonly string[] | undefined,
): Promise<ReportPlan> {
  const asked = period ?? place.range ?? null
  const previous = asked === null ? unboundedPeriod : previousPeriod(asked)
  const definitions = place.metrics.all.filter(({ id }) => wanted === undefined || wanted.includes(id))
  const request = { ...place, findMetric: place.metrics.find, metrics: definitions }
  const values = await report({ ...request, period })
  const computed = await compute({ ...request, periods: [asked, asked === null ? null : previous] })
  const goals = await readGoals(place.connection)
  const planned = values.metrics.flatMap((value): PlannedMetric[] => {
    const definition = definitions.find(({ id }) => id === value.id)
    const method = computed.resolved.get(value.id)?.possible.find((each) => each.method.id === value.method)
    if (definition === undefined || method === undefined || value.value === null) return []
    const [now, before] = [computed.outcome(method, 0), computed.outcome(method, 1)]
    const hasPrevious = asked !== null && method.method.snapshot !== true
    return [
      {
        definition,
        value,
        method,
        previous: hasPrevious ? numberOf(before.value) : null,
        inputs: [...method.inputs.keys()].map((name) => ({
          name,
          now: numberOf(now.inputs[name]),
          before: hasPrevious ? numberOf(before.inputs[name]) : null,
        })),
        goal: goals.find((goal) => goal.metric === value.id),
      },
    ]
  })
  const series = await seriesOf(place, definitions, asked)
  return {
    period: asked ?? unboundedPeriod,
    previous,
    isDated: asked !== null,
    metrics: inReadingOrder(planned),
    series,
    monthly: await monthlyValues(request, planned, monthsOf(series)),
    fields: fieldsOf(planned),
    distinctFields: distinctFieldsOf(planned),
  }
}

const seriesMonths = 36

/** Months up to the end of the period, no more than fit on a screen. */
async function seriesOf(
  place: Workplace,
  metrics: readonly MetricDefinition[],
  asked: Period | null,
): Promise<readonly SeriesPoint[]> {
  if (place.range === undefined || asked === null) return []
  const months = periodsOf('month', { from: place.range.from, to: asked.to }).slice(-seriesMonths)
  const [first] = months
  if (first === undefined) return []
  const { series } = await report({
    ...place,
    findMetric: place.metrics.find,
    metrics,
    period: { from: first.from, to: asked.to },
    grain: 'month',
  })
  return series
}

/** The months of a series, in their order. */
export const monthsOf = (series: readonly SeriesPoint[]): readonly SeriesPoint[] => [
  ...new Map(series.map((point) => [point.from, point])).values(),
]

async function monthlyValues(
  request: Omit<Parameters<typeof compute>[0], 'periods'>,
  planned: readonly PlannedMetric[],
  months: readonly Period[],
): Promise<ReadonlyMap<string, readonly (number | null)[]>> {
  if (months.length === 0) return new Map()
  const computed = await compute({ ...request, periods: months.map(({ from, to }) => ({ from, to })) })
  return new Map(
    planned.map(({ definition, method }) => [
      definition.id,
      months.map((_, index) => numberOf(computed.outcome(method, index).value)),
    ]),
  )
}

function fieldsOf(planned: readonly PlannedMetric[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, Set<string>>()
  for (const { dataset, field } of planned.flatMap(({ method }) => formulasOf(method).flatMap(fieldsUsed))) {
    if (dataset === undefined) continue
    const known = fields.get(dataset) ?? new Set<string>()
    fields.set(dataset, known.add(field))
  }
  return new Map([...fields].map(([dataset, ids]) => [dataset, [...ids]]))
}

function distinctFieldsOf(planned: readonly PlannedMetric[]): ReadonlyMap<string, ReadonlySet<string>> {
  const fields = new Map<string, Set<string>>()
  for (const call of planned.flatMap(({ method }) => formulasOf(method).flatMap(collectAggregates))) {
    if (call.function !== 'COUNTUNIQUE' || call.field === undefined) continue
    const known = fields.get(call.dataset) ?? new Set<string>()
    fields.set(call.dataset, known.add(call.field))
  }
  return fields
}

/** By category, then by name: on every sheet of the report the same. */
function inReadingOrder(planned: readonly PlannedMetric[]): readonly PlannedMetric[] {
  const rank = ({ definition }: PlannedMetric) => metricCategories.indexOf(definition.category)
  return [...planned].sort(
    (one, other) => rank(one) - rank(other) || one.definition.name.localeCompare(other.definition.name, 'en'),
  )
}

export const numberOf = (value: Evaluated | undefined): number | null =>
  value === undefined || value.kind === 'error' ? null : (numericOf(value) ?? null)
