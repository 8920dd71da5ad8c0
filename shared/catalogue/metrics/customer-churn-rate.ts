import type { MetricDefinition } from '#shared/domain/metric.ts'
import {
  atFirst,
  atLast,
  cameBackNote,
  customersAtStart,
  customersJoinedAndLeft,
  customersLost,
  customersNew,
  openingCustomers,
  snapshotNote,
  stoppedPaying,
  summed,
  wonAndStoppedPaying,
} from '../fragments.ts'

const customerChurnRate: MetricDefinition = {
  id: 'customer_churn_rate',
  version: 2,
  name: 'Customer Churn Rate',
  aliases: [
    'logo churn rate',
    'attrition rate',
    'customer attrition',
    'churn',
    'churn rate',
    'cancellation rate',
    'turnover rate',
  ],
  category: 'churn',
  unit: 'percent',
  direction: 'lower_is_better',
  question: 'Which share of the customers at the start had left by the end?',
  description:
    'Customers lost in the period, divided by the customers at its start. A customer won and lost within the period is not part of the base and is reported beside the rate.',
  source:
    'Common usage in subscription businesses. Variants divide by the mean of start and end, or count customers won in the period as lost from the base; this one does neither.',
  bands: [
    { grain: 'month', to: 0.05, label: 'healthy: up to 3-5 % a month', grade: 'good' },
    { grain: 'month', from: 0.05, label: 'above the healthy 3-5 % a month', grade: 'poor' },
  ],
  addsUp: true,
  methods: [
    {
      id: 'dates',
      label: 'from customers’ start and end dates',
      inputs: {
        customers_at_start: { label: 'customers at the start', formula: customersAtStart, unit: 'count' },
        customers_gone: { label: 'customers lost in the period', formula: customersLost, unit: 'count' },
      },
      formula: 'customers_gone/customers_at_start',
      numerator: 'customers_gone',
      denominator: 'customers_at_start',
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
        customers_at_start: {
          label: 'customers paying at the start',
          formula: openingCustomers,
          unit: 'count',
        },
        customers_gone: { label: 'customers who stopped paying', formula: stoppedPaying, unit: 'count' },
      },
      formula: 'customers_gone/customers_at_start',
      numerator: 'customers_gone',
      denominator: 'customers_at_start',
      beside: wonAndStoppedPaying,
      notes: [cameBackNote],
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
      },
      formula: 'customers_gone/customers_at_start',
      notes: ['Over several rows of the summary, customers won and lost between them count as lost.'],
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
      formula: '(customers_at_start+customers_won-customers_at_end)/customers_at_start',
      notes: ['The customers lost are those at the start and the new ones that are not there at the end.'],
    },
    {
      id: 'summary_net',
      label: 'from customers at start and at end in the summary',
      inputs: {
        customers_at_start: {
          label: 'customers at the start',
          formula: atFirst('customers_start'),
          unit: 'count',
        },
        customers_at_end: { label: 'customers at the end', formula: atLast('customers_end'), unit: 'count' },
      },
      formula: '(customers_at_start-customers_at_end)/customers_at_start',
      notes: ['Net of new customers: customers won in the period hide as many lost ones.'],
    },
    {
      id: 'snapshot',
      label: 'from a list of customers that says who has left',
      inputs: {
        customers_listed: {
          label: 'customers in the list',
          formula: 'ROWS(customers[is_churned])',
          unit: 'count',
        },
        customers_gone: {
          label: 'customers who left',
          formula: 'COUNTIFS(customers[is_churned],TRUE)',
          unit: 'count',
        },
      },
      formula: 'customers_gone/customers_listed',
      numerator: 'customers_gone',
      denominator: 'customers_listed',
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'start 500, lost 25',
      data: {
        period_summary: [
          ['customers_start', 'customers_lost'],
          [500, 25],
        ],
      },
      method: 'summary',
      value: 0.05,
    },
    {
      name: 'start 150, end 136: net of new',
      data: {
        period_summary: [
          ['customers_start', 'customers_end'],
          [150, 136],
        ],
      },
      method: 'summary_net',
      value: 14 / 150,
    },
    {
      name: 'start 500, lost 5',
      data: {
        period_summary: [
          ['customers_start', 'customers_lost'],
          [500, 5],
        ],
      },
      value: 0.01,
    },
    {
      name: 'start 150, new 32, end 158: 24 were lost',
      data: {
        period_summary: [
          ['customers_start', 'customers_new', 'customers_end'],
          [150, 32, 158],
        ],
      },
      method: 'summary_start_new_end',
      value: 0.16,
    },
    {
      name: 'a quarter of monthly rows: the first month’s start, the three months’ losses',
      data: {
        period_summary: [
          ['period', 'customers_start', 'customers_lost'],
          ['2024-01-01', 100, 2],
          ['2024-02-01', 110, 3],
          ['2024-03-01', 120, 5],
          ['2024-04-01', 130, 50],
        ],
      },
      period: { from: '2024-01-01', to: '2024-04-01' },
      value: 0.1,
    },
    {
      name: 'boundary days: the first day of the period is in it, the first day after it is not',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['left on the first day', '2023-01-01', '2024-02-01'],
          ['left on the last day, of a leap year', '2023-01-01', '2024-02-29'],
          ['left on the day after', '2023-01-01', '2024-03-01'],
          ['left the day before', '2023-01-01', '2024-01-31'],
          ['stays', '2023-01-01', null],
          ['started on the first day', '2024-02-01', null],
          ['joined and left within', '2024-02-03', '2024-02-20'],
        ],
      },
      period: { from: '2024-02-01', to: '2024-03-01' },
      method: 'dates',
      value: 0.5,
    },
    {
      name: 'nobody at the start: no rate, not 0 %',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['new', '2024-02-01', '2024-02-10'],
        ],
      },
      period: { from: '2024-02-01', to: '2024-03-01' },
      value: null,
    },
    {
      name: 'an end date that is no date counts neither as lost nor as staying',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['a', '2023-01-01', null],
          ['b', '2023-01-01', '2024-02-10'],
          ['c', '2023-01-01', 'N/A soon'],
        ],
      },
      period: { from: '2024-02-01', to: '2024-03-01' },
      value: 0.5,
    },
    {
      name: 'a list with a flag: the base is every row',
      data: {
        customers: [
          ['customer_id', 'churned', 'tenure_months'],
          ['a', true, 3],
          ['b', false, 30],
          ['c', false, 12],
          ['d', null, 1],
        ],
      },
      method: 'snapshot',
      value: 0.25,
    },
    {
      name: 'a list without customer numbers',
      data: { customers: [['churned'], [true], [false], [false], [true]] },
      value: 0.5,
    },
    {
      name: 'MRR history: c stops paying in February',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['a', '2024-02-01', 10],
          ['b', '2024-01-01', 10],
          ['b', '2024-02-01', 5],
          ['c', '2024-01-01', 10],
          ['d', '2024-02-01', 10],
        ],
      },
      period: { from: '2024-02-01', to: '2024-03-01' },
      method: 'mrr_history',
      value: 1 / 3,
    },
    {
      name: 'MRR history over a quarter: d, won and lost within it, is no part of the base',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2023-12-01', 10],
          ['a', '2024-01-01', 10],
          ['a', '2024-02-01', 10],
          ['a', '2024-03-01', 10],
          ['b', '2023-12-01', 10],
          ['b', '2024-01-01', 10],
          ['d', '2024-01-01', 10],
          ['d', '2024-02-01', 10],
        ],
      },
      period: { from: '2024-01-01', to: '2024-04-01' },
      method: 'mrr_history',
      value: 1 / 2,
    },
  ],
}

export default customerChurnRate
