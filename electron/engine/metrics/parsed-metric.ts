import type { MetricDefinition, MetricInput, MetricMethod } from '#shared/domain/metric.ts'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { parse } from '#shared/formula/parse.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'

/** A method with its formulas as trees. */
export interface ParsedMethod {
  readonly method: MetricMethod
  readonly formula: FormulaNode
  readonly inputs: ReadonlyMap<string, FormulaNode>
  readonly beside: ReadonlyMap<string, FormulaNode>
}

const parsed = new WeakMap<MetricMethod, Result<ParsedMethod, FormulaProblem>>()

/** Parses a method's formulas, once for as long as its definition lives. */
export function parseMethod(method: MetricMethod): Result<ParsedMethod, FormulaProblem> {
  const known = parsed.get(method)
  if (known !== undefined) return known
  const result = readMethod(method)
  parsed.set(method, result)
  return result
}

function readMethod(method: MetricMethod): Result<ParsedMethod, FormulaProblem> {
  const formula = parse(method.formula)
  if (!formula.ok) return formula
  const inputs = readInputs(method.inputs)
  if (!inputs.ok) return inputs
  const beside = readInputs(method.beside ?? {})
  if (!beside.ok) return beside
  return succeed({ method, formula: formula.value, inputs: inputs.value, beside: beside.value })
}

function readInputs(
  inputs: Readonly<Record<string, MetricInput>>,
): Result<Map<string, FormulaNode>, FormulaProblem> {
  const trees = new Map<string, FormulaNode>()
  for (const [name, input] of Object.entries(inputs)) {
    const tree = parse(input.formula)
    if (!tree.ok) return fail(tree.error)
    trees.set(name, tree.value)
  }
  return succeed(trees)
}

/** Every formula of a method, its inputs' and those beside the value included. */
export const formulasOf = (method: ParsedMethod): FormulaNode[] => [
  method.formula,
  ...method.inputs.values(),
  ...method.beside.values(),
]

/** Finds a metric by id, whoever defined it. */
export type FindMetric = (id: string) => MetricDefinition | undefined
