import { type Period, periodDays } from '#shared/domain/period.ts'
import { dateValue, type Evaluated, errorValue } from '#shared/formula/value.ts'

/** Stands for "all there is" where the data has no dates: every date lies within. */
export const unboundedPeriod: Period = { from: '1900-01-01', to: '9999-12-31' }

/** The value of `period_start` and its like; undefined for any other name. */
export function periodValue(name: string, period: Period | null): Evaluated | undefined {
  switch (name) {
    case 'period_start':
      return dateValue((period ?? unboundedPeriod).from)
    case 'period_end':
      return dateValue((period ?? unboundedPeriod).to)
    case 'period_days':
      if (period !== null) return { kind: 'number', value: periodDays(period) }
      return errorValue('#N/A', 'The data has no dates, so the length of the period is not known.')
    default:
      return undefined
  }
}
