import { dateDif, dateFromParts, edate, eomonth, partsOfSerial, yearFrac } from '#shared/formula/dates.ts'
import { parseDate } from '../../parse-date.ts'
import { toNumber } from '../coerce.ts'
import { type Evaluation, scalarOf } from '../evaluation.ts'
import { type CellError, errors, isError, notComputable, type Scalar } from '../operand.ts'
import {
  type FunctionTable,
  numbersOf,
  overRanges,
  type RangeFunction,
  type ScalarFunction,
  scalar,
  textAt,
} from './function.ts'

/** Excel counts a 29 February 1900 as day 60; the calendar functions here do not, so days before it are one off. */
const phantomDay = 60
const firstSureSerial = 61
const lastSerial = 2_958_465

/**
 * A function of numbers of which those named in `dates` are dates; they are given and taken as days since 1899-12-30,
 * whichever calendar the workbook has.
 */
const ofDates = (
  least: number,
  most: number,
  dates: readonly number[],
  run: (...numbers: number[]) => Scalar | undefined,
  yieldsDate = false,
): ScalarFunction =>
  scalar(least, most, (values, { cells }) => {
    const numbers: number[] = []
    for (const [index, value] of values.entries()) {
      const number = toNumber(value)
      if (isError(number)) return number
      numbers.push(dates.includes(index) ? calendarDay(number, cells.epochOffset) : number)
    }
    const result = numbers.some(Number.isNaN) ? errors.number : (run(...numbers) ?? errors.number)
    return yieldsDate && typeof result === 'number' ? serialOf(result, cells.epochOffset) : result
  })

/** NaN for what is no day of the calendar. */
function calendarDay(serial: number, epochOffset: number): number {
  const day = serial + epochOffset
  if (serial < 0 || day >= lastSerial + 1) return Number.NaN
  if (epochOffset > 0 || day >= firstSureSerial) return day
  if (day < 1) return notComputable('It reckons with the 0th of January 1900.')
  return day < phantomDay ? day + 1 : notComputable('It reckons with the 29 February 1900 that never was.')
}

/** The inverse of `calendarDay`. */
function serialOf(day: number, epochOffset: number): number {
  return epochOffset === 0 && day < firstSureSerial && day >= 1 ? day - 1 : day - epochOffset
}

/** 1899-12-30 stands for day 0 here; a spreadsheet says the 0th of January 1900. */
const part = (name: 'year' | 'month' | 'day', ofZero: number): ScalarFunction =>
  scalar(1, 1, ([value = null], { cells }) => {
    const serial = toNumber(value)
    if (isError(serial)) return serial
    if (cells.epochOffset === 0 && serial >= 0 && serial < 1) return ofZero
    const day = calendarDay(serial, cells.epochOffset)
    return Number.isNaN(day) ? errors.number : partsOfSerial(day)[name]
  })

const secondsOf = (serial: number): number => Math.round((serial - Math.floor(serial)) * 86_400) % 86_400

const timePart = (read: (seconds: number) => number): ScalarFunction =>
  scalar(1, 1, ([value = null]) => {
    const serial = toNumber(value)
    if (isError(serial)) return serial
    return serial < 0 ? errors.number : read(secondsOf(serial))
  })

/** 1 Sunday to 7 Saturday. */
const weekdayOf = (day: number): number => ((Math.floor(day) + 6) % 7) + 1

function weekday(day: number, type: number): Scalar {
  const sunday = weekdayOf(day)
  if (type === 1) return sunday
  if (type === 2) return ((sunday + 5) % 7) + 1
  if (type === 3) return (sunday + 5) % 7
  return type >= 11 && type <= 17 ? ((sunday - (type - 10) + 6) % 7) + 1 : errors.number
}

function isoWeek(day: number): number {
  const thursday = Math.floor(day) - ((weekdayOf(day) + 5) % 7) + 3
  const { year } = partsOfSerial(thursday)
  const start = dateFromParts(year, 1, 1) ?? thursday
  return Math.floor((thursday - start) / 7) + 1
}

function weekNumber(day: number, type: number): Scalar {
  if (type === 21) return isoWeek(day)
  const first =
    type === 1 || type === 17 ? 1 : type === 2 ? 2 : type >= 11 && type <= 16 ? ((type - 10) % 7) + 1 : 0
  if (first === 0) return errors.number
  const start = dateFromParts(partsOfSerial(day).year, 1, 1) ?? day
  const lead = (weekdayOf(start) - first + 7) % 7
  return Math.floor((Math.floor(day) - start + lead) / 7) + 1
}

function days360(from: number, to: number, european: number): number {
  const [start, end] = [partsOfSerial(from), partsOfSerial(to)]
  const isLastOfFebruary = start.month === 2 && partsOfSerial(from + 1).month === 3
  const firstDay = start.day === 31 || (european === 0 && isLastOfFebruary) ? 30 : start.day
  const cutsEnd = european !== 0 || firstDay === 30
  const [lastDay, month] =
    end.day < 31 ? [end.day, end.month] : cutsEnd ? [30, end.month] : [1, end.month + 1]
  return (end.year - start.year) * 360 + (month - start.month) * 30 + lastDay - firstDay
}

