import { dateFromParts } from './dates.ts'
import { asDate, asNumber, dateSql, derived, type SqlExpression } from './sql-expression.ts'
import { rawSql, type SqlFragment, sql } from './sql-fragment.ts'
import type { FormulaNode } from './tree.ts'
import { dateOfSerial, lastSerial } from './value.ts'

type Compile = (node: FormulaNode) => SqlExpression
type Compiler = (operands: readonly FormulaNode[], compile: Compile) => SqlExpression

function compileOperands(nodes: readonly FormulaNode[], compile: Compile, count: number): SqlExpression[] {
  const operands = nodes.slice(0, count).map(compile)
  if (operands.length < count) throw new Error('A function of dates lacks an operand.')
  return operands
}

/** More months than this leave Excel's calendar from anywhere in it. */
const mostMonths = rawSql('120000')

/** A date moved by months and then days, NULL where it leaves Excel's calendar. */
function movedBy(date: SqlFragment, months: SqlFragment): SqlFragment {
  return sql`CAST(${date} + to_months(CAST(CASE WHEN abs(${months}) < ${mostMonths} THEN trunc(${months}) END AS INTEGER)) AS DATE)`
}

const insideCalendar = (date: SqlFragment): SqlFragment =>
  sql`(${date} BETWEEN DATE '1899-12-30' AND DATE '9999-12-31')`

const monthsLater =
  (finish: (date: SqlFragment) => SqlFragment): Compiler =>
  (nodes, compile) => {
    const [from, by] = compileOperands(nodes, compile, 2)
    if (from === undefined || by === undefined) throw new Error('A function of dates lacks an operand.')
    const date = asDate(from)
    const fixed = smallWholeNumber(nodes[1])
    if (fixed !== undefined && from.type !== 'number')
      return derived([date], finish(sql`CAST(${date} + to_months(${rawSql(String(fixed))}) AS DATE)`), 'date')
    const months = asNumber(by)
    const moved = movedBy(date, months)
    const value = sql`CASE WHEN ${insideCalendar(moved)} THEN ${finish(moved)} END`
    const outside = sql`(${date} IS NOT NULL AND ${months} IS NOT NULL AND (${insideCalendar(moved)}) IS NOT TRUE)`
    return derived([date, months], value, 'date', outside)
  }

/** A number of months written out, which keeps any date of a workbook inside the calendar. */
function smallWholeNumber(node: FormulaNode | undefined): number | undefined {
  const sign = node?.kind === 'negate' ? -1 : 1
  const number = node?.kind === 'negate' ? node.operand : node
  if (number?.kind !== 'number' || !Number.isInteger(number.value) || number.value > 1200) return undefined
  return sign * number.value
}

const partOf =
  (part: 'year' | 'month' | 'day'): Compiler =>
  (nodes, compile) => {
    const [operand] = compileOperands(nodes, compile, 1)
    if (operand === undefined) throw new Error('A function of dates lacks an operand.')
    const date = asDate(operand)
    return derived([date], sql`${rawSql(part)}(${date})::DOUBLE`, 'number')
  }

/** As Excel: a year below 1900 is counted from 1900, months and days outside their range carry over. */
const compileDate: Compiler = (nodes, compile) => {
  const written = writtenDate(nodes)
  if (written !== undefined) return written
  const [year, month, day] = compileOperands(nodes, compile, 3).map(asNumber)
  if (year === undefined || month === undefined || day === undefined)
    throw new Error('DATE lacks an operand.')
  const fullYear = sql`CASE WHEN ${year} < 1900 THEN ${year} + 1900 ELSE ${year} END`
  const inRange = sql`(${year} >= 0 AND ${year} < 10000 AND abs(${month}) < ${mostMonths} AND abs(${day}) < ${rawSql(String(lastSerial))})`
  const start = sql`make_date(CAST(trunc(${fullYear}) AS INTEGER), 1, 1)`
  const moved = sql`CAST(${start} + to_months(CAST(trunc(${month}) AS INTEGER) - 1) AS DATE) + (CAST(trunc(${day}) AS INTEGER) - 1)`
  const date = sql`CASE WHEN ${inRange} THEN ${moved} END`
  const value = sql`CASE WHEN ${insideCalendar(date)} THEN ${date} END`
  const present = sql`${year} IS NOT NULL AND ${month} IS NOT NULL AND ${day} IS NOT NULL`
  const outside = sql`(${present} AND (${insideCalendar(date)}) IS NOT TRUE)`
  return derived([year, month, day], value, 'date', outside)
}

function writtenDate(nodes: readonly FormulaNode[]): SqlExpression | undefined {
  const [year, month, day] = nodes.map((node) => (node.kind === 'number' ? node.value : undefined))
  if (year === undefined || month === undefined || day === undefined) return undefined
  const serial = dateFromParts(year, month, day)
  return serial === undefined ? undefined : dateSql(dateOfSerial(serial))
}

const wholeMonths = (from: SqlFragment, to: SqlFragment): SqlFragment =>
  sql`((year(${to}) - year(${from})) * 12 + month(${to}) - month(${from}) - (day(${to}) < day(${from}))::INTEGER)`

