import { aggregateOf } from './aggregates.ts'
import {
  anyOf,
  asNumber,
  asText,
  blankSql,
  booleanSql,
  derived,
  isNumeric,
  isTemporal,
  needed,
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
      return node.value === '' ? blankSql : textSql(node.value)
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
      return derived([operand], sql`(-${operand})`, 'number')
    }
    case 'percent': {
      const operand = asNumber(compile(node.operand))
      return derived([operand], sql`(${operand} / 100)`, 'number')
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

function compileCell({ column, badColumn, type }: SqlField): SqlExpression {
  const value = typed(rawSql(column), sqlTypeOf(type))
  const isNull = badColumn === undefined ? `${column} IS NULL` : `${column} IS NULL AND ${badColumn} IS NULL`
  const blank = rawSql(
    value.type === 'text' ? `(${isNull} OR coalesce(${column} = '', FALSE))` : `(${isNull})`,
  )
  if (badColumn === undefined) return { ...value, blank }
  return { ...value, blank, notUnderstood: rawSql(`(${badColumn} IS NOT NULL)`) }
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
    return derived([needed(left), needed(right)], daysBetween(left, right), 'number')
  const [a, b] = [asNumber(left), asNumber(right)]
  if (operator === '/')
    return derived([a, b], sql`(${a} / nullif(${b}, 0))`, 'number', sql`coalesce(${b} = 0, FALSE)`)
  if (operator === '^') return compilePower(a, b)
  return derived([a, b], sql`(${a} ${rawSql(operator)} ${b})`, 'number')
}

/** Exact where subtracting serial numbers would leave a trace of rounding in every duration. */
function daysBetween(left: SqlExpression, right: SqlExpression): SqlFragment {
  if (left.type === 'date' && right.type === 'date') return sql`(${left} - ${right})::DOUBLE`
  return sql`((epoch_us(${left}::TIMESTAMP) - epoch_us(${right}::TIMESTAMP)) / 86400e6)`
}

function compilePower(base: SqlExpression, exponent: SqlExpression): SqlExpression {
  const undefinedPower = sql`(${base} = 0 AND ${exponent} <= 0) OR (${base} < 0 AND ${exponent} <> trunc(${exponent}))`
  const value = sql`CASE WHEN NOT (${undefinedPower}) THEN pow(${base}, ${exponent}) END`
  return derived([base, exponent], value, 'number', sql`coalesce(${undefinedPower}, FALSE)`)
}

const isEmptyText = (node: FormulaNode): boolean => node.kind === 'text' && node.value === ''

/**
 * A comparison with a blank holds only between two blanks, whatever the other side is; only then does an error on
 * either side count. A text that was not understood is no error here but a text, unequal to any number.
 */
function compileComparison(
  operator: ComparisonOperator,
  leftNode: FormulaNode,
  rightNode: FormulaNode,
  scope: ScalarScope,
): SqlExpression {
  if (isEmptyText(rightNode)) return compileBlankTest(operator, compileScalar(leftNode, scope))
  if (isEmptyText(leftNode)) return compileBlankTest(operator, compileScalar(rightNode, scope))
  const left = withoutBadText(compileScalar(leftNode, scope))
  const right = withoutBadText(compileScalar(rightNode, scope))
  const { blank, failed } = derived([left, right], rawSql('NULL'), 'boolean')
  const isOrder = operator !== '=' && operator !== '<>'
  const compared = compareValues(isOrder ? operator : '=', left, right)
  if (isOrder) {
    const ordered = blank === undefined || left.type !== 'text' ? compared : sql`${compared} AND NOT ${blank}`
    return typed(sql`coalesce(${ordered}, FALSE)`, 'boolean', failed)
  }
  const bothBlank =
    left.blank === undefined || right.blank === undefined
      ? rawSql('FALSE')
      : sql`${left.blank} AND ${right.blank}`
  const equal = sql`coalesce(${compared}, ${bothBlank})`
  return typed(operator === '=' ? equal : sql`(NOT ${equal})`, 'boolean', failed)
}

function withoutBadText({ notUnderstood: _, ...expression }: SqlExpression): SqlExpression {
  return expression
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

/** `x = ""` and `x <> ""`: whether a value is blank. A text that was not understood is not blank. */
function compileBlankTest(operator: ComparisonOperator, value: SqlExpression): SqlExpression {
  const empty =
    value.type === 'text' && value.text !== 'NULL' ? sql`coalesce(${value} = '', FALSE)` : undefined
  const blank = anyOf([value.blank, value.blank === undefined ? empty : undefined]) ?? rawSql('FALSE')
  if (operator === '=') return typed(blank, 'boolean', value.failed)
  if (operator === '<>') return typed(sql`(NOT ${blank})`, 'boolean', value.failed)
  return typed(rawSql('FALSE'), 'boolean', value.failed)
}
