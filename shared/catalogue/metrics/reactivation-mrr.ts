import type { MetricDefinition } from '#shared/domain/metric.ts'
import { exampleHistory, february, january, march, movementMethods } from '../mrr-methods.ts'

const reactivationMrr: MetricDefinition = {
  id: 'reactivation_mrr',
  version: 1,
  name: 'Reactivation MRR',
  aliases: ['reactivated MRR', 'win-back MRR', 'returning customer MRR'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'How much recurring revenue came back with customers who had left?',
  description: 'MRR of customers who had paid before, paid nothing in the month before, and pay again.',
  source: 'Common usage in subscription businesses.',
  methods: [...movementMethods('reactivation', 'reactivation MRR')],
  examples: [
    {
      name: 'a comes back with 12',
      data: { mrr_history: exampleHistory },
      period: march,
      method: 'mrr_history',
      value: 12,
    },
    {
      name: 'nobody comes back: zero',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 0,
    },
    {
      name: 'the first month of the history: no value, for nothing is known of the month before',
      data: { mrr_history: exampleHistory },
      period: january,
      method: 'mrr_history',
      value: null,
    },
    {
      name: 'from the summary, two months',
      data: {
        period_summary: [
          ['period', 'mrr_reactivation'],
          ['2024-02-01', 7],
          ['2024-03-01', 7],
          ['2024-04-01', 900],
        ],
      },
      period: { from: '2024-02-01', to: '2024-04-01' },
      method: 'summary',
      value: 14,
    },
  ],
}

export default reactivationMrr
