import type { MetricDefinition } from '#shared/domain/metric.ts'
import { activeMethods, exampleActivity } from '../active-methods.ts'

const dailyActiveAccounts: MetricDefinition = {
  id: 'daily_active_accounts',
  version: 1,
  name: 'Daily Active Accounts',
  aliases: ['DAA', 'active accounts per day', 'daily accounts'],
  category: 'engagement',
  unit: 'count',
  direction: 'higher_is_better',
  question: 'How many accounts were active in a day?',
  description:
    'Accounts with at least one active user in the day; over a longer period the mean over its days, with the last day beside.',
  source:
    'Common usage for software products. What counts as active is what the activity sheet lists. Accounts tell more than users where one customer has many users.',
  methods: [...activeMethods('day', 'accounts', 'active_accounts_day')],
  examples: [
    {
      name: 'one day: two users of one account',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-01-02' },
      method: 'activity',
      value: 1,
    },
    {
      name: 'eight days: 1, 0, 1, 0, 0, 0, 0, 1; an event without a user still has its account',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-01-09' },
      method: 'activity',
      value: 3 / 8,
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
          ['period', 'active_accounts_day'],
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

export default dailyActiveAccounts
