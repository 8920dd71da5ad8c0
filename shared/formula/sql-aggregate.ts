import { type PatternPart, readPattern } from './criteria.ts'
import {
  asNumber,
  isNumeric,
  isTemporal,
  orderedText,
  type SqlExpression,
  type SqlField,
  sqlTypeOf,
  typed,
} from './sql-expression.ts'
import { boundSql, joinSql, rawSql, type SqlFragment, sql } from './sql-fragment.ts'
import { compileScalar, type ScalarScope } from './sql-scalar.ts'
import type { AggregateCall, Criterion, FormulaNode } from './tree.ts'

/** Where an aggregate's fields and its criteria's operands come from. */
export interface AggregateScope extends ScalarScope {
  readonly field: (dataset: string, field: string) => SqlField
}

/**
 * An aggregate expression over the rows of `call.dataset`, a DOUBLE (dates as Excel's serial numbers): the criteria are
 * its FILTER. NULL where Excel has an error: AVERAGE of nothing #DIV/0!, MEDIAN and PERCENTILE of nothing #NUM!. Read
 * the value with `readAggregate`.
 */
export function aggregateSql(call: AggregateCall, scope: AggregateScope): SqlFragment {
  const criteria = aggregateCriteria(call, scope)
  if (call.field === undefined) return sql`${filtered(rawSql('count(*)'), criteria)}::DOUBLE`
  const field = scope.field(call.dataset, call.field)
  switch (call.function) {
    case 'COUNTA':
      return sql`${filtered(rawSql('count(*)'), [...criteria, isPresent(field)])}::DOUBLE`
    case 'COUNTBLANK':
      return sql`${filtered(rawSql('count(*)'), [...criteria, isBlankOrEmpty(field)])}::DOUBLE`
    case 'COUNTROWS':
      return sql`${filtered(rawSql('count(*)'), criteria)}::DOUBLE`
    case 'COUNTUNIQUE':
      return countUnique(field, criteria)
    default:
      return numericAggregate(call, field, criteria, scope)
  }
}

/** The rows that an aggregate looks at, as conditions to join with AND; for "show the rows" and for filters. */
export const aggregateCriteria = (call: AggregateCall, scope: AggregateScope): SqlFragment[] =>
  call.criteria.map((criterion) => criterionSql(criterion, scope.field(call.dataset, criterion.field), scope))

/** The rows behind an aggregate's value: its criteria, and for one that reads a field, that the field counts. */
export function rowsOfAggregate(call: AggregateCall, scope: AggregateScope): SqlFragment {
  const conditions = aggregateCriteria(call, scope)
  if (call.field !== undefined) conditions.push(...countedRows(call, scope.field(call.dataset, call.field)))
  return conditions.length === 0 ? rawSql('TRUE') : sql`(${joinSql(conditions, ' AND ')})`
}

function countedRows(call: AggregateCall, field: SqlField): SqlFragment[] {
  switch (call.function) {
    case 'COUNTROWS':
      return []
    case 'COUNTA':
    case 'COUNTUNIQUE':
      return [isPresent(field)]
    case 'COUNTBLANK':
      return [isBlankOrEmpty(field)]
    default:
      return [isNumeric(sqlTypeOf(field.type)) ? rawSql(`${field.column} IS NOT NULL`) : rawSql('FALSE')]
  }
}

const filtered = (aggregate: SqlFragment, conditions: readonly SqlFragment[]): SqlFragment =>
  conditions.length === 0 ? aggregate : sql`${aggregate} FILTER (WHERE ${joinSql(conditions, ' AND ')})`

function numericAggregate(
  call: AggregateCall,
  field: SqlField,
  criteria: readonly SqlFragment[],
  scope: AggregateScope,
): SqlFragment {
  const isNumber = isNumeric(sqlTypeOf(field.type))
  const number = isNumber ? serialOf(field) : rawSql('NULL::DOUBLE')
  switch (call.function) {
    case 'SUM':
      return sql`coalesce(${filtered(sql`sum(${number})`, criteria)}, 0)`
    case 'COUNT':
      return sql`${filtered(sql`count(${isNumber ? rawSql(field.column) : number})`, criteria)}::DOUBLE`
    case 'AVERAGE':
      return filtered(sql`avg(${number})`, criteria)
    case 'MEDIAN':
      return filtered(sql`quantile_cont(${number}, 0.5)`, criteria)
    case 'PERCENTILE':
      return percentile(call.k, number, criteria, scope)
    case 'MIN':
    case 'MAX': {
      const name = rawSql(call.function === 'MIN' ? 'min' : 'max')
      const column = typed(filtered(sql`${name}(${rawSql(field.column)})`, criteria), sqlTypeOf(field.type))
      return isNumber
        ? sql`coalesce(${asNumber(column)}, 0)`
        : sql`coalesce(${filtered(sql`${name}(${number})`, criteria)}, 0)`
    }
    default:
      throw new Error(`${call.function} does not read numbers.`)
  }
}

