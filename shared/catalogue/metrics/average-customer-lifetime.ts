import type { MetricDefinition } from '#shared/domain/metric.ts'
import {
  atFirst,
  atLast,
  comparedMonths,
  customersAtStart,
  customersLost,
  during,
  months,
  openingCustomers,
  snapshotNote,
  stoppedPaying,
  summed,
} from '../fragments.ts'

/**
 * One over the monthly churn: the period's churn brought to a month as what, each month, compounds to it. Where nobody
 * left, dividing by those who did says so.
 */
const lifetime =
  'IF(customers_gone=0,1/customers_gone,1/(1-(1-customers_gone/customers_at_start)^(1/period_months)))'
const monthlyChurn = {
  label: 'churn a month',
  formula: '1-(1-customers_gone/customers_at_start)^(1/period_months)',
  unit: 'percent',
} as const
const periodMonths = { label: 'months of the period', formula: months, unit: 'months' } as const

const averageCustomerLifetime: MetricDefinition = {
  id: 'average_customer_lifetime',
  version: 2,
  name: 'Average Customer Lifetime',
  aliases: [
    'customer lifespan',
    'average lifespan',
    'customer lifetime',
    'average tenure',
    'expected lifetime',
  ],
  category: 'value',
  unit: 'months',
  direction: 'higher_is_better',
  question: 'How many months does a customer stay, if churn goes on as it is?',
  description:
    'One divided by the monthly churn rate. The churn of a longer period is first brought to a month: 27.1 % a quarter is 10 % a month.',
  source:
    'Common usage; exact where the risk of leaving is the same in every month. A churn rate read off a list without dates is not monthly and is not used.',
  methods: [
    {
      id: 'dates',
      label: 'from the churn of customers with start and end dates',
      inputs: {
        customers_at_start: { label: 'customers at the start', formula: customersAtStart, unit: 'count' },
        customers_gone: { label: 'customers lost in the period', formula: customersLost, unit: 'count' },
        period_months: periodMonths,
      },
      formula: lifetime,
      numerator: 'customers_gone',
      denominator: 'customers_at_start',
      beside: { monthly_churn: monthlyChurn },
    },
    {
      id: 'mrr_history',
      label: 'from customers who stopped paying in the MRR history',
      inputs: {
        customers_at_start: {
          label: 'customers paying at the start',
          formula: openingCustomers,
          unit: 'count',
        },
        customers_gone: { label: 'customers who stopped paying', formula: stoppedPaying, unit: 'count' },
        period_months: { label: 'months compared', formula: comparedMonths, unit: 'months' },
      },
      formula: lifetime,
      numerator: 'customers_gone',
      denominator: 'customers_at_start',
      beside: { monthly_churn: monthlyChurn },
    },
    {
      id: 'summary_lifespan',
      label: 'as the summary gives it',
      inputs: {
        lifespan: {
          label: 'lifespan in months',
          formula: `AVERAGEIFS(period_summary[lifespan],${during('period_summary[period]')})`,
          unit: 'months',
        },
      },
      formula: 'lifespan',
    },
    {
      id: 'summary',
      label: 'from customers lost and customers at start in the summary',
      inputs: {
        customers_at_start: {
          label: 'customers at the start',
          formula: atFirst('customers_start'),
          unit: 'count',
        },
        customers_gone: { label: 'customers lost', formula: summed('customers_lost'), unit: 'count' },
        period_months: periodMonths,
      },
      formula: lifetime,
      beside: { monthly_churn: monthlyChurn },
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
        customers_gone: {
          label: 'customers lost',
          formula: `${atFirst('customers_start')}+${summed('customers_new')}-${atLast('customers_end')}`,
          unit: 'count',
        },
        period_months: periodMonths,
      },
      formula: lifetime,
      beside: { monthly_churn: monthlyChurn },
    },
    {
      id: 'tenure',
      label: 'from months of tenure and who has left',
      inputs: {
        months_observed: {
          label: 'months of tenure, all customers',
          formula: 'SUM(customers[tenure_months])',
          unit: 'months',
        },
        customers_gone: {
          label: 'customers who left',
          formula: 'COUNTIFS(customers[is_churned],TRUE,customers[tenure_months],">=0")',
          unit: 'count',
        },
      },
      formula: 'months_observed/customers_gone',
      numerator: 'months_observed',
      denominator: 'customers_gone',
      beside: {
        monthly_churn: { label: 'churn a month', formula: 'customers_gone/months_observed', unit: 'percent' },
        tenure_of_leavers: {
          label: 'mean tenure of those who left',
          formula: 'AVERAGEIFS(customers[tenure_months],customers[is_churned],TRUE)',
          unit: 'months',
        },
      },
      notes: [
        snapshotNote,
        'All months that customers were observed, divided by how many left: those who stay count with the months they have stayed so far.',
      ],
      snapshot: true,
    },
    {
      id: 'assumption_months',
      label: 'as typed, in months',
      inputs: { lifespan: { label: 'lifespan in months', formula: 'lifespan_months', unit: 'months' } },
      formula: 'lifespan',
      snapshot: true,
    },
    {
      id: 'assumption_years',
      label: 'as typed, in years',
      inputs: { lifespan: { label: 'lifespan in months', formula: 'lifespan_years*12', unit: 'months' } },
      formula: 'lifespan',
      snapshot: true,
    },
    {
      id: 'assumption_churn',
      label: 'from the churn rate typed',
      inputs: { churn_a_month: { label: 'churn a month', formula: 'monthly_churn_rate', unit: 'percent' } },
      formula: '1/churn_a_month',
      snapshot: true,
    },
  ],
  examples: [
    {
      name: '5 of 100 lost in a month: 20 months',
      data: {
        period_summary: [
          ['period', 'customers_start', 'customers_lost'],
          ['2024-01-01', 100, 5],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'summary',
      value: 20,
    },
    {
      name: '271 of 1,000 lost in a quarter are 10 % a month: 10 months',
      data: {
        period_summary: [
          ['period', 'customers_start', 'customers_lost'],
          ['2024-01-01', 1000, 271],
        ],
      },
      period: { from: '2024-01-01', to: '2024-04-01' },
      value: 10,
    },
    {
      name: 'nobody left: no value, not infinity',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['a', '2023-01-01', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
    {
      name: 'tenure of leavers and stayers over the leavers; a blank tenure is left out of both',
      data: {
        customers: [
          ['customer_id', 'churned', 'tenure_months'],
          ['a', true, 6],
          ['b', false, 30],
          ['c', true, 4],
          ['d', true, null],
        ],
      },
      method: 'tenure',
      value: 20,
    },
    {
      name: 'three years typed',
      data: {},
      assumptions: { lifespan_years: 3 },
      method: 'assumption_years',
      value: 36,
    },
    {
      name: 'an MRR history of two compared months within a year: half of the base lost in them',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['a', '2024-02-01', 10],
          ['a', '2024-03-01', 10],
          ['b', '2024-01-01', 10],
          ['b', '2024-02-01', 10],
        ],
      },
      period: { from: '2024-01-01', to: '2025-01-01' },
      method: 'mrr_history',
      value: 1 / (1 - Math.sqrt(0.5)),
    },
  ],
}

export default averageCustomerLifetime
