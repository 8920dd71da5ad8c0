import type { MetricDefinition } from '#shared/domain/metric.ts'
import { lostInPeriod, snapshotNote } from '../fragments.ts'
import { exampleHistory, february, january, movementMethods } from '../mrr-methods.ts'

const churnedMrr: MetricDefinition = {
  id: 'churned_mrr',
  version: 1,
  name: 'Churned MRR',
  aliases: ['MRR churn', 'lost MRR', 'cancelled MRR', 'MRR lost', 'churned revenue'],
  category: 'revenue',
  unit: 'money',
  direction: 'lower_is_better',
  question: 'How much recurring revenue left with customers?',
  description: 'MRR of customers who paid in the month before and pay no more, as a positive number.',
  source: 'Common usage in subscription businesses.',
  methods: [
    ...movementMethods('churned', 'churned MRR'),
    // Over all the data nobody is there at the start: whoever has left is then lost.
    {
      id: 'snapshot',
      label: 'from the MRR of a list of customers that says who has left',
      inputs: {
        amount_moved: {
          label: 'MRR of those who left',
          formula: 'SUMIFS(customers[monthly_revenue],customers[is_churned],TRUE)',
          unit: 'money',
        },
      },
      formula: 'amount_moved',
      numerator: 'amount_moved',
      notes: [snapshotNote],
      snapshot: true,
    },
    {
      id: 'dates',
      label: 'from the MRR of customers lost in the period',
      inputs: {
        amount_moved: {
          label: 'MRR of customers lost in the period',
          formula: `SUMIFS(customers[monthly_revenue],${lostInPeriod})`,
          unit: 'money',
        },
      },
      formula: 'amount_moved',
      numerator: 'amount_moved',
      notes: ['The list has one MRR a customer: it is taken for the customer’s MRR at the end.'],
    },
  ],
  examples: [
    {
      name: 'a leaves with 10',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 10,
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
          ['period', 'mrr_churned'],
          ['2024-02-01', 25],
          ['2024-03-01', 25],
          ['2024-04-01', 900],
        ],
      },
      period: { from: '2024-02-01', to: '2024-04-01' },
      method: 'summary',
      value: 50,
    },
    {
      name: 'a list with a flag; a blank MRR is left out',
      data: {
        customers: [
          ['customer_id', 'churned', 'mrr'],
          ['a', true, 25],
          ['b', true, null],
          ['c', false, 75],
        ],
      },
      method: 'snapshot',
      value: 25,
    },
  ],
}

export default churnedMrr
