import type { MetricDefinition } from '#shared/domain/metric.ts'
import { atLast, during, overActiveAtEnd, snapshotNote } from '../fragments.ts'
import { exampleHistory, february } from '../mrr-methods.ts'

const lastMonth = `mrr_history[month],MAXIFS(mrr_history[month],${during('mrr_history[month]')})`

const mrr: MetricDefinition = {
  id: 'mrr',
  version: 1,
  name: 'Monthly Recurring Revenue',
  aliases: ['MRR', 'recurring revenue', 'closing MRR', 'monthly revenue run rate'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What do the customers pay a month, of what recurs?',
  description: 'The recurring revenue a month at the end of the period.',
  source:
    'Common usage in subscription businesses. Yearly contracts count with a twelfth; one-time fees do not count.',
  methods: [
    {
      id: 'mrr_history',
      label: 'from the last month of the period in the MRR history',
      inputs: {
        recurring_revenue: {
          label: 'MRR of the last month',
          formula: `SUMIFS(mrr_history[mrr],${lastMonth})`,
          unit: 'money',
        },
        rows_found: { label: 'rows of the last month', formula: `COUNTIFS(${lastMonth})`, unit: 'count' },
      },
      formula: 'IF(rows_found=0,recurring_revenue/rows_found,recurring_revenue)',
      numerator: 'recurring_revenue',
    },
    {
      id: 'summary',
      label: 'from MRR at end in the summary',
      inputs: { recurring_revenue: { label: 'MRR at the end', formula: atLast('mrr_end'), unit: 'money' } },
      formula: 'recurring_revenue',
    },
    {
      id: 'dates',
      label: 'from the MRR of customers active at the end',
      inputs: {
        recurring_revenue: {
          label: 'MRR of customers active at the end',
          formula: overActiveAtEnd('SUMIFS', 'customers[monthly_revenue],'),
          unit: 'money',
        },
      },
      formula: 'recurring_revenue',
      numerator: 'recurring_revenue',
      notes: ['The list has one MRR a customer: it is taken for the customer’s MRR in every period.'],
    },
    {
      id: 'snapshot',
      label: 'from the MRR of customers in the list who have not left',
      inputs: {
        recurring_revenue: {
          label: 'MRR of customers who have not left',
          formula: 'SUMIFS(customers[monthly_revenue],customers[is_churned],FALSE)',
          unit: 'money',
        },
      },
      formula: 'recurring_revenue',
      numerator: 'recurring_revenue',
      notes: [snapshotNote],
      snapshot: true,
    },
    {
      id: 'snapshot_all',
      label: 'from the MRR of all customers in the list',
      inputs: {
        recurring_revenue: { label: 'MRR', formula: 'SUM(customers[monthly_revenue])', unit: 'money' },
      },
      formula: 'recurring_revenue',
      numerator: 'recurring_revenue',
      notes: [snapshotNote, 'The list does not say who has left: all customers count.'],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'February of a history',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 195,
    },
    {
      name: 'a quarter ends with its last month in the file',
      data: { mrr_history: exampleHistory },
      period: { from: '2024-01-01', to: '2024-04-01' },
      value: 207,
    },
    {
      name: 'a period without a month in the file: no value, not 0',
      data: { mrr_history: exampleHistory },
      period: { from: '2025-01-01', to: '2025-02-01' },
      value: null,
    },
    {
      name: 'a list with a flag, one MRR blank',
      data: {
        customers: [
          ['customer_id', 'churned', 'mrr'],
          ['a', false, 30],
          ['b', true, 50],
          ['c', false, null],
        ],
      },
      method: 'snapshot',
      value: 30,
    },
    {
      name: 'only ARR is given: a twelfth',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'arr'],
          ['a', '2023-01-01', null, 1200],
        ],
      },
      period: february,
      method: 'dates',
      value: 100,
    },
  ],
}

export default mrr
