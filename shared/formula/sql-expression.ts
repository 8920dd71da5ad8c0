import type { FieldType } from '#shared/domain/kind.ts'
import { boundSql, joinSql, rawSql, type SqlFragment, sql } from './sql-fragment.ts'
import { lastSerial } from './value.ts'

/** What a piece of SQL yields: DOUBLE, VARCHAR, BOOLEAN, DATE or TIMESTAMP. */
export type SqlType = 'number' | 'text' | 'boolean' | 'date' | 'datetime'

/**
 * A scalar in SQL. It is NULL where the value is blank and where it is an error. Three conditions, each never NULL and
 * absent where it never holds, tell apart why:
 *
 *   `blank`          the value is blank; a text may also be empty instead of NULL
 *   `failed`         the value is an error
 *   `notUnderstood`  it is a cell's text that is no value of its field's type: harmless until something needs the value,
 *                    as a text among numbers is in Excel
 */
export interface SqlExpression extends SqlFragment {
  readonly type: SqlType
  readonly blank?: SqlFragment
  readonly failed?: SqlFragment
  readonly notUnderstood?: SqlFragment
}

/** A column of a dataset: quoted SQL name, type, and the quoted column of the texts that were not understood. */
export interface SqlField {
  readonly column: string
  readonly type: FieldType
  readonly badColumn?: string
}

/** Days between Excel's day 0 and 1970-01-01. */
const epochSerial = 25_569
const dayZero = "DATE '1899-12-30'"

const sqlTypes: Readonly<Record<FieldType, SqlType>> = {
  text: 'text',
  enum: 'text',
  number: 'number',
  money: 'number',
  date: 'date',
  period: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
}

/** The type of a field's column. */
export const sqlTypeOf = (type: FieldType): SqlType => sqlTypes[type]

export const isNumeric = (type: SqlType): boolean =>
  type === 'number' || type === 'date' || type === 'datetime'

export const isTemporal = (type: SqlType): boolean => type === 'date' || type === 'datetime'

/** Attaches a type, and a condition of failure where there is one. */
export const typed = (fragment: SqlFragment, type: SqlType, failed?: SqlFragment): SqlExpression => {
  const { text, values } = fragment
  return failed === undefined ? { text, values, type } : { text, values, type, failed }
}

/** The value as something that needs it sees it: an error where it is a text that was not understood. */
export function needed(expression: SqlExpression): SqlExpression {
  const value = typed(expression, expression.type, anyOf([expression.failed, expression.notUnderstood]))
  return expression.blank === undefined ? value : { ...value, blank: expression.blank }
}

/**
 * A value computed from operands: blank where one of them is blank, and otherwise an error where one of them is or
 * where `ownFailure` holds.
 */
export function derived(
  operands: readonly SqlExpression[],
  value: SqlFragment,
  type: SqlType,
  ownFailure?: SqlFragment,
): SqlExpression {
  const blank = anyOf(operands.map((operand) => operand.blank))
  const failed = anyOf([...operands.map((operand) => operand.failed), ownFailure])
  if (blank === undefined) return typed(value, type, failed)
  const failedAlone = failed === undefined ? undefined : sql`(${failed} AND NOT ${blank})`
  return { ...typed(value, type, failedAlone), blank }
}

/** A number bound as DOUBLE. */
export const numberSql = (value: number): SqlExpression => typed(sql`${boundSql(value)}::DOUBLE`, 'number')

export const textSql = (value: string): SqlExpression => typed(sql`${boundSql(value)}::VARCHAR`, 'text')

export const booleanSql = (value: boolean): SqlExpression =>
  typed(rawSql(value ? 'TRUE' : 'FALSE'), 'boolean')

/** A calendar date (`YYYY-MM-DD`) bound as DATE. */
export const dateSql = (isoDate: string): SqlExpression => typed(sql`${boundSql(isoDate)}::DATE`, 'date')

/** No value, where it does not matter why. */
export const nullSql = (type: SqlType): SqlExpression => typed(rawSql('NULL'), type)

/** A blank. */
export const blankSql: SqlExpression = { ...nullSql('text'), blank: rawSql('TRUE') }

/** TRUE where any of the conditions is; undefined where there is none. */
export function anyOf(conditions: readonly (SqlFragment | undefined)[]): SqlFragment | undefined {
  const present = conditions.filter((condition) => condition !== undefined)
  if (present.length === 0) return undefined
  if (present.length === 1) return present[0]
  return sql`(${joinSql(present, ' OR ')})`
}

