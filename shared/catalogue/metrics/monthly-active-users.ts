import type { MetricDefinition } from '#shared/domain/metric.ts'
import { activeMethods, exampleActivity } from '../active-methods.ts'

const monthlyActiveUsers: MetricDefinition = {
  id: 'monthly_active_users',
  version: 1,
  name: 'Monthly Active Users',
  aliases: ['MAU', 'monthly users', 'active users per month'],
  category: 'engagement',
  unit: 'count',
  direction: 'higher_is_better',
  question: 'How many users were active in a month?',
  description:
    'Different users with an event in the calendar month; over a longer period the mean over its months, with the last month beside.',
  source: 'Common usage for software products. What counts as active is what the activity sheet lists.',
  methods: [...activeMethods('month', 'users', 'mau')],
  examples: [
    {
      name: 'January: three users, and a date that is none is left out',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'activity',
      value: 3,
    },
    {
      name: 'outside of the data: no value, not 0',
      data: { activity: exampleActivity },
      period: { from: '2025-01-01', to: '2025-02-01' },
      method: 'activity',
      value: null,
    },
    {
      name: 'the mean of a summary’s months',
      data: {
        period_summary: [
          ['period', 'mau'],
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

export default monthlyActiveUsers
