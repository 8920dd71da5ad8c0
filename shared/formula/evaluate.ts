import { aggregateOf } from './aggregates.ts'
import { compareValues } from './compare.ts'
import { evaluateFunction } from './evaluate-functions.ts'
import { print } from './print.ts'
import type { AggregateCall, BinaryOperator, ComparisonOperator, FormulaNode, Span } from './tree.ts'
import { comparisonOperators } from './tree.ts'
import {
  blank,
  booleanValue,
  type Evaluated,
  errorValue,
  isBlank,
  numberValue,
  serialValue,
  textValue,
  toNumber,
  toText,
} from './value.ts'

/** Where a formula's operands come from. */
export interface Environment {
  /** The value of an aggregate, see `readAggregate`. */
  readonly aggregate: (call: AggregateCall) => Evaluated
  /** The value behind a name; undefined where it has none. */
  readonly name: (name: string) => Evaluated | undefined
  /** The row's own field, for row formulas; a cell whose text was not understood is that text. */
  readonly cell?: (field: string) => Evaluated
  /** How a part of the formula is called in a reason: a name's label, an aggregate in words. */
  readonly label?: (node: FormulaNode) => string
}

/**
 * The value of a formula over values already known. Errors propagate with their reason, IFERROR catches them; division
 * by zero is #DIV/0!, never 0 or Infinity. Arithmetic with a blank is blank.
 */
export function evaluate(node: FormulaNode, environment: Environment): Evaluated {
  const aggregate = aggregateOf(node)
  if (aggregate !== undefined) return withSpan(environment.aggregate(aggregate), node.span)
  switch (node.kind) {
    case 'number':
      return { kind: 'number', value: node.value }
    case 'text':
      return textValue(node.value)
    case 'boolean':
      return booleanValue(node.value)
    case 'error':
      return errorValue(readErrorCode(node.code), `The formula holds the error ${node.code}.`, node.span)
    case 'name':
      return withSpan(
        environment.name(node.name) ?? errorValue('#NAME?', `${labelOf(node, environment)} has no value.`),
        node.span,
      )
    case 'cell':
      return environment.cell?.(node.field) ?? blank
    case 'column':
      return errorValue('#VALUE!', `${print(node)} is a whole column where one value is needed.`, node.span)
    case 'negate':
      return mapNumber(evaluate(node.operand, environment), node.span, (number) => -number)
    case 'percent':
      return mapNumber(evaluate(node.operand, environment), node.span, (number) => number / 100)
    case 'binary':
      return evaluateBinary(node, environment)
    case 'call':
      return evaluateFunction(
        node,
        (child) => evaluate(child, environment),
        (child) => labelOf(child, environment),
      )
  }
}

const readErrorCode = (code: string): '#N/A' | '#DIV/0!' | '#NUM!' | '#VALUE!' =>
  code === '#DIV/0!' || code === '#NUM!' || code === '#VALUE!' ? code : '#N/A'

const withSpan = (value: Evaluated, span: Span): Evaluated =>
  value.kind === 'error' && value.span === undefined ? { ...value, span } : value

function labelOf(node: FormulaNode, environment: Environment): string {
  if (environment.label !== undefined) return environment.label(node)
  return node.kind === 'name' ? node.name.replaceAll('_', ' ') : print(node)
}

function mapNumber(value: Evaluated, span: Span, change: (number: number) => number): Evaluated {
  if (value.kind === 'error') return value
  const number = toNumber(value, span)
  return number.kind === 'number' ? numberValue(change(number.value), span) : number
}

type BinaryNode = Extract<FormulaNode, { kind: 'binary' }>

function evaluateBinary(node: BinaryNode, environment: Environment): Evaluated {
  const left = evaluate(node.left, environment)
  const right = evaluate(node.right, environment)
  const failure = [left, right].find((operand) => operand.kind === 'error')
  if (node.operator === '&' || isComparison(node.operator)) {
    const blankCounts = node.operator !== '&' && !isEmptyText(node.left) && !isEmptyText(node.right)
    if (failure !== undefined && blankCounts && (isBlank(left) || isBlank(right)))
      return booleanValue(node.operator === '<>')
    if (left.kind === 'error') return left
    if (right.kind === 'error') return right
    if (node.operator === '&') return textValue(toText(left) + toText(right))
    return booleanValue(compareValues(node.operator, left, right))
  }
  if (isBlank(left) || isBlank(right)) return blank
  return arithmetic(node, left, right, environment)
}

const isEmptyText = (node: FormulaNode): boolean => node.kind === 'text' && node.value === ''

const isComparison = (operator: BinaryOperator): operator is ComparisonOperator =>
  (comparisonOperators as readonly string[]).includes(operator)

function arithmetic(
  node: BinaryNode,
  leftValue: Evaluated,
  rightValue: Evaluated,
  environment: Environment,
): Evaluated {
  if (leftValue.kind === 'error') return leftValue
  const left = toNumber(leftValue, node.left.span)
  if (left.kind === 'error') return left
  if (rightValue.kind === 'error') return rightValue
  const right = toNumber(rightValue, node.right.span)
  if (right.kind === 'error') return right
  if (left.kind !== 'number' || right.kind !== 'number') return blank
  const [a, b] = [left.value, right.value]
  const dates = Number(leftValue.kind === 'date') + Number(rightValue.kind === 'date')
  switch (node.operator) {
    case '+':
      return dates === 1 ? daysLater(a + b, node.span) : numberValue(a + b, node.span)
    case '-':
      return dates === 1 ? daysLater(a - b, node.span) : numberValue(a - b, node.span)
    case '*':
      return numberValue(a * b, node.span)
    case '/':
      if (b === 0) return errorValue('#DIV/0!', `${labelOf(node.right, environment)} is 0.`, node.right.span)
      return numberValue(a / b, node.span)
    default:
      return power(a, b, node.span)
  }
}

/** A date moved by days; outside the calendar it is a mere number, as in Excel. */
function daysLater(serial: number, span: Span): Evaluated {
  const date = serialValue(serial, span)
  return date.kind === 'error' ? numberValue(serial, span) : date
}

function power(base: number, exponent: number, span: Span): Evaluated {
  if (base === 0 && exponent < 0) return errorValue('#DIV/0!', '0 has no negative power.', span)
  if (base === 0 && exponent === 0) return errorValue('#NUM!', '0 to the power of 0 has no value.', span)
  const result = base ** exponent
  if (Number.isNaN(result)) return errorValue('#NUM!', 'A negative number has no fractional power.', span)
  return numberValue(result, span)
}
