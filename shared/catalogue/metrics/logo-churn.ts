import type { MetricDefinition } from '#shared/domain/metric.ts'
import {
  atFirst,
  atLast,
  cameBackNote,
  customersJoinedAndLeft,
  customersLost,
  customersNew,
  snapshotNote,
  stoppedPaying,
  summed,
  wonAndStoppedPaying,
} from '../fragments.ts'

const logoChurn: MetricDefinition = {
  id: 'logo_churn',
  version: 2,
  name: 'Logo Churn',
  aliases: [
    'customers lost',
    'lost customers',
    'churned customers',
    'churn count',
    'number of churned customers',
  ],
  category: 'churn',
  unit: 'count',
  direction: 'lower_is_better',
  question: 'How many customers were lost?',
  description: 'Customers who were there at the start of the period and left in it.',
  source:
    'Common usage in subscription businesses. The rate that goes by the same name is the Customer Churn Rate.',
  methods: [
    // Over all the data nobody is there at the start: whoever has left is then lost.
    {
      id: 'snapshot',
      label: 'from a list of customers that says who has left',
      inputs: {
        customers_gone: {
          label: 'customers who left',
          formula: 'COUNTIFS(customers[is_churned],TRUE)',
          unit: 'count',
        },
      },
      formula: 'customers_gone',
      numerator: 'customers_gone',
      notes: [snapshotNote],
      snapshot: true,
    },
    {
      id: 'dates',
      label: 'from customers’ start and end dates',
      inputs: {
        customers_gone: { label: 'customers lost in the period', formula: customersLost, unit: 'count' },
      },
      formula: 'customers_gone',
      numerator: 'customers_gone',
      beside: {
        customers_won: { label: 'new in the period', formula: customersNew, unit: 'count' },
        joined_and_left: {
          label: 'joined and left within the period',
          formula: customersJoinedAndLeft,
          unit: 'count',
        },
      },
    },
    {
      id: 'mrr_history',
      label: 'from customers who stopped paying in the MRR history',
      inputs: {
        customers_gone: { label: 'customers who stopped paying', formula: stoppedPaying, unit: 'count' },
      },
      formula: 'customers_gone',
      numerator: 'customers_gone',
      beside: wonAndStoppedPaying,
      notes: [cameBackNote],
    },
    {
      id: 'summary',
      label: 'from customers lost in the summary',
      inputs: {
        customers_gone: { label: 'customers lost', formula: summed('customers_lost'), unit: 'count' },
      },
      formula: 'customers_gone',
    },
    {
      id: 'summary_start_new_end',
      label: 'from customers at start, new and at end in the summary',
      inputs: {
        customers_at_start: {
          label: 'customers at the start',
          formula: atFirst('customers_start'),
          unit: 'count',
        },
        customers_won: { label: 'new customers', formula: summed('customers_new'), unit: 'count' },
        customers_at_end: { label: 'customers at the end', formula: atLast('customers_end'), unit: 'count' },
      },
      formula: 'customers_at_start+customers_won-customers_at_end',
    },
  ],
  examples: [
    {
      name: 'who joined and left within the period is not lost from the base',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['a', '2023-01-01', '2024-01-01'],
          ['b', '2023-01-01', '2024-01-31'],
          ['c', '2024-01-02', '2024-01-20'],
          ['d', '2023-01-01', '2024-02-01'],
          ['e', '2023-01-01', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'dates',
      value: 2,
    },
    {
      name: 'nobody left: zero',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['a', '2023-01-01', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0,
    },
    {
      name: 'start 150, new 32, end 158',
      data: {
        period_summary: [
          ['customers_start', 'customers_new', 'customers_end'],
          [150, 32, 158],
        ],
      },
      value: 24,
    },
  ],
}

export default logoChurn
