import type { DerivedDataset } from '#shared/domain/kind.ts'

type Bucket = 'day' | 'week' | 'month'

const bucketName = {
  day: { id: 'daily_active', adjective: 'Daily', label: 'Day' },
  week: { id: 'weekly_active', adjective: 'Weekly', label: 'Week (its Monday)' },
  month: { id: 'monthly_active', adjective: 'Monthly', label: 'Month' },
} as const

/**
 * One row a day, ISO week or month from the first to the last in the file; one without any activity counts zero.
 * `column` is a field's id, never a user's text.
 */
const activeSql = (bucket: Bucket, column: 'user_id' | 'account_id', counted: 'users' | 'accounts') => `
with
-- the ${bucket} of each event, by its first day
events as (
  select ${column} as actor, cast(date_trunc('${bucket}', cast("at" as timestamp)) as date) as bucket
  from {base}
  where ${column} is not null and "at" is not null
),
-- every ${bucket} between the first and the last, whether or not anyone was active
calendar as (
  select cast(unnest(generate_series(min(bucket), max(bucket), interval 1 ${bucket})) as date) as bucket
  from events
),
active as (
  select bucket, count(distinct actor) as actors from events group by bucket
)
select calendar.bucket as "${bucket}", coalesce(active.actors, 0) as ${counted}
from calendar left join active using (bucket)
order by calendar.bucket`

/** Distinct users with an event in each day, ISO week or month. */
export const activeUsers = (bucket: Bucket): DerivedDataset => ({
  id: bucketName[bucket].id,
  name: `${bucketName[bucket].adjective} active users`,
  description: `Distinct users with an event, by ${bucket}.`,
  fields: [
    { id: bucket, name: bucketName[bucket].label, type: 'date' },
    { id: 'users', name: 'Active users', type: 'number' },
  ],
  needs: ['user_id', 'at'],
  sql: activeSql(bucket, 'user_id', 'users'),
})

/** Distinct accounts with at least one active user in each day, ISO week or month. */
export const activeAccounts = (bucket: Bucket): DerivedDataset => ({
  id: `${bucketName[bucket].id}_accounts`,
  name: `${bucketName[bucket].adjective} active accounts`,
  description: `Distinct accounts with an event of any of their users, by ${bucket}.`,
  fields: [
    { id: bucket, name: bucketName[bucket].label, type: 'date' },
    { id: 'accounts', name: 'Active accounts', type: 'number' },
  ],
  needs: ['account_id', 'at'],
  sql: activeSql(bucket, 'account_id', 'accounts'),
})
