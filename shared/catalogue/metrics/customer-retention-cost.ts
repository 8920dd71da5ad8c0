import type { MetricDefinition } from '#shared/domain/metric.ts'
import { atLast, overActiveAtStart, summed } from '../fragments.ts'

const activeThroughout =
  'COUNTIFS(customers[start_date],"<"&period_start,customers[end_date],"")+' +
  'COUNTIFS(customers[start_date],"<"&period_start,customers[end_date],">="&period_end)'
const cost = {
  label: 'retention cost: support, marketing, onboarding ...',
  formula: summed('retention_spend'),
  unit: 'money',
} as const

const customerRetentionCost: MetricDefinition = {
  id: 'customer_retention_cost',
  version: 1,
  name: 'Customer Retention Cost',
  aliases: ['CRC', 'cost of retention', 'retention cost', 'cost to retain a customer'],
  category: 'value',
  unit: 'money',
  direction: 'lower_is_better',
  question: 'What does it cost to keep a customer?',
  description:
    'All spending on existing customers in the period - support, marketing to them, onboarding and training - divided by the customers kept through it.',
  source:
    'Common usage in customer success. What belongs to the cost differs between companies; Tenure adds up the cost columns given.',
  methods: [
    {
      id: 'summary',
      label: 'from retention cost and customers retained in the summary',
      inputs: {
        spent: cost,
        customers_kept: { label: 'customers retained', formula: summed('customers_retained'), unit: 'count' },
      },
      formula: 'spent/customers_kept',
      notes: ['Over several rows the customers retained are added up: the value is for as long as one row.'],
    },
    {
      id: 'summary_and_customers',
      label: 'from retention cost in the summary and customers who stayed through the period',
      inputs: {
        spent: cost,
        customers_kept: {
          label: 'customers active at the start and at the end',
          formula: activeThroughout,
          unit: 'count',
        },
      },
      formula: 'spent/customers_kept',
      denominator: 'customers_kept',
      beside: {
        customers_at_start: {
          label: 'customers at the start',
          formula: overActiveAtStart('COUNTIFS'),
          unit: 'count',
        },
      },
    },
    {
      id: 'summary_end_less_new',
      label: 'from retention cost and customers at end less new in the summary',
      inputs: {
        spent: cost,
        customers_kept: {
          label: 'customers at the end, less new',
          formula: `${atLast('customers_end')}-${summed('customers_new')}`,
          unit: 'count',
        },
      },
      formula: 'spent/customers_kept',
    },
    {
      id: 'assumption',
      label: 'as typed',
      inputs: {
        typed: { label: 'retention cost of a customer a month', formula: 'retention_cost', unit: 'money' },
      },
      formula: 'typed',
      notes: ['The value is for a month.'],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'cost 10,000, 1,000 customers retained',
      data: {
        period_summary: [
          ['retention_cost', 'customers_retained'],
          [10000, 1000],
        ],
      },
      method: 'summary',
      value: 10,
    },
    {
      name: 'cost in parts, customers at end less new',
      data: {
        period_summary: [
          ['support_cost', 'marketing_cost', 'onboarding_cost', 'customers_end', 'customers_new'],
          [6000, 3000, 1000, 120, 20],
        ],
      },
      method: 'summary_end_less_new',
      value: 100,
    },
    {
      name: 'a cost of nothing is a cost, not a gap',
      data: {
        period_summary: [
          ['retention_cost', 'customers_retained'],
          [0, 1000],
        ],
      },
      value: 0,
    },
    {
      name: 'nobody retained: no value',
      data: {
        period_summary: [
          ['retention_cost', 'customers_retained'],
          [10000, 0],
        ],
      },
      value: null,
    },
  ],
}

export default customerRetentionCost
