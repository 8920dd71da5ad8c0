import type { MetricDefinition } from '#shared/domain/metric.ts'
import {
  atFirst,
  atLast,
  cameBackNote,
  customersAtEnd,
  customersAtStart,
  customersJoinedAndLeft,
  openingCustomers,
  snapshotNote,
  stoppedPaying,
  summed,
  wonAndStoppedPaying,
} from '../fragments.ts'

const newAndStillThere =
  'COUNTIFS(customers[start_date],">="&period_start,customers[start_date],"<"&period_end,customers[end_date],"")+' +
  'COUNTIFS(customers[start_date],">="&period_start,customers[start_date],"<"&period_end,customers[end_date],">="&period_end)'

const customerRetentionRate: MetricDefinition = {
  id: 'customer_retention_rate',
  version: 2,
  name: 'Customer Retention Rate',
  aliases: ['CRR', 'retention rate', 'logo retention', 'customer retention', 'retention'],
  category: 'churn',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the customers at the start were still there at the end?',
  description:
    'Customers at the end less the new ones among them, divided by the customers at the start. It is 100 % less the churn rate.',
  source:
    'Common usage, (E - N) / S. Where N counts customers who were won and left again within the period, they would lower the rate though they were never at the start; from dates they are left out of N.',
  addsUp: true,
  methods: [
    {
      id: 'dates',
      label: 'from customers’ start and end dates',
      inputs: {
        customers_at_start: { label: 'customers at the start', formula: customersAtStart, unit: 'count' },
        customers_at_end: { label: 'customers at the end', formula: customersAtEnd, unit: 'count' },
        customers_won: {
          label: 'new customers still there at the end',
          formula: newAndStillThere,
          unit: 'count',
        },
      },
      formula: '(customers_at_end-customers_won)/customers_at_start',
      numerator: 'customers_at_end',
      denominator: 'customers_at_start',
      beside: {
        joined_and_left: {
          label: 'joined and left within the period',
          formula: customersJoinedAndLeft,
          unit: 'count',
        },
      },
    },
    {
      id: 'mrr_history',
      label: 'from customers who went on paying in the MRR history',
      inputs: {
        customers_at_start: {
          label: 'customers paying at the start',
          formula: openingCustomers,
          unit: 'count',
        },
        customers_gone: { label: 'customers who stopped paying', formula: stoppedPaying, unit: 'count' },
      },
      formula: '(customers_at_start-customers_gone)/customers_at_start',
      denominator: 'customers_at_start',
      beside: wonAndStoppedPaying,
      notes: [cameBackNote],
    },
    {
      id: 'summary',
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
      formula: '(customers_at_end-customers_won)/customers_at_start',
    },
    {
      id: 'summary_lost',
      label: 'from customers at start and lost in the summary',
      inputs: {
        customers_at_start: {
          label: 'customers at the start',
          formula: atFirst('customers_start'),
          unit: 'count',
        },
        customers_gone: { label: 'customers lost', formula: summed('customers_lost'), unit: 'count' },
      },
      formula: '(customers_at_start-customers_gone)/customers_at_start',
      notes: ['Over several rows of the summary, customers won and lost between them count as lost.'],
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
      formula: '(customers_listed-customers_gone)/customers_listed',
      denominator: 'customers_listed',
      notes: [snapshotNote],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'start 150, new 32, end 158',
      data: {
        period_summary: [
          ['customers_start', 'customers_new', 'customers_end'],
          [150, 32, 158],
        ],
      },
      method: 'summary',
      value: 0.84,
    },
    {
      name: 'start 25, new 10, end 31',
      data: {
        period_summary: [
          ['customers_start', 'customers_new', 'customers_end'],
          [25, 10, 31],
        ],
      },
      value: 0.84,
    },
    {
      name: 'joined and left within the period: not lost from the opening base',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['stays', '2023-01-01', null],
          ['leaves', '2023-01-01', '2024-01-20'],
          ['new', '2024-01-05', null],
          ['new, leaves in March', '2024-01-06', '2024-03-06'],
          ['joined and left', '2024-01-05', '2024-01-25'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'dates',
      value: 0.5,
    },
    {
      name: 'nobody at the start: no rate',
      data: {
        period_summary: [
          ['customers_start', 'customers_new', 'customers_end'],
          [0, 10, 10],
        ],
      },
      value: null,
    },
    {
      name: 'a list with a flag',
      data: {
        customers: [
          ['customer_id', 'churned'],
          ['a', true],
          ['b', false],
          ['c', false],
          ['d', false],
        ],
      },
      method: 'snapshot',
      value: 0.75,
    },
  ],
}

export default customerRetentionRate
