import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during, snapshotNote, summed } from '../fragments.ts'

const monthlyRevenue = {
  label: 'average revenue per account a month',
  formula: 'arpa',
  unit: 'money',
} as const
const margin = { label: 'gross margin', formula: 'gross_margin', unit: 'percent' } as const
const value = 'cost_to_win/monthly_revenue/margin'

const cacPaybackMonths: MetricDefinition = {
  id: 'cac_payback_months',
  version: 1,
  name: 'CAC Payback',
  aliases: ['CAC payback period', 'months to recover CAC', 'payback period', 'CAC recovery time'],
  category: 'value',
  unit: 'months',
  direction: 'lower_is_better',
  question: 'After how many months has a customer brought back what it cost to win it?',
  description: 'Acquisition cost of a customer divided by what it brings a month on gross margin.',
  source:
    'Common usage in subscription businesses. The simple form: customers who leave before are not counted; What-if has the form that counts them.',
  bands: [
    { to: 12, label: 'within 12 months', grade: 'good' },
    { from: 12, to: 18, label: '12 to 18 months', grade: 'fair' },
    { from: 18, label: 'more than 18 months', grade: 'poor' },
  ],
  methods: [
    {
      id: 'customers',
      label: 'from the acquisition cost of customers won in the period',
      inputs: {
        cost_to_win: {
          label: 'mean acquisition cost of customers won',
          formula: `AVERAGEIFS(customers[acquisition_cost],${during('customers[start_date]')})`,
          unit: 'money',
        },
        monthly_revenue: monthlyRevenue,
        margin,
      },
      formula: value,
    },
    {
      id: 'summary',
      label: 'from acquisition spend and new customers in the summary',
      inputs: {
        cost_to_win: {
          label: 'acquisition spend / new customers',
          formula: `${summed('acquisition_spend')}/${summed('customers_new')}`,
          unit: 'money',
        },
        monthly_revenue: monthlyRevenue,
        margin,
      },
      formula: value,
    },
    {
      id: 'snapshot',
      label: 'from the acquisition cost of all customers in the list',
      inputs: {
        cost_to_win: {
          label: 'mean acquisition cost',
          formula: 'AVERAGE(customers[acquisition_cost])',
          unit: 'money',
        },
        monthly_revenue: monthlyRevenue,
        margin,
      },
      formula: value,
      notes: [snapshotNote],
      snapshot: true,
    },
    {
      id: 'assumption',
      label: 'from the acquisition cost typed',
      inputs: {
        cost_to_win: { label: 'acquisition cost of a customer', formula: 'acquisition_cost', unit: 'money' },
        monthly_revenue: monthlyRevenue,
        margin,
      },
      formula: value,
    },
  ],
  examples: [
    {
      name: 'cost 600, 100 a month at 50 %',
      data: {},
      assumptions: { average_revenue: 100, gross_margin: 0.5, acquisition_cost: 600 },
      method: 'assumption',
      value: 12,
    },
    {
      name: 'only customers won in the period count; a blank cost is left out',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'mrr', 'acquisition_cost'],
          ['a', '2024-01-01', null, 50, 200],
          ['b', '2024-01-31', null, 50, null],
          ['c', '2023-01-01', null, 50, 9000],
        ],
      },
      assumptions: { gross_margin: 0.8 },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'customers',
      value: 5,
    },
    {
      name: 'no margin: never paid back, so no value',
      data: {},
      assumptions: { average_revenue: 100, gross_margin: 0, acquisition_cost: 600 },
      value: null,
    },
  ],
}

export default cacPaybackMonths
