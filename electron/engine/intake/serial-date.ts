const millisecondsPerDay = 86_400_000
/** Serial 0 of the 1900 system is 1899-12-30 for every day from 1900-03-01 on, see `serialToDate`. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)
/** The day after 9999-12-31. */
const dateLimit = Date.UTC(10_000, 0, 1)
/** Excel counts a 29 February 1900 that never was, as serial 60; days before it are one off. */
const phantomLeapDay = 60
/** The share of a number by which its tenth digit is still right. */
const tenDigits = 1e-10

/**
 * The wall-clock time of an Excel serial day number, in milliseconds as `CellValue` has it; undefined where the
 * number is no calendar day: below 1, the phantom day, or after the year 9999. Times of day without a date and
 * durations are thus not dates: they stay numbers, in days. So does a number so small that whole milliseconds would
 * lose some of its first ten digits: a quotient of 1.23456789 that wears a date format.
 */
export function serialToDate(serial: number, date1904: boolean): number | undefined {
  if (serial < 1 || (!date1904 && Math.floor(serial) === phantomLeapDay)) return undefined
  const elapsed = Math.round(serial * millisecondsPerDay)
  if (Math.abs(elapsed / millisecondsPerDay - serial) > serial * tenDigits) return undefined
  const date =
    (date1904 ? epoch1904 : epoch1900 + (serial < phantomLeapDay ? millisecondsPerDay : 0)) + elapsed
  return date < dateLimit ? date : undefined
}

/** The serial day number of a wall-clock time; the inverse of `serialToDate`. */
export function dateToSerial(date: number, date1904: boolean): number {
  if (date1904) return (date - epoch1904) / millisecondsPerDay
  const serial = (date - epoch1900) / millisecondsPerDay
  return serial <= phantomLeapDay ? serial - 1 : serial
}

const isoPattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?Z?$/

/** An ISO date or date-time as wall-clock milliseconds; undefined where the text is none or the day does not exist. */
export function parseIsoDate(text: string): number | undefined {
  const match = isoPattern.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = match
  const milliseconds = Math.round(Number(`0.${fraction}`) * 1000)
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return date.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds
}
