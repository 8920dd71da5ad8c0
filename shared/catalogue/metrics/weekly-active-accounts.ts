import type { MetricDefinition } from '#shared/domain/metric.ts'
import { activeMethods, exampleActivity } from '../active-methods.ts'

const weeklyActiveAccounts: MetricDefinition = {
  id: 'weekly_active_accounts',
  version: 1,
  name: 'Weekly Active Accounts',
  aliases: ['WAA', 'active accounts per week', 'weekly accounts'],
  category: 'engagement',
  unit: 'count',
  direction: 'higher_is_better',
  question: 'How many accounts were active in a week?',
  description:
    'Accounts with at least one active user in the ISO week (Monday to Sunday); over a longer period the mean over the weeks that begin in it, with the last week beside.',
  source:
    'Common usage for software products. What counts as active is what the activity sheet lists. A week belongs to the period in which its Monday lies.',
  methods: [...activeMethods('week', 'accounts', 'active_accounts_week')],
  examples: [
    {
      name: 'the first week: two accounts',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-01-08' },
      method: 'activity',
      value: 2,
    },
    {
      name: 'January: weeks of 2 and 1',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'activity',
      value: 1.5,
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
          ['period', 'active_accounts_week'],
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

export default weeklyActiveAccounts
