/**
 * file -> intake -> store -> sheet -> mapping -> [metrics: definitions become values] -> scenario -> export
 *
 * Values of metrics in many periods at once: what can be computed is resolved, all aggregates are collected, each
 * dataset is scanned once a stage, and the formulas are evaluated over what the scans gave.
 */

import { groupBy } from '#shared/domain/group-by.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import type { Period } from '#shared/domain/period.ts'
import { aggregateStages, collectAggregates, scalarOperands } from '#shared/formula/aggregates.ts'
import type { Environment } from '#shared/formula/evaluate.ts'
import { evaluate } from '#shared/formula/evaluate.ts'
import { readAggregate } from '#shared/formula/read-aggregate.ts'
import type { AggregateCall, FormulaNode } from '#shared/formula/tree.ts'
import { type Evaluated, errorValue } from '#shared/formula/value.ts'
import { namesUsed } from '#shared/formula/walk.ts'
import { toWords } from '#shared/formula/words.ts'
import type { Dataset, DatasetField, Datasets } from '../mapping/dataset.ts'
import type { Connection } from '../store/connection.ts'
import { withGroupField } from './borrowed-field.ts'
import { periodValue, unboundedPeriod } from './environment.ts'
import { type FindMetric, formulasOf, type ParsedMethod } from './parsed-metric.ts'
import { createResolver, datasetsOf, type ResolvedMetric } from './resolve.ts'
import { type ScanValues, totalGroup } from './scan.ts'
import { type ScanCache, scanCached } from './scan-cache.ts'
import { valueOfNothing } from './scan-classes.ts'

export interface ComputeRequest {
  readonly connection: Connection
  readonly datasets: Datasets
  readonly findMetric: FindMetric
  readonly metrics: readonly MetricDefinition[]
  /** null: whatever the data covers, where it has no dates at all. */
  readonly periods: readonly (Period | null)[]
  readonly groupBy?: string
  readonly cache: ScanCache
  readonly signal?: AbortSignal
}

/** One method's outcome in one period and group. */
export interface MethodOutcome {
  readonly value: Evaluated
  readonly inputs: Readonly<Record<string, Evaluated>>
  readonly beside: Readonly<Record<string, Evaluated>>
}

export interface Computed {
  readonly resolved: ReadonlyMap<string, ResolvedMetric>
  readonly outcome: (method: ParsedMethod, period: number) => MethodOutcome
  /** Undefined where the method's datasets lack the field that groups. */
  readonly groupOutcome: (method: ParsedMethod, period: number, group: string) => MethodOutcome | undefined
  /** What formulas know in a period, for questions beyond values. */
  readonly environment: (period: number) => Environment
  /** Groups of the datasets that a method reads, in no order. */
  readonly groupsOf: (method: ParsedMethod) => readonly string[]
}

export async function compute(request: ComputeRequest): Promise<Computed> {
  const resolve = createResolver(request)
  const resolved = new Map<string, ResolvedMetric>()
  const add = (metric: MetricDefinition): void => {
    if (resolved.has(metric.id)) return
    const one = resolve(metric)
    resolved.set(metric.id, one)
    for (const method of one.possible) {
      for (const name of formulasOf(method).flatMap(namesUsed)) {
        const other = method.inputs.has(name) ? undefined : request.findMetric(name)
        if (other !== undefined) add(other)
      }
    }
  }
  for (const metric of request.metrics) add(metric)

  const values = new KnownValues(request, resolved)
  const calls = [...resolved.values()].flatMap(({ possible }) =>
    possible.flatMap((method) => formulasOf(method).flatMap(collectAggregates)),
  )
  for (const stage of aggregateStages(calls)) await values.scanStage(stage)
  if (request.groupBy !== undefined) await values.scanGroups(calls, request.groupBy)
  return {
    resolved,
    outcome: (method, period) => values.outcome(method, period, undefined),
    groupOutcome: (method, period, group) =>
      values.isGrouped(method) ? values.outcome(method, period, group) : undefined,
    environment: (period) => values.environment(period, undefined),
    groupsOf: (method) => values.groupsOf(method),
  }
}

/** What is known so far of every period and group; grows from scan to scan, then answers formulas. */
class KnownValues {
  readonly #request: ComputeRequest
  readonly #resolved: ReadonlyMap<string, ResolvedMetric>
  /** Aggregate key -> period -> value, over all rows. */
  readonly #totals = new Map<string, readonly (number | null)[]>()
  /** Dataset -> its values by group. */
  readonly #grouped = new Map<string, ScanValues>()
  readonly #metricValues = new Map<string, Evaluated>()

  constructor(request: ComputeRequest, resolved: ReadonlyMap<string, ResolvedMetric>) {
    this.#request = request
    this.#resolved = resolved
  }

  async scanStage(stage: readonly AggregateCall[]): Promise<void> {
    for (const [id, calls] of groupBy(stage, (call) => call.dataset)) {
      const dataset = this.#request.datasets.byId.get(id)
      if (dataset === undefined) continue
      const values = await this.#scan(dataset, calls)
      for (const [key, series] of values.get(totalGroup) ?? []) this.#totals.set(key, series)
    }
  }

