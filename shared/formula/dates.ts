import { addMonths, type IsoDate } from '#shared/domain/period.ts'
import { dateOfSerial, lastSerial, serialOfDate } from './value.ts'

/** Excel's functions of dates over serial numbers; undefined where Excel has #NUM!. */

const isInCalendar = (serial: number): boolean => serial >= 0 && serial < lastSerial + 1
/** More months than this leave the calendar from anywhere in it. */
const mostMonths = 120_000

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

export function partsOfSerial(serial: number): Parts {
  const [year = 0, month = 1, day = 1] = dateOfSerial(serial).split('-').map(Number)
  return { year, month, day }
}

function monthsLater(serial: number, months: number): IsoDate | undefined {
  if (!isInCalendar(serial) || Math.abs(months) >= mostMonths) return undefined
  const { year, month } = partsOfSerial(serial)
  const count = year * 12 + month - 1 + Math.trunc(months)
  if (count < 1899 * 12 + 11 || count >= 10_000 * 12) return undefined
  return addMonths(dateOfSerial(serial), Math.trunc(months))
}

const inCalendar = (serial: number | undefined): number | undefined =>
  serial !== undefined && isInCalendar(serial) ? serial : undefined

/** EDATE: the same day `months` later, or that month's last day where it is shorter. */
export function edate(serial: number, months: number): number | undefined {
  const date = monthsLater(serial, months)
  return date === undefined ? undefined : inCalendar(serialOfDate(date))
}

/** EOMONTH: the last day of the month `months` later. */
export function eomonth(serial: number, months: number): number | undefined {
  const date = monthsLater(serial, months)
  if (date === undefined) return undefined
  const first = serialOfDate(`${date.slice(0, 8)}01`)
  return inCalendar(first + daysInMonth(partsOfSerial(first)) - 1)
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

function daysInMonth({ year, month }: { year: number; month: number }): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const startOfYear = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000 + 25_569

/** DATE: a year below 1900 counts from 1900; months and days outside their range carry over. */
export function dateFromParts(year: number, month: number, day: number): number | undefined {
  const fullYear = Math.trunc(year < 1900 ? year + 1900 : year)
  const isReasonable =
    year >= 0 && year < 10_000 && Math.abs(month) < mostMonths && Math.abs(day) < lastSerial
  if (!isReasonable) return undefined
  const milliseconds = Date.UTC(fullYear, Math.trunc(month) - 1, Math.trunc(day))
  return inCalendar(milliseconds / 86_400_000 + 25_569)
}

/** Whole months from one day to a later one. */
function wholeMonths(from: Parts, to: Parts): number {
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
}

export const dateDifUnits = ['Y', 'M', 'D', 'YM'] as const

/** DATEDIF for the units Y, M, D and YM. */
export function dateDif(from: number, to: number, unit: string): number | undefined {
  const [start, end] = [Math.floor(from), Math.floor(to)]
  if (start > end || !isInCalendar(start) || !isInCalendar(end)) return undefined
  const months = wholeMonths(partsOfSerial(start), partsOfSerial(end))
  switch (unit.toUpperCase()) {
    case 'D':
      return end - start
    case 'M':
      return months
    case 'Y':
      return Math.floor(months / 12)
    case 'YM':
      return months % 12
    default:
      return undefined
  }
}

const isLastOfFebruary = (parts: Parts): boolean => parts.month === 2 && parts.day === daysInMonth(parts)

const thirty360 = (start: Parts, end: Parts, firstDay: number, lastDay: number): number =>
  ((end.year - start.year) * 360 + (end.month - start.month) * 30 + lastDay - firstDay) / 360

function us360(start: Parts, end: Parts): number {
  const startsLate = isLastOfFebruary(start)
  const firstDay = start.day === 31 || startsLate ? 30 : start.day
  const bothFebruary = startsLate && isLastOfFebruary(end)
  const cutsEnd = bothFebruary || (end.day === 31 && start.day >= 30)
  return thirty360(start, end, firstDay, cutsEnd ? 30 : end.day)
}

/** Actual days over the length of the year, or over the mean length of the years touched where it is more than one. */
function actualActual(from: number, to: number): number {
  const [start, end] = [partsOfSerial(from), partsOfSerial(to)]
  const yearLater = edate(from, 12)
  if (yearLater !== undefined && to <= yearLater) return (to - from) / lengthWithinAYear(start, end, from, to)
  const years = end.year - start.year + 1
  return (to - from) / ((startOfYear(end.year + 1) - startOfYear(start.year)) / years)
}

function lengthWithinAYear(start: Parts, end: Parts, from: number, to: number): number {
  if (start.year === end.year) return isLeapYear(start.year) ? 366 : 365
  const touchesLeapDay = [start.year, end.year].some((year) => {
    const leapDay = startOfYear(year) + 59
    return isLeapYear(year) && leapDay >= from && leapDay <= to
  })
  return touchesLeapDay ? 366 : 365
}

/** YEARFRAC: the years between two dates, in either order; `basis` 0 US 30/360, 1 actual, 2 actual/360, 3 actual/365, 4 European 30/360. */
export function yearFrac(a: number, b: number, basis: number): number | undefined {
  const [from, to] = [Math.floor(Math.min(a, b)), Math.floor(Math.max(a, b))]
  if (!isInCalendar(from) || !isInCalendar(to)) return undefined
  const [start, end] = [partsOfSerial(from), partsOfSerial(to)]
  switch (Math.trunc(basis)) {
    case 0:
      return us360(start, end)
    case 1:
      return actualActual(from, to)
    case 2:
      return (to - from) / 360
    case 3:
      return (to - from) / 365
    case 4:
      return thirty360(start, end, Math.min(start.day, 30), Math.min(end.day, 30))
    default:
      return undefined
  }
}
