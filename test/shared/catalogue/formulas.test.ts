import { describe, expect, it } from 'vitest'
import { assumptions, kinds, metrics } from '#shared/catalogue/index.ts'
import type { MetricMethod } from '#shared/domain/metric.ts'
import { check } from '#shared/formula/check.ts'
import { parse } from '#shared/formula/parse.ts'
import {
  datasetsOfKinds,
  type FormulaScope,
  periodNames,
  type ValueType,
  valueTypeOf,
} from '#shared/formula/scope.ts'

const datasets = datasetsOfKinds(kinds)
const number: ValueType = 'number'
const assumptionNames = assumptions.map(({ name }) => [name, number] as const)
const metricNames = metrics.map(({ id }) => [id, number] as const)

/** What is wrong with a formula, in the words that a user would read; nothing where it can be computed. */
function problemsOf(formula: string, scope: FormulaScope): string[] {
  const parsed = parse(formula)
  if (!parsed.ok) return [`${formula}: ${parsed.error.message}`]
  const checked = check(parsed.value, scope)
  return checked.ok ? [] : checked.error.map(({ message }) => `${formula}: ${message}`)
}

const names = new Map<string, ValueType>([...periodNames, ...assumptionNames, ...metricNames])

function problemsOfMethod(id: string, method: MetricMethod): string[] {
  const scope: FormulaScope = { mode: 'aggregate', datasets, names, self: id, result: ['number'] }
  const withInputs: FormulaScope = {
    ...scope,
    names: new Map([...names, ...Object.keys(method.inputs).map((name) => [name, number] as const)]),
  }
  return [
    ...Object.values(method.inputs).flatMap(({ formula }) => problemsOf(formula, scope)),
    ...problemsOf(method.formula, withInputs),
    ...Object.values(method.beside ?? {}).flatMap(({ formula }) => problemsOf(formula, withInputs)),
  ]
}

describe('every formula of a metric can be read and its types fit', () => {
  it.each(
    metrics.flatMap((metric) => metric.methods.map((method) => [metric.id, method.id, method] as const)),
  )('%s, %s', (id, _, method) => {
    expect(problemsOfMethod(id, method)).toEqual([])
  })
})

describe('every row formula of a computed field can be read and yields what the field holds', () => {
  const computed = kinds.flatMap((kind) => kind.computed.map((field) => [kind.id, field.id, field] as const))
  it.each(computed)('%s[%s]', (kind, _, field) => {
    const scope: FormulaScope = {
      mode: 'row',
      datasets,
      row: kind,
      names: new Map([...periodNames, ...assumptionNames]),
      self: field.id,
      result: [valueTypeOf(field.type), 'blank'],
    }
    expect(field.formulas.flatMap((formula) => problemsOf(formula, scope))).toEqual([])
  })
})