const serialOf = (field: SqlField): SqlFragment => asNumber(columnOf(field))

const columnOf = (field: SqlField): SqlExpression => typed(rawSql(field.column), sqlTypeOf(field.type))

/**
 * The database takes only a constant here: a number written out, or a name that stands for a bound value. Without a
 * share between 0 and 1 there is no value, as Excel has it.
 */
function percentile(
  k: FormulaNode | undefined,
  number: SqlFragment,
  criteria: readonly SqlFragment[],
  scope: AggregateScope,
): SqlFragment {
  if (k === undefined) throw new Error('PERCENTILE needs k.')
  const share = asNumber(compileScalar(k, scope))
  if (!isShare(share)) return filtered(sql`quantile_cont(${number}, 0.5)`, [rawSql('FALSE')])
  return filtered(sql`quantile_cont(${number}, ${share})`, criteria)
}

/**
 * The medians and percentiles of one field under the same criteria as one list, in the order of the calls, so that the
 * database keeps the values once. Undefined where one of them has no share between 0 and 1.
 */
export function quantileListSql(
  calls: readonly AggregateCall[],
  scope: AggregateScope,
): SqlFragment | undefined {
  const [first] = calls
  if (first?.field === undefined) return undefined
  const field = scope.field(first.dataset, first.field)
  const shares = calls.map(({ k }) => (k === undefined ? rawSql('0.5') : asNumber(compileScalar(k, scope))))
  const areShares = calls.every(({ k }, index) => k === undefined || isShare(shares[index] ?? rawSql('NULL')))
  if (!areShares || !isNumeric(sqlTypeOf(field.type))) return undefined
  return filtered(
    sql`quantile_cont(${serialOf(field)}, [${joinSql(shares, ', ')}])`,
    aggregateCriteria(first, scope),
  )
}

function isShare({ text, values }: SqlFragment): boolean {
  if (text === 'NULL') return false
  const numbers = values.filter((value) => typeof value === 'number')
  return numbers.length !== 1 || text !== '?::DOUBLE' || numbers.every((value) => value >= 0 && value <= 1)
}

/** Distinct values: texts without regard to case, and texts that were not understood beside the values that were. */
function countUnique(field: SqlField, criteria: readonly SqlFragment[]): SqlFragment {
  const isText = sqlTypeOf(field.type) === 'text'
  const value = isText ? `nullif(lower(${field.column}), '')` : field.column
  const understood = sql`${filtered(rawSql(`count(DISTINCT ${value})`), criteria)}::DOUBLE`
  if (field.badColumn === undefined) return understood
  const notUnderstood = filtered(rawSql(`count(DISTINCT lower(${field.badColumn}))`), criteria)
  return sql`(${understood} + ${notUnderstood})`
}

const isPresent = ({ column, badColumn }: SqlField): SqlFragment =>
  rawSql(
    badColumn === undefined ? `${column} IS NOT NULL` : `(${column} IS NOT NULL OR ${badColumn} IS NOT NULL)`,
  )

const isBlank = ({ column, badColumn }: SqlField): SqlFragment =>
  rawSql(badColumn === undefined ? `${column} IS NULL` : `(${column} IS NULL AND ${badColumn} IS NULL)`)

/** Blank or, as Excel's "" criterion and COUNTBLANK have it, an empty text. */
const isBlankOrEmpty = (field: SqlField): SqlFragment =>
  sqlTypeOf(field.type) === 'text' ? sql`(${isBlank(field)} OR ${rawSql(field.column)} = '')` : isBlank(field)

/** Whether a row meets a criterion; NULL counts as not. */
export function criterionSql(criterion: Criterion, field: SqlField, scope: ScalarScope): SqlFragment {
  const { operator, operand } = criterion
  if (operand.kind === 'text') return textCriterion(criterion, operand.value, field)
  const value = compileScalar(operand, scope)
  if (value.type === 'text') return computedTextCriterion(criterion, value, field)
  const isKin =
    value.type === 'boolean' ? sqlTypeOf(field.type) === 'boolean' : isNumeric(sqlTypeOf(field.type))
  const equal = equalsValue(value, field, criterion.literal)
  if (operator === '=') return equal
  if (operator === '<>') return sql`(${equal}) IS NOT TRUE`
  return isKin ? compareColumn(operator, value, field) : rawSql('FALSE')
}

