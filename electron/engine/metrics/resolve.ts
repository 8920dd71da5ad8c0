/**
 * Which methods of a metric the mapped data allows. A method is possible where every field that its value reads is
 * mapped (or computed, or derived) and every name it speaks of has a value; the first possible one in the definition's
 * order is the best. Figures beside the value that the data does not allow are left out.
 */
import { kindBehind } from '#shared/catalogue/index.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import { periodNames } from '#shared/formula/scope.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { fieldsUsed, namesUsed } from '#shared/formula/walk.ts'
import type { Datasets } from '../mapping/dataset.ts'
import { type FindMetric, formulasOf, type ParsedMethod, parseMethod } from './parsed-metric.ts'

/** `period_start` and its like, which every formula knows. */
export const isPeriodName = (name: string): boolean => periodNames.has(name)

export interface MissingForMethod {
  readonly method: string
  /** `tickets[solved_at]` for a field, the bare name for an assumption, a metric's id for a metric. */
  readonly fields: readonly string[]
}

export interface ResolvedMetric {
  readonly metric: MetricDefinition
  /** Best first; empty where the data allows none. */
  readonly possible: readonly ParsedMethod[]
  readonly missing: readonly MissingForMethod[]
  /** A definition that cannot be used whatever the data: a formula that does not parse, a circle. */
  readonly fault?: string
}

export interface ResolveContext {
  readonly datasets: Datasets
  readonly findMetric: FindMetric
}

/** Resolves metrics and remembers the answers, so that a metric that several others use is looked at once. */
export function createResolver(context: ResolveContext): (metric: MetricDefinition) => ResolvedMetric {
  const known = new Map<string, ResolvedMetric>()

  const resolve = (metric: MetricDefinition, path: readonly string[]): ResolvedMetric => {
    const before = known.get(metric.id)
    if (before !== undefined) return before
    if (path.includes(metric.id)) {
      return {
        metric,
        possible: [],
        missing: [],
        fault: `It refers to itself in a circle: ${[...path.slice(path.indexOf(metric.id)), metric.id].join(' → ')}.`,
      }
    }
    const resolved = resolveMethods(metric, [...path, metric.id])
    known.set(metric.id, resolved)
    return resolved
  }

  const resolveMethods = (metric: MetricDefinition, path: readonly string[]): ResolvedMetric => {
    const possible: ParsedMethod[] = []
    const missing: MissingForMethod[] = []
    let fault: string | undefined
    for (const method of metric.methods) {
      const parsed = parseMethod(method)
      if (!parsed.ok) {
        fault = `Its formula cannot be read: ${parsed.error.message}`
        continue
      }
      const wanting = new Set<string>()
      for (const formula of [parsed.value.formula, ...parsed.value.inputs.values()]) {
        for (const want of missingOf(formula, parsed.value, path)) {
          if (want.startsWith('fault:')) fault = want.slice('fault:'.length)
          else wanting.add(want)
        }
      }
      if (wanting.size > 0) missing.push({ method: method.id, fields: [...wanting] })
      else if (fault === undefined) possible.push(withUsableBeside(parsed.value, path))
    }
    const isUsable = possible.length > 0
    return { metric, possible, missing, ...(fault === undefined || isUsable ? {} : { fault }) }
  }

  const withUsableBeside = (method: ParsedMethod, path: readonly string[]): ParsedMethod => {
    const usable = [...method.beside].filter(([, formula]) => missingOf(formula, method, path).length === 0)
    return usable.length === method.beside.size ? method : { ...method, beside: new Map(usable) }
  }

  const missingOf = (formula: FormulaNode, method: ParsedMethod, path: readonly string[]): string[] => {
    const fields = fieldsUsed(formula).flatMap(({ dataset, field }) =>
      dataset === undefined ? [] : fieldsToMap(context.datasets, dataset, field),
    )
    const names = namesUsed(formula).flatMap((name) => missingOfName(name, method, path))
    return [...fields, ...names]
  }

  const missingOfName = (name: string, method: ParsedMethod, path: readonly string[]): string[] => {
    if (method.inputs.has(name) || isPeriodName(name) || context.datasets.assumptions.has(name)) return []
    const metric = context.findMetric(name)
    if (metric === undefined) return [name]
    const resolved = resolve(metric, path)
    if (resolved.possible.length > 0) return []
    if (resolved.fault !== undefined) return [`fault:${resolved.fault}`]
    return resolved.missing[0]?.fields.slice() ?? [name]
  }

  return (metric) => resolve(metric, [])
}

/** The fields to map for one that is wanting; of a dataset made from others, those that it is made from. */
function fieldsToMap(datasets: Datasets, dataset: string, field: string): string[] {
  if (hasField(datasets, dataset, field)) return []
  const base = kindBehind(dataset)
  const needs = base?.derived.find(({ id }) => id === dataset)?.needs ?? []
  const wanting = needs.flatMap((need) =>
    base === undefined || hasField(datasets, base.id, need) ? [] : [`${base.id}[${need}]`],
  )
  return wanting.length > 0 ? wanting : [`${dataset}[${field}]`]
}

const hasField = (datasets: Datasets, dataset: string, field: string): boolean =>
  datasets.byId.get(dataset)?.fields.has(field) ?? false

/** The datasets that a method reads, in the order in which its formulas name them. */
export function datasetsOf(method: ParsedMethod): string[] {
  const names = formulasOf(method).flatMap((formula) =>
    fieldsUsed(formula).flatMap(({ dataset }) => (dataset === undefined ? [] : [dataset])),
  )
  return [...new Set(names)]
}
