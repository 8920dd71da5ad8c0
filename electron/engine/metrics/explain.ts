import { findKind } from '#shared/catalogue/index.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import type { Period } from '#shared/domain/period.ts'
import { collectAggregates } from '#shared/formula/aggregates.ts'
import { print } from '#shared/formula/print.ts'
import type { SqlExpression } from '#shared/formula/sql-expression.ts'
import { dateSql, numberSql } from '#shared/formula/sql-expression.ts'
import { inlineSql } from '#shared/formula/sql-fragment.ts'
import { scalarSql } from '#shared/formula/sql-statement.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { namesUsed, substituteNames } from '#shared/formula/walk.ts'
import { toWords, type WordLabels } from '#shared/formula/words.ts'
import type { Datasets } from '../mapping/dataset.ts'
import { isDimension } from './borrowed-field.ts'
import { unboundedPeriod } from './environment.ts'
import { fieldsReadBy } from './exclusions.ts'
import type { FindMetric, ParsedMethod } from './parsed-metric.ts'
import { rowsOf } from './scan-columns.ts'
import { sqlField } from './scan-scope.ts'

export interface Explanation {
  readonly method: string | null
  readonly formula: string
  readonly inputs: readonly {
    readonly name: string
    readonly label: string
    readonly formula: string
    readonly words: string
    /** Whether rows of the data stand behind it. */
    readonly rows: boolean
  }[]
  readonly words: string
  /** The formula in Excel's language, inputs put in. */
  readonly excel: string
  readonly sql: string
  readonly notes: readonly string[]
  readonly dimensions: readonly { readonly field: string; readonly name: string }[]
}

/** Other metrics that a formula may speak of, and the method that the data allows for each. */
export interface MetricsByName {
  readonly find: FindMetric
  readonly methodOf: (id: string) => ParsedMethod | undefined
}

/** All that can be said of how a method computes its metric, over the mapped data. */
export function explain(
  metric: MetricDefinition,
  parsed: ParsedMethod,
  datasets: Datasets,
  period: Period | null,
  metrics: MetricsByName,
): Explanation {
  const { method } = parsed
  const whole = substituteNames(parsed.formula, (name) => parsed.inputs.get(name))
  const labels = wordLabels(parsed, metrics)
  return {
    method: method.id,
    formula: method.formula,
    inputs: [...parsed.inputs].map(([name, formula]) => ({
      name,
      label: method.inputs[name]?.label ?? name.replaceAll('_', ' '),
      formula: print(formula),
      words: toWords(formula, labels).line,
      rows: collectAggregates(formula).length > 0,
    })),
    words: `${metric.name} = ${toWords(parsed.formula, labels).line}`,
    excel: `=${print(whole)}`,
    sql: statementOf(whole, datasets, period, metrics),
    notes: method.notes ?? [],
    dimensions: dimensionsOf(parsed, datasets),
  }
}

function wordLabels({ method }: ParsedMethod, { find }: MetricsByName): WordLabels {
  return {
    dataset: (dataset) => findKind(dataset)?.name.toLowerCase(),
    field: (dataset, field) => fieldName(dataset, field)?.toLowerCase(),
    name: (name) => method.inputs[name]?.label ?? find(name)?.name,
  }
}

function fieldName(dataset: string | undefined, field: string): string | undefined {
  const kind = dataset === undefined ? undefined : findKind(dataset)
  return [...(kind?.fields ?? []), ...(kind?.computed ?? [])].find(({ id }) => id === field)?.name
}

/** One SELECT that yields the value, with its values written out for reading. */
export function statementOf(
  formula: FormulaNode,
  datasets: Datasets,
  period: Period | null,
  metrics: MetricsByName,
): string {
  const complete = withMetrics(formula, datasets, metrics)
  const fragment = scalarSql(complete, {
    field: (id, field) => {
      const known = datasets.byId.get(id)?.fields.get(field)
      if (known === undefined) throw new Error(`${id} has no field ${field}.`)
      if (known.isPeriodStart === true) {
        const { text } = dateSql(periodOf(period).from)
        return { column: text.replace('?', `'${periodOf(period).from}'`), type: 'date' }
      }
      return sqlField(known)
    },
    name: (name) => nameSql(name, datasets, period),
    relation: (id) => {
      const dataset = datasets.byId.get(id)
      return dataset === undefined ? id : rowsOf(dataset).text
    },
  })
  return inlineSql(fragment)
}

const periodOf = (period: Period | null): Period => period ?? unboundedPeriod

function nameSql(name: string, datasets: Datasets, period: Period | null): SqlExpression {
  if (name === 'period_start') return dateSql(periodOf(period).from)
  if (name === 'period_end') return dateSql(periodOf(period).to)
  if (name === 'period_days') {
    const { from, to } = periodOf(period)
    return numberSql((Date.parse(to) - Date.parse(from)) / 86_400_000)
  }
  return numberSql(datasets.assumptions.get(name) ?? Number.NaN)
}

/** Other metrics by their own formulas, so that one statement says it all; circles never get this far. */
function withMetrics(formula: FormulaNode, datasets: Datasets, metrics: MetricsByName): FormulaNode {
  const methodOf = (name: string) => (datasets.assumptions.has(name) ? undefined : metrics.methodOf(name))
  if (!namesUsed(formula).some((name) => methodOf(name) !== undefined)) return formula
  const expanded = substituteNames(formula, (name) => {
    const method = methodOf(name)
    return method === undefined
      ? undefined
      : substituteNames(method.formula, (input) => method.inputs.get(input))
  })
  return withMetrics(expanded, datasets, metrics)
}

/** Fields that a breakdown of the method can use: those of its dataset, and the customer's where its rows name one. */
export function dimensionsOf(
  method: ParsedMethod,
  datasets: Datasets,
): { readonly field: string; readonly name: string }[] {
  const reads = fieldsReadBy(method, datasets)
  if (reads.length !== 1) return []
  const [read] = reads
  if (read === undefined) return []
  const lenders =
    read.dataset.fields.has('customer_id') && read.dataset.id !== 'customers'
      ? datasets.byId.get('customers')
      : undefined
  const fields = new Map<string, string>()
  for (const dataset of [read.dataset, ...(lenders === undefined ? [] : [lenders])]) {
    for (const field of dataset.fields.values()) {
      const isKey = dataset.kind.key.includes(field.id) || field.id.endsWith('_id') || field.id === 'name'
      if (isDimension(field) && !isKey && !fields.has(field.id)) fields.set(field.id, field.name)
    }
  }
  return [...fields].map(([field, name]) => ({ field, name }))
}
