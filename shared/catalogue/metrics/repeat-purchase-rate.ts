import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const repeatPurchaseRate: MetricDefinition = {
  id: 'repeat_purchase_rate',
  version: 1,
  name: 'Repeat Purchase Rate',
  aliases: ['RPR', 'repeat customer rate', 'repurchase rate', 'reorder rate', 'repeat rate'],
  category: 'loyalty',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the customers who bought in the period bought more than once in it?',
  description:
    'Customers with more than one order in the period, divided by customers with an order in it. Lines of one order count once; without order numbers a customer’s purchases of one day are one order; returns are not orders.',
  source:
    'Common usage in commerce. Some count a customer as repeating who had ever bought before; that share is shown beside the rate.',
  bands: [
    { to: 0.25, label: 'below the usual 25-30 % of online shops', grade: 'fair' },
    { from: 0.25, label: 'usual for online shops: 25-30 % and more', grade: 'good' },
  ],
  methods: [
    {
      id: 'orders',
      label: 'from orders',
      inputs: {
        repeat_customers: {
          label: 'customers with more than one order',
          formula: `COUNTUNIQUEIFS(orders[customer_id],orders[previous_date],">="&period_start,${during('orders[date]')})`,
          unit: 'count',
        },
        buying_customers: {
          label: 'customers with an order',
          formula: `COUNTUNIQUEIFS(orders[customer_id],orders[number],">=1",${during('orders[date]')})`,
          unit: 'count',
        },
      },
      formula: 'repeat_customers/buying_customers',
      numerator: 'repeat_customers',
      denominator: 'buying_customers',
      beside: {
        bought_before: {
          label: 'customers who had ever bought before, as a share',
          formula: `COUNTUNIQUEIFS(orders[customer_id],orders[number],">=2",${during('orders[date]')})/buying_customers`,
          unit: 'percent',
        },
        order_count: {
          label: 'orders of known customers',
          formula: `COUNTIFS(orders[number],">=1",${during('orders[date]')})`,
          unit: 'count',
        },
      },
    },
    {
      id: 'summary',
      label: 'from buyers and repeat buyers in the summary',
      inputs: {
        repeat_customers: { label: 'repeat buyers', formula: summed('repeat_buyers'), unit: 'count' },
        buying_customers: { label: 'buyers', formula: summed('buyers'), unit: 'count' },
      },
      formula: 'repeat_customers/buying_customers',
      notes: ['Over several rows the buyers are added up: one who bought in two of them counts in both.'],
    },
    {
      id: 'rfm_summary',
      label: 'from the summary by customer',
      inputs: {
        repeat_customers: {
          label: 'customers with a repeat purchase',
          formula: 'COUNTIFS(rfm_summary[frequency],">0")',
          unit: 'count',
        },
        buying_customers: { label: 'customers', formula: 'COUNT(rfm_summary[frequency])', unit: 'count' },
      },
      formula: 'repeat_customers/buying_customers',
      numerator: 'repeat_customers',
      denominator: 'buying_customers',
      notes: ['Snapshot: the period is whatever the file covers.'],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'one of two bought twice; two lines of one order are one order',
      data: {
        transactions: [
          ['customer_id', 'date', 'order_id', 'amount'],
          ['a', '2024-01-05', '1', 10],
          ['a', '2024-01-20', '2', 10],
          ['b', '2024-01-05', '3', 10],
          ['b', '2024-01-05', '3', 15],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'orders',
      value: 0.5,
    },
    {
      name: 'an order before the period does not make a repeat in it, nor does a return or the same day',
      data: {
        transactions: [
          ['customer_id', 'date', 'amount'],
          ['a', '2023-12-31', 10],
          ['a', '2024-01-20', 10],
          ['b', '2024-01-05', 10],
          ['b', '2024-01-06', -10],
          ['c', '2024-01-05', 10],
          ['c', '2024-01-05', 20],
          ['d', '2024-01-05', 20],
          ['d', '2024-01-31', 20],
          [null, '2024-01-31', 20],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0.25,
    },
    {
      name: 'purchases without amounts can be counted',
      data: {
        transactions: [
          ['customer_id', 'date'],
          ['a', '2024-01-05'],
          ['a', '2024-01-06'],
          ['b', '2024-01-05'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 0.5,
    },
    {
      name: 'nobody bought: no rate',
      data: {
        transactions: [
          ['customer_id', 'date', 'amount'],
          ['a', '2023-12-31', 10],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
    {
      name: 'from a summary by customer',
      data: {
        rfm_summary: [
          ['customer_id', 'frequency', 'recency', 'T'],
          ['1', 2, 30.43, 38.86],
          ['2', 0, 0, 38.86],
        ],
      },
      method: 'rfm_summary',
      value: 0.5,
    },
  ],
}

export default repeatPurchaseRate
