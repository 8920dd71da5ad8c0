import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const lifetimeValue = {
  label: 'customer lifetime value',
  formula: 'customer_lifetime_value',
  unit: 'money',
} as const
const marginNote =
  'The lifetime value is on gross margin only where a gross margin is given; on revenue the ratio comes out too high.'

const ltvToCac: MetricDefinition = {
  id: 'ltv_to_cac',
  version: 1,
  name: 'LTV to CAC Ratio',
  aliases: ['LTV:CAC', 'LTV/CAC', 'CLV to CAC', 'CLV:CAC', 'lifetime value to acquisition cost'],
  category: 'value',
  unit: 'ratio',
  direction: 'higher_is_better',
  question: 'How many times over does a customer bring back what it cost to win it?',
  description: 'Customer lifetime value divided by the cost of winning a customer.',
  source: 'Common usage in subscription businesses.',
  bands: [
    { to: 1, label: 'below 1: a customer costs more than it brings', grade: 'poor' },
    { from: 1, to: 3, label: 'below 3', grade: 'fair' },
    { from: 3, label: '3 and more', grade: 'good' },
  ],
  methods: [
    {
      id: 'customers',
      label: 'from the acquisition cost of customers won in the period',
      inputs: {
        lifetime_value: lifetimeValue,
        cost_to_win: {
          label: 'mean acquisition cost of customers won',
          formula: `AVERAGEIFS(customers[acquisition_cost],${during('customers[start_date]')})`,
          unit: 'money',
        },
      },
      formula: 'lifetime_value/cost_to_win',
      notes: [marginNote],
    },
    {
      id: 'summary',
      label: 'from acquisition spend and new customers in the summary',
      inputs: {
        lifetime_value: lifetimeValue,
        cost_to_win: {
          label: 'acquisition spend / new customers',
          formula: `${summed('acquisition_spend')}/${summed('customers_new')}`,
          unit: 'money',
        },
      },
      formula: 'lifetime_value/cost_to_win',
      notes: [marginNote],
    },
    {
      id: 'snapshot',
      label: 'from the acquisition cost of all customers in the list',
      inputs: {
        lifetime_value: lifetimeValue,
        cost_to_win: {
          label: 'mean acquisition cost',
          formula: 'AVERAGE(customers[acquisition_cost])',
          unit: 'money',
        },
      },
      formula: 'lifetime_value/cost_to_win',
      notes: [marginNote, snapshotNote],
      snapshot: true,
    },
    {
      id: 'assumption',
      label: 'from the acquisition cost typed',
      inputs: {
        lifetime_value: lifetimeValue,
        cost_to_win: { label: 'acquisition cost of a customer', formula: 'acquisition_cost', unit: 'money' },
      },
      formula: 'lifetime_value/cost_to_win',
      notes: [marginNote],
    },
  ],
  examples: [
    {
      name: 'lifetime value 1,800, acquisition cost 600',
      data: {},
      assumptions: { average_revenue: 50, lifespan_years: 3, acquisition_cost: 600 },
      method: 'assumption',
      value: 3,
    },
    {
      name: 'spend 1,200 for 4 new customers, lifetime value 1,800',
      data: {
        period_summary: [
          ['average_revenue', 'lifespan_years', 'acquisition_spend', 'customers_new'],
          [50, 3, 1200, 4],
        ],
      },
      method: 'summary',
      value: 6,
    },
    {
      name: 'a cost of zero: no ratio, not infinity',
      data: {},
      assumptions: { average_revenue: 50, lifespan_years: 3, acquisition_cost: 0 },
      value: null,
    },
  ],
}

export default ltvToCac