/**
 * The expression as a DOUBLE, as Excel's arithmetic takes it: a date is its serial number of days, TRUE is 1, a text
 * that reads as a number is that number and any other is an error.
 */
export function asNumber(operand: SqlExpression): SqlExpression {
  const expression = needed(operand)
  switch (expression.type) {
    case 'number':
      return expression
    case 'date':
      return derived([expression], sql`(${expression} - ${rawSql(dayZero)})::DOUBLE`, 'number')
    case 'datetime':
      return derived(
        [expression],
        sql`(epoch_us(${expression}) / 86400e6 + ${rawSql(String(epochSerial))})`,
        'number',
      )
    case 'boolean':
      return derived([expression], sql`${expression}::DOUBLE`, 'number')
    case 'text': {
      const number = sql`TRY_CAST(${expression} AS DOUBLE)`
      return derived([expression], number, 'number', sql`(${expression} IS NOT NULL AND ${number} IS NULL)`)
    }
  }
}

/** The expression as a DATE, the time of day cut off; a number outside Excel's calendar is an error. */
export function asDate(operand: SqlExpression): SqlExpression {
  const expression = needed(operand)
  if (expression.type === 'date') return expression
  if (expression.type === 'datetime') return derived([expression], sql`CAST(${expression} AS DATE)`, 'date')
  const number = asNumber(expression)
  const inCalendar = sql`${number} >= 0 AND ${number} < ${rawSql(String(lastSerial + 1))}`
  const date = sql`CASE WHEN ${inCalendar} THEN ${rawSql(dayZero)} + CAST(floor(${number}) AS INTEGER) END`
  return derived([number], date, 'date', sql`coalesce(NOT (${inCalendar}), FALSE)`)
}

/** The expression as TRUE or FALSE: a number is TRUE unless it is 0, a blank is FALSE. */
export function asCondition(operand: SqlExpression): SqlExpression {
  const expression = operand.type === 'boolean' ? needed(operand) : asNumber(operand)
  const condition = operand.type === 'boolean' ? expression : sql`${expression} <> 0`
  return typed(sql`coalesce(${condition}, FALSE)`, 'boolean', expression.failed)
}

/** The expression as Excel's "&" joins it: whole numbers without decimals, blanks as nothing. */
export function asText(operand: SqlExpression): SqlExpression {
  const expression = needed(operand)
  if (expression.type === 'text') return typed(sql`coalesce(${expression}, '')`, 'text', expression.failed)
  if (expression.type === 'boolean')
    return typed(sql`coalesce(upper(${expression}::VARCHAR), '')`, 'text', expression.failed)
  const number = asNumber(expression)
  const whole = sql`${number} = trunc(${number}) AND abs(${number}) < 1e15`
  const text = sql`CASE WHEN ${whole} THEN ${number}::BIGINT::VARCHAR ELSE ${number}::VARCHAR END`
  return typed(sql`coalesce(${text}, '')`, 'text', number.failed)
}

/** Converts to what a field of `type` is stored as; what does not convert becomes NULL. */
export function asField(operand: SqlExpression, type: FieldType): SqlExpression {
  const expression = needed(operand)
  const wanted = sqlTypeOf(type)
  if (expression.type === wanted) return expression
  switch (wanted) {
    case 'number':
      return asNumber(expression)
    case 'text':
      return derived([expression], sql`nullif(${asText(expression)}, '')`, 'text')
    case 'boolean': {
      const number = asNumber(expression)
      return derived([number], sql`(${number} <> 0)`, 'boolean')
    }
    case 'date':
      return asDate(expression)
    case 'datetime':
      return asTimestamp(expression)
  }
}

function asTimestamp(expression: SqlExpression): SqlExpression {
  if (expression.type === 'date')
    return derived([expression], sql`CAST(${expression} AS TIMESTAMP)`, 'datetime')
  const date = asDate(expression)
  const number = asNumber(expression)
  const time = sql`to_microseconds(CAST(round((${number} - floor(${number})) * 86400e6) AS BIGINT))`
  return derived([date], sql`(${date} + ${time})`, 'datetime')
}

/** A text as it is put in order: without regard to case and accents, symbols before letters. */
export const orderedText = (text: SqlFragment): SqlFragment =>
  sql`translate(strip_accents(lower(${text})), '{|}~', '!!!!')`
