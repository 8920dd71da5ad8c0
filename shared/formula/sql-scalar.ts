import { aggregateOf } from './aggregates.ts'
import {
  anyOf,
  asNumber,
  asText,
  booleanSql,
  isNumeric,
  isTemporal,
  needed,
  nullSql,
  numberSql,
  orderedText,
  type SqlExpression,
  type SqlField,
  sqlTypeOf,
  textSql,
  typed,
} from './sql-expression.ts'
import { rawSql, type SqlFragment, sql } from './sql-fragment.ts'
import { compileFunction } from './sql-functions.ts'
import type { AggregateCall, ComparisonOperator, FormulaNode } from './tree.ts'
import { comparisonOperators } from './tree.ts'

/** Where a scalar formula's operands come from. All of them exist, for a checked formula. */
export interface ScalarScope {
  /** period_start, an assumption, another metric: a column of the query or a bound value. */
  readonly name: (name: string) => SqlExpression
  /** The row's own field. */
  readonly cell?: (field: string) => SqlField
  /** The value of an aggregate: a column of an earlier stage, or a subquery. */
  readonly aggregate?: (call: AggregateCall) => SqlExpression
}

/**
 * A scalar formula as SQL. Errors and blanks are NULL; `failed` tells errors. Arithmetic with a blank is blank, and a
 * comparison with one holds only for "is blank" and "is not": blank is never taken for zero.
 */
export function compileScalar(node: FormulaNode, scope: ScalarScope): SqlExpression {
  const aggregate = aggregateOf(node)
  if (aggregate !== undefined) return required(scope.aggregate, 'aggregate')(aggregate)
  const compile = (child: FormulaNode): SqlExpression => compileScalar(child, scope)
  switch (node.kind) {
    case 'number':
      return numberSql(node.value)
    case 'text':
      return node.value === '' ? nullSql('text') : textSql(node.value)
    case 'boolean':
      return booleanSql(node.value)
    case 'error':
      return typed(rawSql('NULL'), 'number', rawSql('TRUE'))
    case 'name':
      return scope.name(node.name)
    case 'cell':
      return compileCell(required(scope.cell, 'cell')(node.field))
    case 'column':
      throw new Error(`The column ${node.dataset}[${node.field}] stands where a single value is needed.`)
    case 'negate': {
      const operand = asNumber(compile(node.operand))
      return typed(sql`(-${operand})`, 'number', operand.failed)
    }
    case 'percent': {
      const operand = asNumber(compile(node.operand))
      return typed(sql`(${operand} / 100)`, 'number', operand.failed)
    }
    case 'binary':
      if (isComparison(node.operator)) return compileComparison(node.operator, node.left, node.right, scope)
      if (node.operator === '&') return compileConcatenation(node.left, node.right, scope)
      return compileArithmetic(node.operator, compile(node.left), compile(node.right))
    case 'call':
      return compileFunction(node, compile)
  }
}

function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`A formula needs ${what} where none is in scope.`)
  return value
}

function compileCell(field: SqlField): SqlExpression {
  const cell = typed(rawSql(field.column), sqlTypeOf(field.type))
  if (field.badColumn === undefined) return cell
  return { ...cell, notUnderstood: rawSql(`(${field.badColumn} IS NOT NULL)`) }
}

const isComparison = (operator: string): operator is ComparisonOperator =>
  (comparisonOperators as readonly string[]).includes(operator)

type ArithmeticOperator = '+' | '-' | '*' | '/' | '^'

function compileConcatenation(left: FormulaNode, right: FormulaNode, scope: ScalarScope): SqlExpression {
  const [a, b] = [concatenationOperand(left, scope), concatenationOperand(right, scope)]
  return typed(sql`(${a} || ${b})`, 'text', anyOf([a.failed, b.failed]))
}

/** "&" joins a cell's text whether or not it was understood. */
function concatenationOperand(node: FormulaNode, scope: ScalarScope): SqlExpression {
  const operand = compileScalar(node, scope)
  const badColumn = node.kind === 'cell' ? scope.cell?.(node.field).badColumn : undefined
  if (badColumn === undefined) return asText(operand)
  return typed(sql`coalesce(${rawSql(badColumn)}, ${asText(typed(operand, operand.type))})`, 'text')
}

function compileArithmetic(
  operator: ArithmeticOperator,
  left: SqlExpression,
  right: SqlExpression,
): SqlExpression {
  if (operator === '-' && isTemporal(left.type) && isTemporal(right.type))
    return typed(daysBetween(left, right), 'number', anyOf([needed(left).failed, needed(right).failed]))
  const [a, b] = [asNumber(left), asNumber(right)]
  if (operator === '/') {
    const value = sql`(${a} / nullif(${b}, 0))`
    return typed(value, 'number', anyOf([a.failed, b.failed, sql`coalesce(${b} = 0, FALSE)`]))
  }
  if (operator === '^') return compilePower(a, b)
  return typed(sql`(${a} ${rawSql(operator)} ${b})`, 'number', anyOf([a.failed, b.failed]))
}