  async scanGroups(calls: readonly AggregateCall[], field: string): Promise<void> {
    const distinct = [...new Map(calls.map((call) => [call.key, call])).values()]
    for (const [id, ofDataset] of groupBy(distinct, (call) => call.dataset)) {
      const dataset = this.#request.datasets.byId.get(id)
      const grouped =
        dataset === undefined ? undefined : withGroupField(dataset, field, this.#request.datasets)
      if (grouped === undefined) continue
      this.#grouped.set(id, await this.#scan(grouped.dataset, ofDataset, grouped.field))
    }
  }

  #scan(dataset: Dataset, calls: readonly AggregateCall[], groupField?: DatasetField): Promise<ScanValues> {
    this.#request.signal?.throwIfAborted()
    const { periods, connection, cache } = this.#request
    return scanCached(connection, cache, {
      dataset,
      calls,
      environments: periods.map((_, period) => this.environment(period, undefined)),
      dependsOnPeriod: (operand) => this.#varies(operand),
      periodStart: (period) => (periods[period] ?? unboundedPeriod).from,
      ...(groupField === undefined ? {} : { groupBy: groupField }),
    })
  }

  /** Assumptions are the same in every period; dates, metrics and other aggregates need not be. */
  #varies(operand: FormulaNode): boolean {
    const { assumptions } = this.#request.datasets
    return (
      namesUsed(operand).some((name) => !assumptions.has(name)) ||
      collectAggregates(operand).some((call) => this.#aggregateVaries(call))
    )
  }

  #aggregateVaries(call: AggregateCall): boolean {
    const fields = this.#request.datasets.byId.get(call.dataset)?.fields
    const read = call.field === undefined ? [] : [call.field]
    return (
      [...read, ...call.criteria.map(({ field }) => field)].some((id) => fields?.get(id)?.isPeriodStart) ||
      scalarOperands(call).some((operand) => this.#varies(operand))
    )
  }

  isGrouped(method: ParsedMethod): boolean {
    const datasets = datasetsOf(method)
    return datasets.length > 0 && datasets.every((id) => this.#grouped.has(id))
  }

  groupsOf(method: ParsedMethod): readonly string[] {
    const groups = datasetsOf(method).flatMap((id) => [...(this.#grouped.get(id)?.keys() ?? [])])
    return [...new Set(groups)]
  }

  outcome(method: ParsedMethod, period: number, group: string | undefined): MethodOutcome {
    const outer = this.environment(period, group)
    const inputs: Record<string, Evaluated> = {}
    for (const [name, formula] of method.inputs) inputs[name] = evaluate(formula, outer)
    const environment: Environment = {
      ...outer,
      name: (name) => inputs[name] ?? outer.name(name),
      label: (node) => labelOf(node, method),
    }
    const beside: Record<string, Evaluated> = {}
    for (const [name, formula] of method.beside) beside[name] = evaluate(formula, environment)
    return { value: evaluate(method.formula, environment), inputs, beside }
  }

  environment(period: number, group: string | undefined): Environment {
    return {
      aggregate: (call) => readAggregate(call, this.#aggregate(call, period, group)),
      name: (name) => this.#name(name, period, group),
    }
  }

  #aggregate(call: AggregateCall, period: number, group: string | undefined): number | null {
    if (group === undefined) return this.#totals.get(call.key)?.[period] ?? null
    const values = this.#grouped.get(call.dataset)?.get(group)?.get(call.key)
    return values === undefined ? valueOfNothing(call) : (values[period] ?? null)
  }

  #name(name: string, period: number, group: string | undefined): Evaluated | undefined {
    const ofPeriod = periodValue(name, this.#request.periods[period] ?? null)
    if (ofPeriod !== undefined) return ofPeriod
    const assumption = this.#request.datasets.assumptions.get(name)
    if (assumption !== undefined) return { kind: 'number', value: assumption }
    const resolved = this.#resolved.get(name)
    return resolved === undefined ? undefined : this.#metricValue(resolved, period, group)
  }

  /** The value of the first method that has one, else the first method's reason. */
  #metricValue(resolved: ResolvedMetric, period: number, group: string | undefined): Evaluated {
    const key = JSON.stringify([resolved.metric.id, period, group ?? null])
    const before = this.#metricValues.get(key)
    if (before !== undefined) return before
    const { index } = bestOutcome(
      resolved.possible.map((method) => this.outcome(method, period, group)),
      resolved.possible,
      this.#request.periods[period] ?? null,
    )
    const method = resolved.possible[index]
    const value =
      method === undefined
        ? errorValue('#N/A', `${resolved.metric.name} has no value.`)
        : this.outcome(method, period, group).value
    this.#metricValues.set(key, value)
    return value
  }
}

/**
 * Which method's outcome to show: the first that has a value. A snapshot knows no period: it does not stand in for a
 * dated method that has no value in a period that was asked for. What the user typed holds for every period. Where no
 * method has a value, the first one's reason counts.
 */
export function bestOutcome(
  outcomes: readonly MethodOutcome[],
  methods: readonly ParsedMethod[],
  period: Period | null,
): { readonly index: number } {
  const isDated = methods.some(({ method }) => method.snapshot !== true)
  const stands = (place: number) => {
    const parsed = methods[place]
    return parsed?.method.snapshot !== true || !isDated || period === null || datasetsOf(parsed).length === 0
  }
  const valued = outcomes.findIndex(
    ({ value }, place) => stands(place) && value.kind !== 'error' && value.kind !== 'blank',
  )
  const index = valued >= 0 ? valued : outcomes.findIndex((_, place) => stands(place))
  return { index: Math.max(0, index) }
}

/** A part of a formula in the words of the method's inputs: "contraction MRR + churned MRR". */
const labelOf = (node: FormulaNode, { method }: ParsedMethod): string =>
  toWords(node, { name: (name) => method.inputs[name]?.label }).line
