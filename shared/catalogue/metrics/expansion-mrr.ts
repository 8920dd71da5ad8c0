import type { MetricDefinition } from '#shared/domain/metric.ts'
import { exampleHistory, february, january, movementMethods } from '../mrr-methods.ts'

const expansionMrr: MetricDefinition = {
  id: 'expansion_mrr',
  version: 1,
  name: 'Expansion MRR',
  aliases: ['upgrade MRR', 'upsell MRR', 'expansion revenue'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'How much more do customers pay who paid already?',
  description: 'Increases of MRR of customers who paid in the month before, added up.',
  source:
    'Common usage in subscription businesses. Price rises, more seats, upgrades and cross-sales all count.',
  methods: [...movementMethods('expansion', 'expansion MRR')],
  examples: [
    {
      name: 'c pays 40 more',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 40,
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
          ['period', 'mrr_expansion'],
          ['2024-02-01', 15],
          ['2024-03-01', 15],
          ['2024-04-01', 900],
        ],
      },
      period: { from: '2024-02-01', to: '2024-04-01' },
      method: 'summary',
      value: 30,
    },
  ],
}

export default expansionMrr
