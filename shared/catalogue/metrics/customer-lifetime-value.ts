import type { MetricDefinition } from '#shared/domain/metric.ts'
import { during } from '../fragments.ts'

const inSummary = during('period_summary[period]')
const revenueNote =
  'On revenue: no gross margin is given. With a gross margin among the assumptions the value is on margin.'

const customerLifetimeValue: MetricDefinition = {
  id: 'customer_lifetime_value',
  version: 1,
  name: 'Customer Lifetime Value',
  aliases: ['CLV', 'LTV', 'CLTV', 'customer value', 'lifetime value'],
  category: 'value',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What is a customer worth over the whole time it stays?',
  description:
    'What a customer brings a month times the months it stays; on gross margin where one is given. The value is not discounted; What-if has the discounted forms and the models that predict it customer by customer.',
  source:
    'The simple forms of the CLV literature and of common usage: revenue x lifespan; purchase value x purchase frequency x lifespan; ARPA x gross margin / churn.',
  methods: [
    {
      id: 'margin_over_churn',
      label: 'ARPA x gross margin / churn',
      inputs: {
        monthly_revenue: { label: 'average revenue per account a month', formula: 'arpa', unit: 'money' },
        margin: { label: 'gross margin', formula: 'gross_margin', unit: 'percent' },
        lifetime: {
          label: 'average customer lifetime: 1 / monthly churn',
          formula: 'average_customer_lifetime',
          unit: 'months',
        },
      },
      formula: 'monthly_revenue*margin*lifetime',
      beside: { on_revenue: { label: 'on revenue', formula: 'monthly_revenue*lifetime', unit: 'money' } },
    },
    {
      id: 'revenue_times_lifespan',
      label: 'revenue a month x lifespan',
      inputs: {
        monthly_revenue: { label: 'average revenue per account a month', formula: 'arpa', unit: 'money' },
        lifetime: {
          label: 'average customer lifetime',
          formula: 'average_customer_lifetime',
          unit: 'months',
        },
      },
      formula: 'monthly_revenue*lifetime',
      notes: [revenueNote],
    },
    {
      id: 'purchases_measured',
      label: 'average order value x orders a year x lifespan',
      inputs: {
        order_value: { label: 'average order value', formula: 'average_order_value', unit: 'money' },
        orders_a_year: { label: 'orders a year', formula: 'purchase_frequency', unit: 'per_year' },
        lifetime: {
          label: 'average customer lifetime',
          formula: 'average_customer_lifetime',
          unit: 'months',
        },
      },
      formula: 'order_value*orders_a_year*lifetime/12',
      notes: [revenueNote],
    },
    {
      id: 'summary',
      label: 'average revenue x lifespan in the summary',
      inputs: {
        average: {
          label: 'average revenue a month',
          formula: `AVERAGEIFS(period_summary[average_revenue],${inSummary})`,
          unit: 'money',
        },
        lifespan: {
          label: 'lifespan in months',
          formula: `AVERAGEIFS(period_summary[lifespan],${inSummary})`,
          unit: 'months',
        },
      },
      formula: 'average*lifespan',
      notes: [revenueNote],
    },
    {
      id: 'summary_purchases',
      label: 'average purchase value x purchases a year x lifespan in the summary',
      inputs: {
        purchase_value: {
          label: 'average purchase value',
          formula: `AVERAGEIFS(period_summary[average_purchase_value],${inSummary})`,
          unit: 'money',
        },
        purchases_a_year: {
          label: 'purchases a year',
          formula: `AVERAGEIFS(period_summary[purchases_per_year],${inSummary})`,
          unit: 'per_year',
        },
        lifespan: {
          label: 'lifespan in months',
          formula: `AVERAGEIFS(period_summary[lifespan],${inSummary})`,
          unit: 'months',
        },
      },
      formula: 'purchase_value*purchases_a_year*lifespan/12',
      notes: [revenueNote],
    },
    {
      id: 'assumption_purchases_months',
      label: 'average purchase value x purchases a year x lifespan, as typed',
      inputs: {
        purchase_value: { label: 'average purchase value', formula: 'average_purchase_value', unit: 'money' },
        purchases_a_year: { label: 'purchases a year', formula: 'purchases_per_year', unit: 'per_year' },
        lifespan: { label: 'lifespan in months', formula: 'lifespan_months', unit: 'months' },
      },
      formula: 'purchase_value*purchases_a_year*lifespan/12',
      notes: [revenueNote],
      snapshot: true,
    },
    {
      id: 'assumption_purchases_years',
      label: 'average purchase value x purchases a year x lifespan in years, as typed',
      inputs: {
        purchase_value: { label: 'average purchase value', formula: 'average_purchase_value', unit: 'money' },
        purchases_a_year: { label: 'purchases a year', formula: 'purchases_per_year', unit: 'per_year' },
        lifespan: { label: 'lifespan in years', formula: 'lifespan_years' },
      },
      formula: 'purchase_value*purchases_a_year*lifespan',
      notes: [revenueNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '50 a month, 3 years',
      data: {
        period_summary: [
          ['average_revenue', 'lifespan_years'],
          [50, 3],
        ],
      },
      value: 1800,
    },
    {
      name: '50 a month, 3 years, typed',
      data: {},
      assumptions: { average_revenue: 50, lifespan_years: 3 },
      method: 'revenue_times_lifespan',
      value: 1800,
    },
    {
      name: 'on margin: ARPA 40, margin 80 %, churn 50 % a month',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'mrr'],
          ['a', '2023-01-01', null, 40],
          ['b', '2023-01-01', '2024-01-15', 500],
        ],
      },
      assumptions: { gross_margin: 0.8 },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'margin_over_churn',
      value: 64,
    },
    {
      name: 'purchases of 20, six a year, for two years',
      data: {
        period_summary: [
          ['average_purchase_value', 'purchases_per_year', 'lifespan_years'],
          [20, 6, 2],
        ],
      },
      method: 'summary_purchases',
      value: 240,
    },
    {
      name: 'a list without tenure: its churn is not monthly, so there is no value',
      data: {
        customers: [
          ['customer_id', 'churned', 'mrr'],
          ['a', true, 10],
          ['b', false, 20],
        ],
      },
      value: null,
    },
    {
      name: 'nobody left: no value, not infinity',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'mrr'],
          ['a', '2023-01-01', null, 40],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
  ],
}

export default customerLifetimeValue
