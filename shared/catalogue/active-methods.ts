import type { MetricMethod } from '#shared/domain/metric.ts'
import { averaged, during } from './fragments.ts'

const buckets = {
  day: { dataset: 'daily_active', plural: 'days' },
  week: { dataset: 'weekly_active', plural: 'weeks that begin in the period' },
  month: { dataset: 'monthly_active', plural: 'months that begin in the period' },
} as const

/**
 * The two methods of a count of active users or accounts: the mean over the days, ISO weeks or months that begin in the
 * period, of which those between the first and the last event of the file count, also where nobody was active.
 */
export function activeMethods(
  bucket: keyof typeof buckets,
  counted: 'users' | 'accounts',
  summaryField: string,
): readonly MetricMethod[] {
  const { dataset, plural } = buckets[bucket]
  const source = counted === 'users' ? dataset : `${dataset}_accounts`
  const actor = counted === 'users' ? 'activity[user_id]' : 'activity[account_id]'
  const inPeriod = during(`${source}[${bucket}]`)
  return [
    {
      id: 'activity',
      label: 'from product activity',
      inputs: {
        active_mean: {
          label: `active ${counted}, mean over the ${plural}`,
          formula: `AVERAGEIFS(${source}[${counted}],${inPeriod})`,
          unit: 'count',
        },
        counted_periods: { label: plural, formula: `COUNTIFS(${inPeriod})`, unit: 'count' },
      },
      formula: 'active_mean',
      beside: {
        last: {
          label: `in the last ${bucket}`,
          formula: `SUMIFS(${source}[${counted}],${source}[${bucket}],MAXIFS(${source}[${bucket}],${inPeriod}))`,
          unit: 'count',
        },
        distinct: {
          label: `different ${counted} in the whole period`,
          formula: `COUNTUNIQUEIFS(${actor},${during('activity[at]')})`,
          unit: 'count',
        },
      },
    },
    {
      id: 'summary',
      label: 'as the summary gives it',
      inputs: {
        active_mean: {
          label: `active ${counted}, mean over the rows`,
          formula: averaged(summaryField),
          unit: 'count',
        },
      },
      formula: 'active_mean',
    },
  ]
}

/**
 * Activity for examples. Monday 1 January 2024: two users of one account, one of them twice; Wednesday 3 January: one
 * user of another account; Monday 8 January: one user without an account.
 */
export const exampleActivity = [
  ['user_id', 'account_id', 'at'],
  ['u1', 'a1', '2024-01-01 08:00:00'],
  ['u1', 'a1', '2024-01-01 18:00:00'],
  ['u2', 'a1', '2024-01-01 23:59:59'],
  ['u3', 'a2', '2024-01-03 10:00:00'],
  ['u1', null, '2024-01-08 10:00:00'],
  [null, 'a3', '2024-01-08 11:00:00'],
  ['u4', 'a4', 'never'],
] as const
