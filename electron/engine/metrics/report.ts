import type { MetricDefinition } from '#shared/domain/metric.ts'
import type {
  BreakdownRow,
  MetricsReport,
  MetricValue,
  Reconciliation,
  SeriesPoint,
} from '#shared/domain/metric-result.ts'
import { type Grain, type Period, periodLabel, periodsOf } from '#shared/domain/period.ts'
import type { Evaluated } from '#shared/formula/value.ts'
import { numericOf } from '#shared/formula/value.ts'
import type { Datasets } from '../mapping/dataset.ts'
import type { Connection } from '../store/connection.ts'
import { bestOutcome, type Computed, compute, type MethodOutcome } from './compute.ts'
import { isIncomplete } from './data-range.ts'
import { rowsUsed } from './exclusions.ts'
import { longPeriodNote } from './long-period.ts'
import { explainMissing } from './missing.ts'
import type { FindMetric, ParsedMethod } from './parsed-metric.ts'
import { likelyCause } from './reconcile.ts'
import { datasetsOf, type ResolvedMetric } from './resolve.ts'
import type { ScanCache } from './scan-cache.ts'
import { warningsOf } from './warnings.ts'

export interface ReportRequest {
  readonly connection: Connection
  readonly datasets: Datasets
  readonly metrics: readonly MetricDefinition[]
  readonly findMetric: FindMetric
  /** null: all the data. */
  readonly period: Period | null
  /** The days the data covers; undefined where it has no dates. */
  readonly range: Period | undefined
  readonly grain?: Grain
  /** What the series covers; the period asked for where it is left out. */
  readonly course?: Period
  readonly by?: string
  /** Further periods in which to value the metrics, such as the one before. */
  readonly alsoIn?: readonly Period[]
  readonly cache: ScanCache
  readonly signal?: AbortSignal
}

export interface Report extends MetricsReport {
  /** One list of values a period of `alsoIn`. */
  readonly also: readonly (readonly MetricValue[])[]
}

/** Values, series, breakdown and reconciliation of metrics, all from the same scans. */
export async function report(request: ReportRequest): Promise<Report> {
  const asked = request.period ?? request.range ?? null
  const course = request.course ?? asked
  const seriesPeriods = request.grain === undefined || course === null ? [] : periodsOf(request.grain, course)
  const also = request.alsoIn ?? []
  const periods = [asked, ...also, ...seriesPeriods]
  const computed = await compute({
    ...request,
    periods,
    ...(request.by === undefined ? {} : { groupBy: request.by }),
  })

  const valuesIn = (place: number): Promise<MetricValue[]> =>
    Promise.all(
      request.metrics.map((metric) => metricValue(metric, place, periods[place] ?? null, request, computed)),
    )
  const metrics = await valuesIn(0)
  const alsoValues: MetricValue[][] = []
  for (let place = 0; place < also.length; place++) alsoValues.push(await valuesIn(1 + place))

  return {
    period: { from: asked?.from ?? null, to: asked?.to ?? null },
    metrics,
    series: seriesPeriods.flatMap((period, place) =>
      request.metrics.flatMap((metric) =>
        seriesPoint(metric, period, 1 + also.length + place, request, computed),
      ),
    ),
    breakdown: request.by === undefined ? [] : breakdown(request.by, request, computed),
    reconciliation: request.metrics.flatMap((metric) => reconcile(metric, computed)),
    also: alsoValues,
  }
}

interface Chosen {
  readonly method: ParsedMethod
  readonly outcome: MethodOutcome
}

/** The method shown for a metric: the best that has a value in the period asked for. */
function chooseMethod(
  resolved: ResolvedMetric | undefined,
  place: number,
  period: Period | null,
  computed: Computed,
): Chosen | undefined {
  const methods = resolved?.possible ?? []
  const outcomes = methods.map((method) => computed.outcome(method, place))
  const { index } = bestOutcome(outcomes, methods, period)
  const method = methods[index]
  const outcome = outcomes[index]
  return method === undefined || outcome === undefined ? undefined : { method, outcome }
}