/** Exact where subtracting serial numbers would leave a trace of rounding in every duration. */
function daysBetween(left: SqlExpression, right: SqlExpression): SqlFragment {
  if (left.type === 'date' && right.type === 'date') return sql`(${left} - ${right})::DOUBLE`
  return sql`((epoch_us(${left}::TIMESTAMP) - epoch_us(${right}::TIMESTAMP)) / 86400e6)`
}

function compilePower(base: SqlExpression, exponent: SqlExpression): SqlExpression {
  const undefinedPower = sql`(${base} = 0 AND ${exponent} <= 0) OR (${base} < 0 AND ${exponent} <> trunc(${exponent}))`
  const value = sql`CASE WHEN NOT (${undefinedPower}) THEN pow(${base}, ${exponent}) END`
  return typed(
    value,
    'number',
    anyOf([base.failed, exponent.failed, sql`coalesce(${undefinedPower}, FALSE)`]),
  )
}

const isEmptyText = (node: FormulaNode): boolean => node.kind === 'text' && node.value === ''

/** To a comparison, a text that was not understood is no error but a text, unequal to any number. */
const understood = (operand: SqlExpression): SqlExpression => typed(operand, operand.type, operand.failed)

function compileComparison(
  operator: ComparisonOperator,
  leftNode: FormulaNode,
  rightNode: FormulaNode,
  scope: ScalarScope,
): SqlExpression {
  if (isEmptyText(rightNode)) return compileBlankTest(operator, leftNode, scope)
  if (isEmptyText(leftNode)) return compileBlankTest(operator, rightNode, scope)
  const left = understood(compileScalar(leftNode, scope))
  const right = understood(compileScalar(rightNode, scope))
  const failed = anyOf([left.failed, right.failed])
  const equal = sql`coalesce(${compareValues('=', left, right)}, ${bothBlank(leftNode, rightNode, scope)})`
  if (operator === '=') return typed(equal, 'boolean', failed)
  if (operator === '<>') return typed(sql`(NOT ${equal})`, 'boolean', failed)
  return typed(sql`coalesce(${compareValues(operator, left, right)}, FALSE)`, 'boolean', failed)
}

function compareValues(operator: ComparisonOperator, left: SqlExpression, right: SqlExpression): SqlFragment {
  const sign = rawSql(operator)
  if (left.type === 'text' && right.type === 'text') {
    if (operator === '=') return sql`lower(${left}) = lower(${right})`
    return sql`${orderedText(left)} ${sign} ${orderedText(right)}`
  }
  if (left.type === 'boolean' && right.type === 'boolean') return sql`${left} ${sign} ${right}`
  if (isTemporal(left.type) && isTemporal(right.type)) return sql`${left} ${sign} ${right}`
  if (isNumeric(left.type) && isNumeric(right.type)) return sql`${asNumber(left)} ${sign} ${asNumber(right)}`
  return rawSql('FALSE')
}

const isLiteral = (node: FormulaNode): boolean =>
  node.kind === 'number' || node.kind === 'text' || node.kind === 'boolean'

function bothBlank(left: FormulaNode, right: FormulaNode, scope: ScalarScope): SqlFragment {
  if (isLiteral(left) || isLiteral(right)) return rawSql('FALSE')
  return sql`(${blankCondition(left, scope)} AND ${blankCondition(right, scope)})`
}

/** `x = ""` and `x <> ""`: whether a cell is blank. A text that was not understood is not blank. */
function compileBlankTest(
  operator: ComparisonOperator,
  node: FormulaNode,
  scope: ScalarScope,
): SqlExpression {
  const { failed } = compileScalar(node, scope)
  const blank = blankCondition(node, scope)
  if (operator === '=') return typed(blank, 'boolean', failed)
  if (operator === '<>') return typed(sql`(NOT ${blank})`, 'boolean', failed)
  return typed(rawSql('FALSE'), 'boolean', failed)
}

/** TRUE where a scalar is blank or an empty text, FALSE otherwise. */
export function blankCondition(node: FormulaNode, scope: ScalarScope): SqlFragment {
  const value = needed(compileScalar(node, scope))
  const empty = value.type === 'text' ? sql`(${value} IS NULL OR ${value} = '')` : sql`(${value} IS NULL)`
  return value.failed === undefined ? empty : sql`(${empty} AND NOT ${value.failed})`
}