function compareColumn(operator: Criterion['operator'], value: SqlExpression, field: SqlField): SqlFragment {
  const column = columnOf(field)
  const sign = rawSql(operator)
  const comparesAsIs = column.type === value.type || (isTemporal(column.type) && isTemporal(value.type))
  return comparesAsIs ? sql`${column} ${sign} ${value}` : sql`${asNumber(column)} ${sign} ${asNumber(value)}`
}

/** In a column of texts, a number also equals a text that reads as it, and a criterion's text the same text. */
function equalsValue(value: SqlExpression, field: SqlField, literal?: string): SqlFragment {
  const type = sqlTypeOf(field.type)
  if (type === 'text') {
    const column = rawSql(field.column)
    const sameText = literal === undefined ? [] : [sql`lower(${column}) = lower(${boundSql(literal)})`]
    const sameNumber =
      value.type === 'boolean' ? [] : [sql`TRY_CAST(${column} AS DOUBLE) = ${asNumber(value)}`]
    const ways = [...sameText, ...sameNumber]
    return ways.length === 0 ? rawSql('FALSE') : sql`(${joinSql(ways, ' OR ')})`
  }
  const isKin = value.type === 'boolean' ? type === 'boolean' : isNumeric(type)
  return isKin ? compareColumn('=', value, field) : rawSql('FALSE')
}

function textCriterion({ operator, blankOnly }: Criterion, text: string, field: SqlField): SqlFragment {
  if (text === '') {
    if (operator === '=') return blankOnly === true ? isBlank(field) : isBlankOrEmpty(field)
    return operator === '<>' ? isPresent(field) : rawSql('FALSE')
  }
  if (operator !== '=' && operator !== '<>')
    return onTexts(
      field,
      (column) => sql`${orderedText(column)} ${rawSql(operator)} ${orderedText(boundSql(text))}`,
    )
  const parts = readPattern(text)
  const matches = onTexts(field, (column) => matchesPattern(column, parts))
  return operator === '=' ? matches : sql`(${matches}) IS NOT TRUE`
}

/** Applies a test to a cell's text in lower case: a text column's own, and what was not understood in any other. */
function onTexts(field: SqlField, test: (column: SqlFragment) => SqlFragment): SqlFragment {
  const columns = sqlTypeOf(field.type) === 'text' ? [field.column] : []
  if (field.badColumn !== undefined) columns.push(field.badColumn)
  if (columns.length === 0) return rawSql('FALSE')
  return sql`(${joinSql(
    columns.map((column) => sql`coalesce(${test(rawSql(`lower(${column})`))}, FALSE)`),
    ' OR ',
  )})`
}

function matchesPattern(column: SqlFragment, parts: readonly PatternPart[]): SqlFragment {
  if (parts.every((part) => part.kind === 'literal')) {
    const text = parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
    return sql`${column} = lower(${boundSql(text)})`
  }
  const pattern = parts.map(likePart).join('')
  return sql`${column} LIKE lower(${boundSql(pattern)}) ESCAPE '!'`
}

function likePart(part: PatternPart): string {
  if (part.kind === 'any') return '%'
  if (part.kind === 'one') return '_'
  return part.text.replace(/[!%_]/g, '!$&')
}

/** A criterion whose text is known only when the query runs: read there as `takeCriterionApart` reads a literal. */
function computedTextCriterion({ operator }: Criterion, value: SqlExpression, field: SqlField): SqlFragment {
  const text = sql`coalesce(${value}, '')`
  const equal = sql`CASE WHEN ${text} = '' THEN ${isBlankOrEmpty(field)} ELSE ${equalsValue(asNumber(value), field)} IS TRUE OR ${onTexts(field, (column) => sql`${column} LIKE ${computedPattern(text)} ESCAPE '!'`)} END`
  if (operator === '=') return sql`(${equal})`
  if (operator === '<>') return sql`(NOT (${equal}))`
  return onTexts(field, (column) => sql`${orderedText(column)} ${rawSql(operator)} ${orderedText(text)}`)
}

/** Characters that stand for escaped wildcards while the pattern is rewritten; no file's text has them. */
const placeholders = ['chr(57345)', 'chr(57346)', 'chr(57347)']

function computedPattern(text: SqlFragment): SqlFragment {
  const [tilde = '', star = '', question = ''] = placeholders
  const steps: readonly (readonly [string, string])[] = [
    ["'~~'", tilde],
    ["'~*'", star],
    ["'~?'", question],
    ["'!'", "'!!'"],
    ["'%'", "'!%'"],
    ["'_'", "'!_'"],
    ["'*'", "'%'"],
    ["'?'", "'_'"],
    [tilde, "'~'"],
    [star, "'*'"],
    [question, "'?'"],
  ]
  return steps.reduce(
    (rewritten, [from, to]) => sql`replace(${rewritten}, ${rawSql(from)}, ${rawSql(to)})`,
    sql`lower(${text})`,
  )
}
