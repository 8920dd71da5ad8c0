/**
 * The sample's calendar. A moment is a number of milliseconds since 1970 read as local time without a zone, which is
 * what a spreadsheet date is; a month is its index from the first month of the sample.
 */

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const firstYear = 2023
/** 2023-01 up to and including 2025-12. */
export const monthCount = 36
/** December 2022: its closing MRR is the opening of the first month. */
export const openingMonth = -1

export const monthStart = (month) => Date.UTC(firstYear, month, 1)
export const sampleStart = monthStart(0)
/** Exclusive: the first moment after the sample. */
export const sampleEnd = monthStart(monthCount)

/** The month that holds a moment; negative before the sample. */
export function monthOf(moment) {
  const date = new Date(moment)
  return (date.getUTCFullYear() - firstYear) * 12 + date.getUTCMonth()
}

/** 0 is January. */
export const monthOfYear = (month) => ((month % 12) + 12) % 12

export const monthLabel = (month) => new Date(monthStart(month)).toISOString().slice(0, 7)

export const daysInMonth = (month) => (monthStart(month + 1) - monthStart(month)) / day

/** Midnight of the day that holds a moment. */
export const dayOf = (moment) => Math.floor(moment / day) * day

/** 0 is Monday. */
export const weekdayOf = (moment) => (Math.floor(moment / day) + 3) % 7
export const isWeekend = (moment) => weekdayOf(moment) >= 5

/** The same day `months` later, or the last day of a shorter month. */
export function addMonths(moment, months) {
  const month = monthOf(moment) + months
  const dayOfMonth = Math.min(new Date(moment).getUTCDate(), daysInMonth(month))
  return monthStart(month) + (dayOfMonth - 1) * day
}

/** A weekday of the month, drawn at random, not before `earliest`. */
export function drawWorkday(random, month, earliest = monthStart(month)) {
  const from = Math.max(dayOf(earliest), monthStart(month))
  const days = (monthStart(month + 1) - from) / day
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const moment = from + random.integer(0, days - 1) * day
    if (!isWeekend(moment)) return moment
  }
  return from
}

/** A minute of an office day: most between nine and six, some before and after. */
export function drawOfficeTime(random) {
  const hours = Math.min(22.9, Math.max(6, random.normal(13, 2.8)))
  return Math.floor(hours * 60) * minute
}
