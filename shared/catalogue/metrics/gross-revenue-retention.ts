import type { MetricDefinition } from '#shared/domain/metric.ts'
import {
  atFirst,
  lostInPeriod,
  movement,
  movementsNote,
  openingMrr,
  overActiveAtStart,
  snapshotNote,
  summed,
} from '../fragments.ts'

const grossRevenueRetention: MetricDefinition = {
  id: 'gross_revenue_retention',
  version: 1,
  name: 'Gross Revenue Retention',
  aliases: [
    'GRR',
    'gross renewal rate',
    'gross dollar retention',
    'GDR',
    'gross retention',
    'gross MRR retention',
  ],
  category: 'churn',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the recurring revenue at the start is still there, growth of customers aside?',
  description:
    'MRR at the start less churned and contraction MRR, divided by the MRR at the start. Expansion does not count, so it is never above 100 %.',
  source: 'Common usage in subscription businesses. It is 100 % less the Gross MRR Churn Rate.',
  addsUp: true,
  methods: [
    {
      id: 'mrr_history',
      label: 'from the MRR history',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: openingMrr, unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: movement('churned'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: movement('contraction'), unit: 'money' },
      },
      formula: '(mrr_at_start-mrr_lost-mrr_reduced)/mrr_at_start',
      denominator: 'mrr_at_start',
      notes: [movementsNote],
    },
    {
      id: 'summary',
      label: 'from MRR at start, churned and contraction in the summary',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: atFirst('mrr_start'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: summed('mrr_churned'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: summed('mrr_contraction'), unit: 'money' },
      },
      formula: '(mrr_at_start-mrr_lost-mrr_reduced)/mrr_at_start',
    },
    {
      id: 'dates',
      label: 'from the MRR of customers with start and end dates',
      inputs: {
        mrr_at_start: {
          label: 'MRR of customers active at the start',
          formula: overActiveAtStart('SUMIFS', 'customers[monthly_revenue],'),
          unit: 'money',
        },
        mrr_lost: {
          label: 'MRR of those lost in the period',
          formula: `SUMIFS(customers[monthly_revenue],${lostInPeriod})`,
          unit: 'money',
        },
      },
      formula: '(mrr_at_start-mrr_lost)/mrr_at_start',
      denominator: 'mrr_at_start',
      notes: ['The list has one MRR a customer: contraction is not known and is not part of the value.'],
    },
    {
      id: 'snapshot',
      label: 'from the MRR of a list of customers that says who has left',
      inputs: {
        mrr_listed: {
          label: 'MRR of all customers in the list',
          formula: 'SUM(customers[monthly_revenue])',
          unit: 'money',
        },
        mrr_lost: {
          label: 'MRR of those who left',
          formula: 'SUMIFS(customers[monthly_revenue],customers[is_churned],TRUE)',
          unit: 'money',
        },
      },
      formula: '(mrr_listed-mrr_lost)/mrr_listed',
      denominator: 'mrr_listed',
      notes: [
        snapshotNote,
        'The list has one MRR a customer: contraction is not known and is not part of the value.',
      ],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'expansion and new customers do not lift it',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['b', '2024-01-01', 40],
          ['c', '2024-01-01', 50],
          ['b', '2024-02-01', 35],
          ['c', '2024-02-01', 90],
          ['d', '2024-02-01', 70],
        ],
      },
      period: { from: '2024-02-01', to: '2024-03-01' },
      method: 'mrr_history',
      value: 0.85,
    },
    {
      name: 'opening 1,000, churned 30, contraction 20',
      data: {
        period_summary: [
          ['mrr_start', 'mrr_churned', 'mrr_contraction'],
          [1000, 30, 20],
        ],
      },
      method: 'summary',
      value: 0.95,
    },
    {
      name: 'nothing at the start: no rate',
      data: {
        period_summary: [
          ['mrr_start', 'mrr_churned', 'mrr_contraction'],
          [0, 0, 0],
        ],
      },
      value: null,
    },
    {
      name: 'a list with a flag',
      data: {
        customers: [
          ['churned', 'mrr'],
          [true, 25],
          [false, 75],
          [true, null],
        ],
      },
      method: 'snapshot',
      value: 0.75,
    },
    {
      name: 'from dates; a customer whose MRR is blank counts on neither side',
      data: {
        customers: [
          ['customer_id', 'start_date', 'end_date', 'mrr'],
          ['a', '2023-01-01', '2024-01-15', 20],
          ['b', '2023-01-01', null, 60],
          ['c', '2023-01-01', '2024-01-16', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'dates',
      value: 0.75,
    },
  ],
}

export default grossRevenueRetention