/** NETWORKDAYS and WORKDAY: Saturdays, Sundays and the listed holidays are free. */
const workdays = (
  run: (from: number, to: number, isFree: (day: number) => boolean) => Scalar,
  isSpan: boolean,
): RangeFunction =>
  overRanges(2, 3, ([first = null, second = null, holidays], evaluation) => {
    const from = dayOf(scalarOf(first, evaluation), evaluation)
    if (isError(from)) return from
    const other = scalarOf(second, evaluation)
    const to = isSpan ? dayOf(other, evaluation) : toNumber(other)
    if (isError(to)) return to
    const listed = holidays === undefined ? [] : numbersOf([holidays], evaluation)
    if (isError(listed)) return listed
    const free = new Set(listed.map((day) => Math.floor(day) + evaluation.cells.epochOffset))
    const result = run(from, Math.trunc(to), (day) => weekdayOf(day) % 7 < 2 || free.has(day))
    return isSpan || typeof result !== 'number' ? result : serialOf(result, evaluation.cells.epochOffset)
  })

function dayOf(value: Scalar, { cells }: Evaluation): number | CellError {
  const number = toNumber(value)
  if (isError(number)) return number
  const day = calendarDay(number, cells.epochOffset)
  return Number.isNaN(day) ? errors.number : Math.floor(day)
}

/** Days that one formula may walk through. */
const mostDays = 100_000

function countWorkdays(from: number, to: number, isFree: (day: number) => boolean): Scalar {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  if (high - low > mostDays) return notComputable('It counts the days of centuries.')
  let count = 0
  for (let day = low; day <= high; day += 1) if (!isFree(day)) count += 1
  return from <= to ? count : -count
}

function moveWorkdays(from: number, count: number, isFree: (day: number) => boolean): Scalar {
  if (Math.abs(count) > mostDays) return notComputable('It counts the days of centuries.')
  let day = from
  for (let left = Math.abs(count); left > 0; ) {
    day += Math.sign(count)
    if (day < 1) return errors.number
    if (!isFree(day)) left -= 1
  }
  return day
}

export const dateFunctions: FunctionTable = {
  DATE: ofDates(
    3,
    3,
    [],
    (year = 0, month = 0, day = 0) => dateFromParts(year, month, Math.floor(day)),
    true,
  ),
  TIME: ofDates(3, 3, [], (hours = 0, minutes = 0, seconds = 0) => {
    const time = Math.trunc(hours) * 3600 + Math.trunc(minutes) * 60 + Math.trunc(seconds)
    return time < 0 ? errors.number : (time % 86_400) / 86_400
  }),
  YEAR: part('year', 1900),
  MONTH: part('month', 1),
  DAY: part('day', 0),
  HOUR: timePart((seconds) => Math.floor(seconds / 3600)),
  MINUTE: timePart((seconds) => Math.floor(seconds / 60) % 60),
  SECOND: timePart((seconds) => seconds % 60),
  EDATE: ofDates(2, 2, [0], (day = 0, months = 0) => edate(Math.floor(day), months), true),
  EOMONTH: ofDates(2, 2, [0], (day = 0, months = 0) => eomonth(Math.floor(day), months), true),
  WEEKDAY: ofDates(1, 2, [0], (day = 0, type = 1) => weekday(day, Math.trunc(type))),
  WEEKNUM: ofDates(1, 2, [0], (day = 0, type = 1) => weekNumber(day, Math.trunc(type))),
  ISOWEEKNUM: ofDates(1, 1, [0], (day = 0) => isoWeek(day)),
  DAYS: ofDates(2, 2, [0, 1], (to = 0, from = 0) => Math.floor(to) - Math.floor(from)),
  DAYS360: ofDates(2, 3, [0, 1], (from = 0, to = 0, european = 0) =>
    days360(Math.floor(from), Math.floor(to), european),
  ),
  DATEDIF: scalar(3, 3, (values, evaluation) => {
    const [from, to] = [dayOf(values[0] ?? null, evaluation), dayOf(values[1] ?? null, evaluation)]
    const unit = textAt(values, 2)
    if (isError(from)) return from
    if (isError(to)) return to
    if (isError(unit)) return unit
    if (/^(md|yd)$/i.test(unit)) return notComputable(`It counts days in the unit "${unit}".`)
    return dateDif(from, to, unit) ?? errors.number
  }),
  YEARFRAC: ofDates(2, 3, [0, 1], (from = 0, to = 0, basis = 0) => yearFrac(from, to, basis)),
  NETWORKDAYS: workdays(countWorkdays, true),
  WORKDAY: workdays(moveWorkdays, false),
  DATEVALUE: scalar(1, 1, (values, { cells }) => {
    const text = textAt(values, 0)
    if (isError(text)) return text
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return notComputable(`It takes the text "${text}" for a date.`)
    const date = parseDate(text)
    return date === undefined ? errors.value : date / 86_400_000 + 25_569 - cells.epochOffset
  }),
}