const compileDateDif: Compiler = (nodes, compile) => {
  const [start, end] = compileOperands(nodes, compile, 2).map(asDate)
  const unit = nodes[2]
  if (start === undefined || end === undefined || unit?.kind !== 'text')
    throw new Error('DATEDIF needs two dates and a unit.')
  const months = wholeMonths(start, end)
  const results: Readonly<Record<string, SqlFragment>> = {
    D: sql`(${end} - ${start})`,
    M: months,
    Y: sql`(${months} // 12)`,
    YM: sql`(${months} % 12)`,
  }
  const result = results[unit.value.toUpperCase()]
  if (result === undefined) throw new Error(`DATEDIF has no unit ${unit.value}.`)
  const value = sql`CASE WHEN ${start} <= ${end} THEN ${result}::DOUBLE END`
  return derived([start, end], value, 'number', sql`coalesce(${start} > ${end}, FALSE)`)
}

const isLastOfFebruary = (date: SqlFragment): SqlFragment =>
  sql`(month(${date}) = 2 AND ${date} = last_day(${date}))`

/** 30/360: each month has 30 days. `firstDay` and `lastDay` are the days of the month after the basis' adjustments. */
const thirty360 = (
  start: SqlFragment,
  end: SqlFragment,
  firstDay: SqlFragment,
  lastDay: SqlFragment,
): SqlFragment =>
  sql`(((year(${end}) - year(${start})) * 360 + (month(${end}) - month(${start})) * 30 + (${lastDay} - ${firstDay})) / 360e0)`

/** US (NASD) rule, as Excel applies it in YEARFRAC. */
function us360(start: SqlFragment, end: SqlFragment): SqlFragment {
  const firstDay = sql`CASE WHEN day(${start}) = 31 OR ${isLastOfFebruary(start)} THEN 30 ELSE day(${start}) END`
  const bothFebruary = sql`(${isLastOfFebruary(start)} AND ${isLastOfFebruary(end)})`
  const lastDay = sql`CASE WHEN ${bothFebruary} OR (day(${end}) = 31 AND day(${start}) >= 30) THEN 30 ELSE day(${end}) END`
  return thirty360(start, end, firstDay, lastDay)
}

const european360 = (start: SqlFragment, end: SqlFragment): SqlFragment =>
  thirty360(start, end, sql`least(day(${start}), 30)`, sql`least(day(${end}), 30)`)

/** Actual days over the length of the year, or over the mean length of the years touched where it is more than one. */
function actualActual(start: SqlFragment, end: SqlFragment): SqlFragment {
  const daysFrom = (year: SqlFragment): SqlFragment => sql`make_date(CAST(${year} AS INTEGER), 1, 1)`
  const withinAYear = sql`(${end} <= CAST(${start} + to_years(1) AS DATE))`
  const leapDay = (date: SqlFragment): SqlFragment =>
    sql`(CASE WHEN day(last_day(make_date(year(${date}), 2, 1))) = 29 THEN make_date(year(${date}), 2, 29) END)`
  const touchesLeapDay = sql`(coalesce(${leapDay(start)} BETWEEN ${start} AND ${end}, FALSE) OR coalesce(${leapDay(end)} BETWEEN ${start} AND ${end}, FALSE))`
  const isLeapYear = sql`(day(last_day(make_date(year(${start}), 2, 1))) = 29)`
  const sameYearLength = sql`CASE WHEN ${isLeapYear} THEN 366 ELSE 365 END`
  const withinLength = sql`CASE WHEN year(${start}) = year(${end}) THEN ${sameYearLength} WHEN ${touchesLeapDay} THEN 366 ELSE 365 END`
  const meanLength = sql`((${daysFrom(sql`year(${end}) + 1`)} - ${daysFrom(sql`year(${start})`)}) / (year(${end}) - year(${start}) + 1)::DOUBLE)`
  return sql`((${end} - ${start}) / CASE WHEN ${withinAYear} THEN ${withinLength}::DOUBLE ELSE ${meanLength} END)`
}

const actualOver =
  (days: string) =>
  (start: SqlFragment, end: SqlFragment): SqlFragment =>
    sql`((${end} - ${start}) / ${rawSql(days)})`

const yearFractions = [us360, actualActual, actualOver('360e0'), actualOver('365e0'), european360]

const compileYearFrac: Compiler = (nodes, compile) => {
  const [from, to] = compileOperands(nodes, compile, 2).map(asDate)
  const basis = nodes[2]
  const fraction = yearFractions[basis?.kind === 'number' ? Math.trunc(basis.value) : 0]
  if (from === undefined || to === undefined || fraction === undefined)
    throw new Error('YEARFRAC needs two dates and a basis from 0 to 4.')
  const earlier = sql`least(${from}, ${to})`
  const later = sql`greatest(${from}, ${to})`
  const value = sql`CASE WHEN ${from} IS NOT NULL AND ${to} IS NOT NULL THEN ${fraction(earlier, later)} END`
  return derived([from, to], value, 'number')
}

/** EDATE, EOMONTH, DATE and the like as SQL. */
export const functionsOfDates: readonly (readonly [string, Compiler])[] = [
  ['EDATE', monthsLater((date) => date)],
  ['EOMONTH', monthsLater((date) => sql`last_day(${date})`)],
  ['YEAR', partOf('year')],
  ['MONTH', partOf('month')],
  ['DAY', partOf('day')],
  ['DATE', compileDate],
  ['DATEDIF', compileDateDif],
  ['YEARFRAC', compileYearFrac],
]
