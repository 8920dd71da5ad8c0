import { takeCriterionApart } from './criteria.ts'
import { functions } from './functions.ts'
import { print } from './print.ts'
import type { AggregateCall, Criterion, FormulaNode } from './tree.ts'
import { nodesOf } from './walk.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>
type ColumnNode = Extract<FormulaNode, { kind: 'column' }>

const known = new WeakMap<FormulaNode, AggregateCall>()

/** The aggregate that a node is, or undefined for any other node and for a call whose operands do not fit. */
export function aggregateOf(node: FormulaNode): AggregateCall | undefined {
  if (node.kind !== 'call') return undefined
  const before = known.get(node)
  if (before !== undefined) return before
  const call = readAggregate(node)
  if (call !== undefined) known.set(node, call)
  return call
}

function readAggregate(node: CallNode): AggregateCall | undefined {
  const shape = functions.get(node.name)?.aggregate
  if (shape === undefined) return undefined
  const leading = shape.leading === 'none' ? 0 : shape.leading === 'field' ? 1 : 2
  const [column] = node.operands
  if (column?.kind !== 'column') return undefined
  if (!shape.criteria && node.operands.length !== leading) return undefined
  const criteria = readCriteria(node.operands.slice(leading), column.dataset)
  if (criteria === undefined) return undefined
  const k = shape.leading === 'field-and-k' ? node.operands[1] : undefined
  const counted = shape.function === 'COUNTROWS' ? undefined : column.field
  return withKey({
    function: shape.function,
    dataset: column.dataset,
    ...(counted === undefined ? {} : { field: counted }),
    ...(k === undefined ? {} : { k }),
    criteria,
  })
}

function readCriteria(operands: readonly FormulaNode[], dataset: string): Criterion[] | undefined {
  if (operands.length % 2 !== 0) return undefined
  const criteria: Criterion[] = []
  for (let index = 0; index < operands.length; index += 2) {
    const range = operands[index]
    const criterion = operands[index + 1]
    if (!isColumnOf(range, dataset) || criterion === undefined) return undefined
    criteria.push({ field: range.field, ...takeCriterionApart(criterion) })
  }
  return criteria
}

const isColumnOf = (node: FormulaNode | undefined, dataset: string): node is ColumnNode =>
  node?.kind === 'column' && node.dataset === dataset

function withKey(call: Omit<AggregateCall, 'key'>): AggregateCall {
  const criteria = call.criteria
    .map(
      ({ field, operator, operand, blankOnly }) =>
        `${JSON.stringify(field)}${operator}${blankOnly === true ? 'blank' : print(operand)}`,
    )
    .sort()
  const field = call.field === undefined ? '' : JSON.stringify(call.field)
  const k = call.k === undefined ? '' : `;${print(call.k)}`
  const key = `${call.function}(${JSON.stringify(call.dataset)};${field}${k};${criteria.join(';')})`
  return { key, ...call }
}

/**
 * Every aggregate of a formula, those inside other aggregates' criteria included, each once by its key. Expects a
 * checked formula, whose names are the canonical ones.
 */
export function collectAggregates(node: FormulaNode): AggregateCall[] {
  const calls = new Map<string, AggregateCall>()
  for (const each of nodesOf(node)) {
    const call = aggregateOf(each)
    if (call !== undefined) calls.set(call.key, call)
  }
  return [...calls.values()]
}

/** The scalar formulas inside an aggregate: its criteria's operands, and a percentile's k. */
export function scalarOperands(call: AggregateCall): FormulaNode[] {
  const operands = call.criteria.map((criterion) => criterion.operand)
  return call.k === undefined ? operands : [...operands, call.k]
}

/** The aggregates that must be known before `call` can be computed. */
export const operandAggregates = (call: AggregateCall): AggregateCall[] =>
  scalarOperands(call).flatMap(collectAggregates)

/** Names that an aggregate's criteria speak of; they must be known before it is computed. */
export const operandNames = (call: AggregateCall): string[] => [
  ...new Set(
    scalarOperands(call).flatMap((operand) =>
      [...nodesOf(operand)].flatMap((each) => (each.kind === 'name' ? [each.name] : [])),
    ),
  ),
]

/** Aggregates in the order of computation: a stage needs only those before it. Each key appears once. */
export function aggregateStages(calls: readonly AggregateCall[]): AggregateCall[][] {
  const stages: Map<string, AggregateCall>[] = []
  const stageOf = (call: AggregateCall): number => Math.max(-1, ...operandAggregates(call).map(place)) + 1
  const place = (call: AggregateCall): number => {
    const index = stageOf(call)
    const stage = stages[index] ?? new Map<string, AggregateCall>()
    stages[index] = stage
    stage.set(call.key, call)
    return index
  }
  for (const call of calls) place(call)
  return stages.map((stage) => [...stage.values()])
}
