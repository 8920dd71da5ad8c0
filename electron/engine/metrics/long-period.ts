import type { MetricDefinition } from '#shared/domain/metric.ts'
import { type Period, periodDays } from '#shared/domain/period.ts'
import { DAYS_PER_MONTH } from '#shared/models/time.ts'

/** What must be said of a rate whose flows add up over more than a year; undefined where nothing must. */
export function longPeriodNote(
  { addsUp }: MetricDefinition,
  period: Period | null,
): { readonly note: string; readonly warning: string } | undefined {
  if (addsUp !== true || period === null || periodDays(period) <= daysOfYear) return undefined
  const months = Math.round(periodDays(period) / DAYS_PER_MONTH)
  return {
    note: `added up over ${months} months`,
    warning: `What came and went in ${months} months stands against what there was on the first day, so this is no rate of a month or a year. Choose one of these, or read the course.`,
  }
}

const daysOfYear = 366
