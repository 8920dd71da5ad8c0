import type { MetricDefinition } from '#shared/domain/metric.ts'
import { exampleActivity } from '../active-methods.ts'
import { averaged, during } from '../fragments.ts'

const dauMauRatio: MetricDefinition = {
  id: 'dau_mau_ratio',
  version: 1,
  name: 'DAU/MAU Ratio',
  aliases: ['stickiness', 'product stickiness', 'DAU to MAU', 'DAU/MAU', 'sticky factor'],
  category: 'engagement',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'On which share of the days is a monthly user active?',
  description:
    'Mean daily active users over the days of the month divided by the month’s active users; over several months the means of both.',
  source: 'Common usage for software products. Some take the daily users of one day only.',
  methods: [
    {
      id: 'activity',
      label: 'from product activity',
      inputs: {
        daily_mean: {
          label: 'daily active users, mean',
          formula: `AVERAGEIFS(daily_active[users],${during('daily_active[day]')})`,
          unit: 'count',
        },
        monthly_mean: {
          label: 'monthly active users, mean',
          formula: `AVERAGEIFS(monthly_active[users],${during('monthly_active[month]')})`,
          unit: 'count',
        },
      },
      formula: 'daily_mean/monthly_mean',
    },
    {
      id: 'summary',
      label: 'from daily and monthly active users in the summary',
      inputs: {
        daily_mean: { label: 'daily active users, mean', formula: averaged('dau'), unit: 'count' },
        monthly_mean: { label: 'monthly active users, mean', formula: averaged('mau'), unit: 'count' },
      },
      formula: 'daily_mean/monthly_mean',
    },
  ],
  examples: [
    {
      name: 'January, eight days of it in the file: 4 user-days over 8 days, three users',
      data: { activity: exampleActivity },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'activity',
      value: 4 / 8 / 3,
    },
    {
      name: 'a period in which no month begins: no ratio',
      data: { activity: exampleActivity },
      period: { from: '2024-01-02', to: '2024-01-05' },
      value: null,
    },
    {
      name: '200 a day, 1,000 a month',
      data: {
        period_summary: [
          ['dau', 'mau'],
          [200, 1000],
        ],
      },
      method: 'summary',
      value: 0.2,
    },
  ],
}

export default dauMauRatio
