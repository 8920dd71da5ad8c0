import type { MetricDefinition } from '#shared/domain/metric.ts'
import { activeMethods, exampleActivity } from '../active-methods.ts'

const dailyActiveUsers: MetricDefinition = {
  id: 'daily_active_users',
  version: 1,
  name: 'Daily Active Users',
  aliases: ['DAU', 'daily users', 'active users per day'],
  category: 'engagement',
  unit: 'count',
  direction: 'higher_is_better',
  question: 'How many users were active in a day?',
  description:
    'Different users with an event in the day; over a longer period the mean over its days, with the last day beside. Days without any activity count as zero, from the first to the last day of the file.',
  source: 'Common usage for software products. What counts as active is what the activity sheet lists.',
  methods: [...activeMethods('day', 'users', 'dau')],
  examples: [
    {
      name: 'one day: two users, one of them twice',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-01-02' },
      method: 'activity',
      value: 2,
    },
    {
      name: 'the week: 2, 0, 1, 0, 0, 0, 0',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-01-08' },
      method: 'activity',
      value: 3 / 7,
    },
    {
      name: 'outside of the data: no value, not 0',
      data: { activity: exampleActivity },
      period: { from: '2025-01-01', to: '2025-01-02' },
      method: 'activity',
      value: null,
    },
    {
      name: 'the mean of a summary’s months',
      data: {
        period_summary: [
          ['period', 'dau'],
          ['2024-01-01', 100],
          ['2024-02-01', 200],
          ['2024-03-01', 900],
        ],
      },
      period: { from: '2024-01-01', to: '2024-03-01' },
      method: 'summary',
      value: 150,
    },
  ],
}

export default dailyActiveUsers
