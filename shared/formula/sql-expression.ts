import type { FieldType } from '#shared/domain/kind.ts'
import { boundSql, joinSql, rawSql, type SqlFragment, sql } from './sql-fragment.ts'

/** What a piece of SQL yields: DOUBLE, VARCHAR, BOOLEAN, DATE or TIMESTAMP. */
export type SqlType = 'number' | 'text' | 'boolean' | 'date' | 'datetime'

/**
 * A scalar in SQL. It is NULL where the value is blank and where it is an error; `failed` (absent: never) is a condition
 * that is TRUE exactly where it is an error, never NULL. `notUnderstood` (absent: never) is TRUE where it is a cell's text
 * that is no value of its field's type: harmless until something needs the value, as a text among numbers is in Excel.
 */
export interface SqlExpression extends SqlFragment {
  readonly type: SqlType
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
/** 9999-12-31, Excel's last day. */
export const lastSerial = 2_958_465

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
export const needed = (expression: SqlExpression): SqlExpression =>
  typed(expression, expression.type, anyOf([expression.failed, expression.notUnderstood]))

/** A number bound as DOUBLE. */
export const numberSql = (value: number): SqlExpression => typed(sql`${boundSql(value)}::DOUBLE`, 'number')

export const textSql = (value: string): SqlExpression => typed(sql`${boundSql(value)}::VARCHAR`, 'text')

export const booleanSql = (value: boolean): SqlExpression =>
  typed(rawSql(value ? 'TRUE' : 'FALSE'), 'boolean')

/** A calendar date (`YYYY-MM-DD`) bound as DATE. */
export const dateSql = (isoDate: string): SqlExpression => typed(sql`${boundSql(isoDate)}::DATE`, 'date')

export const nullSql = (type: SqlType): SqlExpression => typed(rawSql('NULL'), type)

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
  const { failed } = expression
  switch (expression.type) {
    case 'number':
      return expression
    case 'date':
      return typed(sql`(${expression} - ${rawSql(dayZero)})::DOUBLE`, 'number', failed)
    case 'datetime':
      return typed(
        sql`(epoch_us(${expression}) / 86400e6 + ${rawSql(String(epochSerial))})`,
        'number',
        failed,
      )
    case 'boolean':
      return typed(sql`${expression}::DOUBLE`, 'number', failed)
    case 'text': {
      const number = sql`TRY_CAST(${expression} AS DOUBLE)`
      const unreadable = sql`(${expression} IS NOT NULL AND ${number} IS NULL)`
      return typed(number, 'number', anyOf([failed, unreadable]))
    }
  }
}

/** The expression as a DATE, the time of day cut off; a number outside Excel's calendar is an error. */
export function asDate(operand: SqlExpression): SqlExpression {
  const expression = needed(operand)
  if (expression.type === 'date') return expression
  if (expression.type === 'datetime')
    return typed(sql`CAST(${expression} AS DATE)`, 'date', expression.failed)
  const number = asNumber(expression)
  const inCalendar = sql`${number} >= 0 AND ${number} < ${rawSql(String(lastSerial + 1))}`
  const date = sql`CASE WHEN ${inCalendar} THEN ${rawSql(dayZero)} + CAST(floor(${number}) AS INTEGER) END`
  return typed(date, 'date', anyOf([number.failed, sql`coalesce(NOT (${inCalendar}), FALSE)`]))
}

/** The expression as TRUE or FALSE: a number is TRUE unless it is 0, a blank is FALSE. */
export function asCondition(operand: SqlExpression): SqlExpression {
  const expression = needed(operand)
  if (expression.type === 'boolean')
    return typed(sql`coalesce(${expression}, FALSE)`, 'boolean', expression.failed)
  const number = asNumber(expression)
  return typed(sql`coalesce(${number} <> 0, FALSE)`, 'boolean', number.failed)
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
  if (wanted === 'number') return asNumber(expression)
  if (wanted === 'text') return typed(sql`nullif(${asText(expression)}, '')`, 'text', expression.failed)
  if (wanted === 'boolean') {
    const number = asNumber(expression)
    return typed(sql`(${number} <> 0)`, 'boolean', number.failed)
  }
  if (wanted === 'date') return asDate(expression)
  if (expression.type === 'date')
    return typed(sql`CAST(${expression} AS TIMESTAMP)`, 'datetime', expression.failed)
  const date = asDate(expression)
  const number = asNumber(expression)
  const time = sql`to_microseconds(CAST(round((${number} - floor(${number})) * 86400e6) AS BIGINT))`
  return typed(sql`(${date} + ${time})`, 'datetime', date.failed)
}

/** A text as it is put in order: without regard to case and accents, symbols before letters. */
export const orderedText = (text: SqlFragment): SqlFragment =>
  sql`translate(strip_accents(lower(${text})), '{|}~', '!!!!')`
