import type { MetricDefinition } from '#shared/domain/metric.ts'
import { exampleHistory, february, january, movementMethods } from '../mrr-methods.ts'

const contractionMrr: MetricDefinition = {
  id: 'contraction_mrr',
  version: 1,
  name: 'Contraction MRR',
  aliases: ['downgrade MRR', 'downsell MRR', 'contraction revenue'],
  category: 'revenue',
  unit: 'money',
  direction: 'lower_is_better',
  question: 'How much less do customers pay who stay?',
  description: 'Decreases of MRR of customers who go on paying, added up, as a positive number.',
  source: 'Common usage in subscription businesses.',
  methods: [...movementMethods('contraction', 'contraction MRR')],
  examples: [
    {
      name: 'b pays 5 less; a, who left, is churned and not contraction',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 5,
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
          ['period', 'mrr_contraction'],
          ['2024-02-01', 5],
          ['2024-03-01', 5],
          ['2024-04-01', 900],
        ],
      },
      period: { from: '2024-02-01', to: '2024-04-01' },
      method: 'summary',
      value: 10,
    },
  ],
}

export default contractionMrr
