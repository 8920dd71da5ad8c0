import { hasRightCount } from './check-operands.ts'
import { needEnumValue } from './check-operators.ts'
import { checkColumn } from './check-references.ts'
import { type Checked, type Checker, describeType } from './checker.ts'
import { readPattern, takeCriterionApart } from './criteria.ts'
import { type AggregateShape, type FunctionDefinition, variadicFunctions } from './functions.ts'
import { print } from './print.ts'
import { type ScopeField, type ValueType, valueTypeOf } from './scope.ts'
import type { ComparisonOperator, FormulaNode } from './tree.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>

/** Checks a function over columns: its field, a percentile, and its pairs of field and criterion. */
export function checkAggregate(node: CallNode, definition: FunctionDefinition, checker: Checker): Checked {
  const shape = definition.aggregate
  if (shape === undefined || mixesColumns(node, checker) || !hasRightCount(node, definition, checker))
    return { node, type: 'any' }
  const operands: FormulaNode[] = []
  let type: ValueType = 'number'
  let dataset: string | undefined
  if (shape.leading !== 'none') {
    const field = checkField(node, shape, checker)
    if (field === undefined) return { node, type: 'any' }
    operands.push(field.node)
    dataset = field.node.dataset
    type = field.type
  }
  if (shape.leading === 'field-and-k') operands.push(checkPercentile(node.operands[1], checker))
  const pairs = node.operands.slice(operands.length)
  if (pairs.length % 2 !== 0) {
    checker.report(
      node.span,
      'Criteria come in pairs of a field and what it has to meet.',
      definition.signature,
    )
    return { node, type: 'any' }
  }
  for (let index = 0; index < pairs.length; index += 2) {
    const [range, criterion] = pairs.slice(index, index + 2)
    if (range === undefined || criterion === undefined) break
    const pair = checkPair(range, criterion, dataset, checker)
    dataset ??= pair.dataset
    operands.push(pair.range, pair.criterion)
  }
  return { node: { ...node, operands }, type }
}

/** Reports a column among single values, as in MAX(0, dataset[field]). */
function mixesColumns(node: CallNode, checker: Checker): boolean {
  if (!variadicFunctions.has(node.name) || node.operands.length < 2) return false
  const column = node.operands.find((operand) => operand.kind === 'column')
  if (column === undefined) return false
  checker.report(
    column.span,
    `${node.name} takes one column, or single values.`,
    `Write ${node.name}(${print(column)}) in the column's place.`,
  )
  return true
}

type ColumnNode = Extract<FormulaNode, { kind: 'column' }>

/** The field that is added up or counted, and the type of the aggregate's value. */
function checkField(
  node: CallNode,
  shape: AggregateShape,
  checker: Checker,
): { readonly node: ColumnNode; readonly type: ValueType } | undefined {
  const [operand] = node.operands
  if (operand === undefined) return undefined
  if (operand.kind !== 'column') {
    checker.report(operand.span, `${node.name} needs a column here.`, 'Write dataset[field].')
    return undefined
  }
  const column = checkColumn(operand, checker)
  if (column === undefined) return undefined
  const type = valueTypeOf(column.field.type)
  const problem = fieldProblem(shape.function, type)
  if (problem === undefined) return { node: column.node, type: valueTypeOfAggregate(shape.function, type) }
  checker.report(operand.span, `${operand.field} holds ${plural(type)}: ${problem.message}`, problem.hint)
  return undefined
}

const plurals: Readonly<Record<ValueType, string>> = {
  number: 'numbers',
  date: 'dates',
  text: 'text',
  boolean: 'TRUE or FALSE',
  blank: 'nothing',
  any: 'values',
}
const plural = (type: ValueType): string => plurals[type]