async function metricValue(
  metric: MetricDefinition,
  place: number,
  period: Period | null,
  request: ReportRequest,
  computed: Computed,
): Promise<MetricValue> {
  const resolved = computed.resolved.get(metric.id)
  const chosen = chooseMethod(resolved, place, request.period, computed)
  const head = { id: metric.id, name: metric.name, unit: metric.unit }
  if (chosen === undefined) {
    return {
      ...head,
      value: null,
      reason: resolved?.fault ?? explainMissing(resolved?.missing ?? []),
      method: null,
      snapshot: false,
      inputs: {},
      beside: {},
      rows: 0,
      excluded: 0,
      exclusions: [],
      warnings: [],
      missing: (resolved?.missing ?? []).map(({ method, fields }) => ({ method, fields: [...fields] })),
    }
  }
  const { method, outcome } = chosen
  const used = await rowsUsed(request.connection, method, request.datasets)
  const reason = reasonOf(outcome.value)
  const long = method.method.snapshot === true ? undefined : longPeriodNote(metric, period)
  const warnings = await warningsOf(request.connection, method, request.datasets)
  return {
    ...head,
    value: numberOf(outcome.value),
    ...(reason === undefined ? {} : { reason }),
    method: method.method.id,
    methodLabel: method.method.label,
    snapshot: method.method.snapshot === true,
    ...(long === undefined ? {} : { note: long.note }),
    inputs: numbersOf(outcome.inputs),
    beside: numbersOf(outcome.beside),
    rows: used.rows,
    excluded: used.excluded,
    exclusions: [...used.exclusions],
    warnings: long === undefined ? warnings : [long.warning, ...warnings],
    missing: [],
  }
}

function seriesPoint(
  metric: MetricDefinition,
  period: Period,
  place: number,
  request: ReportRequest,
  computed: Computed,
): SeriesPoint[] {
  const resolved = computed.resolved.get(metric.id)
  const chosen = chooseMethod(resolved, place, period, computed)
  if (chosen === undefined || !hasCourse(resolved, chosen.method)) return []
  return [
    {
      period: periodLabel(period),
      from: period.from,
      to: period.to,
      id: metric.id,
      value: numberOf(chosen.outcome.value),
      incomplete: isIncomplete(period, request.range),
    },
  ]
}

/** A snapshot has no course; what the user typed stands in the months for which a dated method has no value. */
function hasCourse(resolved: ResolvedMetric | undefined, chosen: ParsedMethod): boolean {
  if (chosen.method.snapshot !== true) return true
  const isDated = resolved?.possible.some(({ method }) => method.snapshot !== true) === true
  return isDated && datasetsOf(chosen).length === 0
}

function breakdown(by: string, request: ReportRequest, computed: Computed): BreakdownRow[] {
  return request.metrics.flatMap((metric) => {
    const chosen = chooseMethod(computed.resolved.get(metric.id), 0, request.period, computed)
    if (chosen === undefined) return []
    return [...computed.groupsOf(chosen.method)].sort().flatMap((group) => {
      const outcome = computed.groupOutcome(chosen.method, 0, group)
      if (outcome === undefined) return []
      return [{ by, group, id: metric.id, value: numberOf(outcome.value), inputs: numbersOf(outcome.inputs) }]
    })
  })
}

/** Two methods over different data that both have a value are told side by side, whether or not they agree. */
function reconcile(metric: MetricDefinition, computed: Computed): Reconciliation[] {
  const methods = (computed.resolved.get(metric.id)?.possible ?? []).flatMap((method) => {
    const outcome = computed.outcome(method, 0)
    const value = numberOf(outcome.value)
    const isComparable = method.method.snapshot !== true && value !== null
    return isComparable ? [{ method, outcome, value, source: datasetsOf(method).sort().join() }] : []
  })
  const [first, ...others] = methods
  if (first === undefined) return []
  const different = others.filter(({ source }) => source !== first.source)
  const [second] = different
  if (second === undefined) return []
  const cause = likelyCause(first, second)
  return [
    {
      id: metric.id,
      methods: [first, ...different].map(({ method, value }) => ({
        method: method.method.id,
        label: method.method.label,
        value,
      })),
      difference: first.value - second.value,
      ...(cause === undefined ? {} : { likelyCause: cause }),
    },
  ]
}

const numberOf = (value: Evaluated): number | null =>
  value.kind === 'error' ? null : value.kind === 'boolean' ? Number(value.value) : (numericOf(value) ?? null)

function reasonOf(value: Evaluated): string | undefined {
  if (value.kind === 'error') return value.reason
  return value.kind === 'blank' ? 'There is nothing to compute it from in this period.' : undefined
}

const numbersOf = (values: Readonly<Record<string, Evaluated>>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, numberOf(value)]))
