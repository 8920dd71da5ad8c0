import type { MetricDefinition } from '#shared/domain/metric.ts'
import { activeMethods, exampleActivity } from '../active-methods.ts'

const weeklyActiveUsers: MetricDefinition = {
  id: 'weekly_active_users',
  version: 1,
  name: 'Weekly Active Users',
  aliases: ['WAU', 'weekly users', 'active users per week'],
  category: 'engagement',
  unit: 'count',
  direction: 'higher_is_better',
  question: 'How many users were active in a week?',
  description:
    'Different users with an event in the ISO week (Monday to Sunday); over a longer period the mean over the weeks that begin in it, with the last week beside.',
  source:
    'Common usage for software products. What counts as active is what the activity sheet lists. A week belongs to the period in which its Monday lies.',
  methods: [...activeMethods('week', 'users', 'wau')],
  examples: [
    {
      name: 'the first week: three users',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-01-08' },
      method: 'activity',
      value: 3,
    },
    {
      name: 'January: weeks of 3 and 1',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'activity',
      value: 2,
    },
    {
      name: 'no Monday in the period: no value',
      data: { activity: exampleActivity },
      period: { from: '2024-01-02', to: '2024-01-05' },
      method: 'activity',
      value: null,
    },
    {
      name: 'the mean of a summary’s months',
      data: {
        period_summary: [
          ['period', 'wau'],
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

export default weeklyActiveUsers