function fieldProblem(
  name: AggregateShape['function'],
  type: ValueType,
): { readonly message: string; readonly hint: string } | undefined {
  switch (name) {
    case 'COUNTROWS':
    case 'COUNTA':
    case 'COUNTBLANK':
    case 'COUNTUNIQUE':
      return undefined
    case 'COUNT':
      if (type === 'number' || type === 'date') return undefined
      return {
        message: 'COUNT counts numbers and dates only.',
        hint: 'COUNTA counts everything that is not blank.',
      }
    case 'SUM':
      if (type === 'number') return undefined
      return { message: 'it cannot be added up.', hint: 'COUNTIFS counts rows that meet a criterion.' }
    default:
      if (type === 'number' || type === 'date') return undefined
      return { message: `it has no ${name.toLowerCase()}.`, hint: 'Take a field of numbers or dates.' }
  }
}

const valueTypeOfAggregate = (name: AggregateShape['function'], field: ValueType): ValueType =>
  field === 'date' && !name.startsWith('COUNT') ? 'date' : 'number'

/** The database takes a percentile only as a constant. */
function checkPercentile(k: FormulaNode | undefined, checker: Checker): FormulaNode {
  if (k === undefined) throw new Error('The number of operands was checked.')
  const checked = checker.check(k)
  const { node, type } = checked
  if (type === 'any') return node
  if (type !== 'number' || (node.kind !== 'number' && node.kind !== 'percent' && node.kind !== 'name'))
    checker.report(
      k.span,
      'The percentile is a number written out or an assumption.',
      '0.9 is the 90th percentile.',
    )
  else if (node.kind === 'number' && (node.value < 0 || node.value > 1))
    checker.report(k.span, 'A percentile lies between 0 and 1.', '0.9 is the 90th percentile.')
  return node
}

function checkPair(
  range: FormulaNode,
  criterion: FormulaNode,
  dataset: string | undefined,
  checker: Checker,
): { readonly range: FormulaNode; readonly criterion: FormulaNode; readonly dataset?: string } {
  const checkedCriterion = checker.check(criterion).node
  if (range.kind !== 'column') {
    checker.report(range.span, 'A criterion needs a column to look at.', 'Write dataset[field].')
    return { range, criterion: checkedCriterion }
  }
  const column = checkColumn(range, checker)
  if (column === undefined) return { range, criterion: checkedCriterion }
  if (dataset !== undefined && column.node.dataset !== dataset)
    checker.report(
      range.span,
      `${column.node.dataset} is another dataset than ${dataset}.`,
      'All columns of one function belong to the same dataset.',
    )
  else checkCriterion(criterion, column.node.field, column.field, checker)
  return { range: column.node, criterion: checkedCriterion, dataset: column.node.dataset }
}

/** Reports a criterion that no cell of the field could meet, or that Excel would read differently than meant. */
function checkCriterion(node: FormulaNode, name: string, field: ScopeField, checker: Checker): void {
  const { operator, operand } = takeCriterionApart(node)
  if (operand.kind === 'text' && operand.value === '') {
    if (operator !== '=' && operator !== '<>')
      checker.report(
        node.span,
        `Nothing follows "${operator}".`,
        'For a blank write "", for anything else "<>".',
      )
    return
  }
  const probe = checker.typeOf(operand)
  const wanted = valueTypeOf(field.type)
  if (probe === 'any' || fits(wanted, probe, operator)) {
    if (operand.kind === 'text' && readPattern(operand.value).every((part) => part.kind === 'literal'))
      needEnumValue(operand.value, node, field, checker)
    return
  }
  checker.report(
    node.span,
    `${name} holds ${plural(wanted)} and is compared with ${describeType(probe)}.`,
    hints[wanted],
  )
}

/** Texts also meet numbers written as text, as ids often are; an order needs the same type on both sides. */
function fits(field: ValueType, operand: ValueType, operator: ComparisonOperator): boolean {
  if (field === operand) return true
  return field === 'text' && operand === 'number' && (operator === '=' || operator === '<>')
}

const hints: Partial<Record<ValueType, string>> = {
  date: 'A date is written ">="&period_start, ">=2024-01-31" or ">="&DATE(2024, 1, 31).',
  boolean: 'Compare it with TRUE or FALSE.',
  number: 'Compare it with a number, such as ">=5".',
  text: 'Compare it with a text, such as "Basic" or "Bas*".',
}
