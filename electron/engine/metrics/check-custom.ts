import { assumptions } from '#shared/catalogue/assumptions.ts'
import { kinds } from '#shared/catalogue/index.ts'
import type { CustomMetric } from '#shared/contract/metrics.ts'
import { check } from '#shared/formula/check.ts'
import { parse } from '#shared/formula/parse.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import { datasetsOfKinds, type FormulaScope, periodNames, type ValueType } from '#shared/formula/scope.ts'
import type { Datasets } from '../mapping/dataset.ts'
import { definitionOf, type ProjectMetrics } from './project-metrics.ts'
import { createResolver } from './resolve.ts'

/** What a user's metric may speak of: every field of every kind, the period, assumptions, other metrics. */
function scopeFor(metrics: ProjectMetrics, datasets: Datasets, self: string | undefined): FormulaScope {
  const names = new Map<string, ValueType>(periodNames)
  for (const { name } of assumptions) names.set(name, 'number')
  for (const name of datasets.assumptions.keys()) names.set(name, 'number')
  for (const { id } of metrics.all) names.set(id, 'number')
  return {
    mode: 'aggregate',
    datasets: datasetsOfKinds(kinds),
    names,
    result: ['number'],
    ...(self === undefined ? {} : { self }),
  }
}

/** Everything wrong with a formula, each problem with its place; empty where it can be saved. */
export function checkCustomFormula(
  formula: string,
  metrics: ProjectMetrics,
  datasets: Datasets,
  self?: string,
): FormulaProblem[] {
  const parsed = parse(formula)
  if (!parsed.ok) return [parsed.error]
  const checked = check(parsed.value, scopeFor(metrics, datasets, self))
  return checked.ok ? [] : [...checked.error]
}

/** As `checkCustomFormula`, and that the metric does not come back to itself through others. */
export function checkCustomMetric(
  metric: CustomMetric,
  metrics: ProjectMetrics,
  datasets: Datasets,
): FormulaProblem[] {
  const problems = checkCustomFormula(metric.formula, metrics, datasets, metric.id)
  if (problems.length > 0) return problems
  const definition = definitionOf(metric)
  const find = (id: string) => (id === metric.id ? definition : metrics.find(id))
  const { fault } = createResolver({ datasets, findMetric: find })(definition)
  return fault === undefined ? [] : [{ position: 0, length: metric.formula.length, message: fault }]
}
