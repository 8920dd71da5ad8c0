import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, summed } from '../fragments.ts'

const purchases = `orders[is_return],FALSE,${during('orders[date]')}`

const averageOrderValue: MetricDefinition = {
  id: 'average_order_value',
  version: 1,
  name: 'Average Order Value',
  aliases: ['AOV', 'average purchase value', 'APV', 'average basket', 'average transaction value'],
  category: 'value',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What does an order bring, on average?',
  description:
    'The amounts of the period’s orders divided by their number. Lines of one order are one order; returns are shown beside.',
  source: 'Common usage in commerce, and a part of the purchase-based customer lifetime value.',
  methods: [
    {
      id: 'orders',
      label: 'from orders',
      inputs: {
        order_amounts: {
          label: 'amounts of the orders',
          formula: `SUMIFS(orders[amount],${purchases})`,
          unit: 'money',
        },
        order_count: {
          label: 'orders of known amount',
          formula: `COUNTIFS(orders[amount],">=0",${purchases})`,
          unit: 'count',
        },
      },
      formula: 'order_amounts/order_count',
      numerator: 'order_amounts',
      denominator: 'order_count',
      beside: {
        median_order: { label: 'median', formula: `MEDIANIFS(orders[amount],${purchases})`, unit: 'money' },
        return_count: {
          label: 'returns',
          formula: `COUNTIFS(orders[is_return],TRUE,${during('orders[date]')})`,
          unit: 'count',
        },
        returned: {
          label: 'amount returned',
          formula: `-SUMIFS(orders[amount],orders[is_return],TRUE,${during('orders[date]')})`,
          unit: 'money',
        },
      },
    },
    {
      id: 'summary',
      label: 'from revenue and purchases in the summary',
      inputs: {
        order_amounts: { label: 'revenue', formula: summed('revenue'), unit: 'money' },
        order_count: { label: 'purchases', formula: summed('purchases'), unit: 'count' },
      },
      formula: 'order_amounts/order_count',
    },
    {
      id: 'assumption',
      label: 'as typed',
      inputs: {
        average: { label: 'average purchase value', formula: 'average_purchase_value', unit: 'money' },
      },
      formula: 'average',
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'two lines of one order are one order',
      data: {
        transactions: [
          ['customer_id', 'date', 'order_id', 'quantity', 'unit_price'],
          ['a', '2024-01-05', '1', 2, 10],
          ['a', '2024-01-05', '1', 1, 20],
          ['b', '2024-01-06', '2', 1, 20],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: 30,
    },
    {
      name: 'a return is not an order, and one of another period does not count',
      data: {
        transactions: [
          ['customer_id', 'date', 'amount', 'order_id'],
          ['a', '2024-01-05', 30, '1'],
          ['a', '2024-01-07', -30, 'C1'],
          [null, '2024-01-09', 50, '2'],
          ['a', '2024-02-01', 900, '3'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'orders',
      value: 40,
    },
    {
      name: 'no orders: no value',
      data: {
        period_summary: [
          ['revenue', 'purchases'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default averageOrderValue
