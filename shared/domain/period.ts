import { z } from 'zod'

/** Date.parse takes 30 February for 1 March, so the day has to come back as it went in. */
function isCalendarDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A local calendar date, `YYYY-MM-DD`. */
export const isoDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written as 2024-01-31')
  .refine(isCalendarDay, 'no such day in the calendar')
export type IsoDate = z.infer<typeof isoDateSchema>

export const grains = ['day', 'week', 'month', 'quarter', 'year'] as const
export const grainSchema = z.enum(grains)
export type Grain = (typeof grains)[number]

/** Half open: `from <= t < to`. */
export const periodSchema = z.object({
  from: isoDateSchema,
  to: isoDateSchema,
})
export type Period = z.infer<typeof periodSchema>

const millisecondsPerDay = 86_400_000

/** Days since 1970-01-01. */
export const dayNumber = (date: IsoDate): number => Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay

export const dateOfDay = (day: number): IsoDate =>
  new Date(day * millisecondsPerDay).toISOString().slice(0, 10)

/** Length in days. */
export const periodDays = (period: Period): number => dayNumber(period.to) - dayNumber(period.from)

/** The same day of the month `months` later, or that month's last day where it is shorter (as Excel's EDATE). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, last))
  return first.toISOString().slice(0, 10)
}

/** The first day of the day, ISO week, month, quarter or year that holds `date`. */
export function startOf(grain: Grain, date: IsoDate): IsoDate {
  if (grain === 'day') return date
  if (grain === 'week') {
    const day = dayNumber(date)
    return dateOfDay(day - ((day + 3) % 7))
  }
  const [year = '1970', month = '01'] = date.split('-')
  if (grain === 'year') return `${year}-01-01`
  if (grain === 'month') return `${year}-${month}-01`
  const quarterMonth = Math.floor((Number(month) - 1) / 3) * 3 + 1
  return `${year}-${String(quarterMonth).padStart(2, '0')}-01`
}

/** The start of the period of `grain` that begins `steps` periods after the one that begins at `start`. */
export function stepOf(grain: Grain, start: IsoDate, steps: number): IsoDate {
  switch (grain) {
    case 'day':
      return dateOfDay(dayNumber(start) + steps)
    case 'week':
      return dateOfDay(dayNumber(start) + steps * 7)
    case 'month':
      return addMonths(start, steps)
    case 'quarter':
      return addMonths(start, steps * 3)
    case 'year':
      return addMonths(start, steps * 12)
  }
}

/** The whole periods of `grain` that touch `period`, in order; the first and last may reach beyond it. */
export function periodsOf(grain: Grain, period: Period): Period[] {
  const periods: Period[] = []
  let from = startOf(grain, period.from)
  while (from < period.to) {
    const to = stepOf(grain, from, 1)
    periods.push({ from, to })
    from = to
  }
  return periods
}

/** The grain of which `period` is exactly one whole period, if there is one. */
export function grainOf(period: Period): Grain | undefined {
  return (['year', 'quarter', 'month', 'week', 'day'] as const).find(
    (grain) => startOf(grain, period.from) === period.from && stepOf(grain, period.from, 1) === period.to,
  )
}

/** The period just before, of the same grain or else of the same number of days. */
export function previousPeriod(period: Period): Period {
  const grain = grainOf(period)
  if (grain !== undefined) return { from: stepOf(grain, period.from, -1), to: period.from }
  const months = wholeMonths(period)
  if (months !== undefined) return { from: addMonths(period.from, -months), to: period.from }
  return {
    from: dateOfDay(dayNumber(period.from) - periodDays(period)),
    to: period.from,
  }
}

/** The same period one year earlier. */
export const yearBefore = (period: Period): Period => ({
  from: addMonths(period.from, -12),
  to: addMonths(period.to, -12),
})

/** How many calendar months a period that begins and ends on the first of a month covers; undefined for others. */
export function wholeMonths(period: Period): number | undefined {
  if (!period.from.endsWith('-01') || !period.to.endsWith('-01')) return undefined
  const [fromYear = 0, fromMonth = 0] = period.from.split('-').map(Number)
  const [toYear = 0, toMonth = 0] = period.to.split('-').map(Number)
  return (toYear - fromYear) * 12 + toMonth - fromMonth
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Jan 2024`, `Q1 2024`, `2024`, `week of 2024-01-01`, or both dates (the last one included) for any other period. */
export function periodLabel(period: Period): string {
  const [year = '', month = '01'] = period.from.split('-')
  switch (grainOf(period)) {
    case 'year':
      return year
    case 'quarter':
      return `Q${Math.floor((Number(month) - 1) / 3) + 1} ${year}`
    case 'month':
      return `${monthNames[Number(month) - 1]} ${year}`
    case 'week':
      return `week of ${period.from}`
    case 'day':
      return period.from
    case undefined:
      return `${period.from} to ${dateOfDay(dayNumber(period.to) - 1)}`
  }
}
