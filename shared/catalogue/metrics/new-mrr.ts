import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during } from '../fragments.ts'
import { exampleHistory, february, january, march, movementMethods } from '../mrr-methods.ts'

const newMrr: MetricDefinition = {
  id: 'new_mrr',
  version: 1,
  name: 'New MRR',
  aliases: ['new business MRR', 'new customer MRR', 'MRR from new customers'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'How much recurring revenue did new customers bring?',
  description: 'MRR of customers who pay for the first time, in the month in which they begin.',
  source: 'Common usage in subscription businesses. Customers who come back are reactivation, not new.',
  methods: [
    ...movementMethods('new', 'new MRR'),
    {
      id: 'dates',
      label: 'from the MRR of customers who started in the period',
      inputs: {
        amount_moved: {
          label: 'MRR of customers who started in the period',
          formula: `SUMIFS(customers[monthly_revenue],${during('customers[start_date]')})`,
          unit: 'money',
        },
      },
      formula: 'amount_moved',
      numerator: 'amount_moved',
      notes: ['The list has one MRR a customer: it is taken for the customer’s MRR at the start.'],
    },
  ],
  examples: [
    {
      name: 'd joins with 70',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 70,
    },
    {
      name: 'a comes back: not new',
      data: { mrr_history: exampleHistory },
      period: march,
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
          ['period', 'mrr_new'],
          ['2024-02-01', 40],
          ['2024-03-01', 40],
          ['2024-04-01', 900],
        ],
      },
      period: { from: '2024-02-01', to: '2024-04-01' },
      method: 'summary',
      value: 80,
    },
  ],
}

export default newMrr
