/** Order of the parts of a date written with numbers only, where the column's format tells it. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

const monthPattern = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const months = monthPattern.split('|')

const isoDate = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
const numericDate = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/
const dayMonthName = new RegExp(`^(\\d{1,2})[- ](${monthPattern})[a-z]*[- ,]+(\\d{4})$`, 'i')
const monthNameDay = new RegExp(`^(${monthPattern})[a-z]*[- ](\\d{1,2}),? +(\\d{4})$`, 'i')
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?(?:\s*([ap])m)?$/i

/**
 * The milliseconds of a date, with or without a time of day, that is written in a way that leaves no doubt: ISO, with
 * the month's name, or in numbers where only one order makes a date. In doubt, `order` decides; without it: undefined.
 */
export function parseDate(input: string, order?: DateOrder): number | undefined {
  const [, day = '', time = ''] = /^(.+?)(?:(?:T|\s+)(\d{1,2}:\d{2}.*))?$/.exec(input) ?? []
  const date = parseDay(day.trim(), order)
  if (date === undefined || time === '') return date
  const sinceMidnight = parseTime(time.replace(/Z$/, ''))
  return sinceMidnight === undefined ? undefined : date + sinceMidnight
}

function parseDay(input: string, order: DateOrder | undefined): number | undefined {
  const iso = isoDate.exec(input)
  if (iso !== null) return calendarDay(iso[1], iso[3], iso[4])
  const named = dayMonthName.exec(input)
  if (named !== null) return calendarDay(named[3], monthNumber(named[2]), named[1])
  const american = monthNameDay.exec(input)
  if (american !== null) return calendarDay(american[3], monthNumber(american[1]), american[2])
  const numeric = numericDate.exec(input)
  if (numeric === null) return undefined
  return numericDay(numeric[1], numeric[3], numeric[4], order)
}

function numericDay(
  first: string | undefined,
  second: string | undefined,
  year: string | undefined,
  order: DateOrder | undefined,
): number | undefined {
  const dayFirst = calendarDay(year, second, first)
  const monthFirst = calendarDay(year, first, second)
  if (dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst)
    return dayFirst ?? monthFirst
  if (order === 'dmy') return dayFirst
  return order === 'mdy' ? monthFirst : undefined
}

const monthNumber = (name: string | undefined): number =>
  months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1

/** Milliseconds of a day that the calendar has; Excel's calendar begins in 1900 and ends with 9999. */
function calendarDay(
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (!(y >= 1900 && y <= 9999)) return undefined
  const date = new Date(Date.UTC(y, m - 1, d))
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? date.getTime() : undefined
}

function parseTime(input: string): number | undefined {
  const match = timeOfDay.exec(input.trim())
  if (match === null) return undefined
  const [, hourText, minuteText, secondText = '0', fraction = '0', half] = match
  const hour = hourOfDay(Number(hourText), half?.toLowerCase())
  const minute = Number(minuteText)
  const second = Number(secondText)
  if (hour === undefined || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000 + Math.round(Number(fraction) * 1000)
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

/** The order in which an Excel number format shows a date's parts; undefined where it shows none. */
export function dateOrderOfFormat(format: string | undefined): DateOrder | undefined {
  const letters = (format ?? '').replace(/\[[^\]]*\]|"[^"]*"|\\./g, '').toLowerCase()
  const parts =
    letters
      .match(/d+|m+|y+/g)
      ?.map((part) => part[0])
      .join('') ?? ''
  return (['dmy', 'mdy', 'ymd'] as const).find((order) => parts.startsWith(order))
}
