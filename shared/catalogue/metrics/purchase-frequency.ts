import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed, years } from '../fragments.ts'

const periodYears = { label: 'years of the period', formula: years } as const

const purchaseFrequency: MetricDefinition = {
  id: 'purchase_frequency',
  version: 1,
  name: 'Purchase Frequency',
  aliases: [
    'order frequency',
    'orders per customer',
    'average purchase frequency rate',
    'purchases per year',
  ],
  category: 'value',
  unit: 'per_year',
  direction: 'higher_is_better',
  question: 'How many times a year does a customer buy?',
  description: 'Orders of the period divided by the customers who bought in it, brought to a year.',
  source:
    'Common usage in commerce, and a part of the purchase-based customer lifetime value. Short periods overstate it: who bought in a week bought at least once in it.',
  methods: [
    {
      id: 'orders',
      label: 'from orders',
      inputs: {
        order_count: {
          label: 'orders of known customers',
          formula: `COUNTIFS(orders[number],">=1",${during('orders[date]')})`,
          unit: 'count',
        },
        buying_customers: {
          label: 'customers who bought',
          formula: `COUNTUNIQUEIFS(orders[customer_id],orders[number],">=1",${during('orders[date]')})`,
          unit: 'count',
        },
        period_years: periodYears,
      },
      formula: 'order_count/buying_customers/period_years',
      numerator: 'order_count',
      denominator: 'buying_customers',
      beside: {
        in_the_period: {
          label: 'orders a customer in the period',
          formula: 'order_count/buying_customers',
          unit: 'ratio',
        },
      },
    },
    {
      id: 'summary',
      label: 'from purchases and buyers in the summary',
      inputs: {
        order_count: { label: 'purchases', formula: summed('purchases'), unit: 'count' },
        buying_customers: { label: 'buyers', formula: summed('buyers'), unit: 'count' },
        summary_years: {
          label: 'years that the rows cover, on average',
          formula: `${years}/COUNTIFS(${during('period_summary[period]')})`,
        },
      },
      formula: 'order_count/buying_customers/summary_years',
      notes: ['Buyers are counted row by row: one who bought in two months counts in both.'],
    },
    {
      id: 'assumption',
      label: 'as typed',
      inputs: { typed: { label: 'purchases a year', formula: 'purchases_per_year', unit: 'per_year' } },
      formula: 'typed',
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'three orders of two customers in half a year',
      data: {
        transactions: [
          ['customer_id', 'date', 'amount'],
          ['a', '2024-01-05', 30],
          ['a', '2024-05-05', 30],
          ['b', '2024-06-30', 50],
        ],
      },
      period: { from: '2024-01-01', to: '2024-07-01' },
      value: 3,
    },
    {
      name: 'two purchases on one day are one; a return and an unknown customer are none',
      data: {
        transactions: [
          ['customer_id', 'date', 'amount'],
          ['a', '2024-01-05', 30],
          ['a', '2024-01-05', 10],
          ['a', '2024-03-05', -30],
          [null, '2024-03-06', 30],
        ],
      },
      period: { from: '2024-01-01', to: '2025-01-01' },
      value: 1,
    },
    {
      name: 'nobody bought: no value',
      data: {
        transactions: [
          ['customer_id', 'date', 'amount'],
          ['a', '2023-01-05', 30],
        ],
      },
      period: { from: '2024-01-01', to: '2025-01-01' },
      value: null,
    },
  ],
}

export default purchaseFrequency
