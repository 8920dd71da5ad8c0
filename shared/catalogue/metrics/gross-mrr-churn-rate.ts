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

const noContraction =
  'The list has one MRR a customer: contraction is not known and is not part of the value.'

const grossMrrChurnRate: MetricDefinition = {
  id: 'gross_mrr_churn_rate',
  version: 1,
  name: 'Gross MRR Churn Rate',
  aliases: [
    'MRR churn rate',
    'gross revenue churn',
    'revenue churn rate',
    'gross ARR churn rate',
    'ARR churn rate',
    'dollar churn',
    'gross dollar churn',
  ],
  category: 'churn',
  unit: 'percent',
  direction: 'lower_is_better',
  question:
    'Which share of the recurring revenue at the start was lost, by customers leaving or paying less?',
  description:
    'Churned and contraction MRR of the period divided by the MRR at its start. In ARR the same: both sides are twelve times as much.',
  source: 'Common usage in subscription businesses. Some leave contraction out; it is part of it here.',
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
      formula: '(mrr_lost+mrr_reduced)/mrr_at_start',
      numerator: 'mrr_lost',
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
      formula: '(mrr_lost+mrr_reduced)/mrr_at_start',
    },
    {
      id: 'summary_churned',
      label: 'from MRR at start and churned in the summary',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: atFirst('mrr_start'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: summed('mrr_churned'), unit: 'money' },
      },
      formula: 'mrr_lost/mrr_at_start',
      notes: ['Contraction is not given and is not part of the value.'],
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
      formula: 'mrr_lost/mrr_at_start',
      numerator: 'mrr_lost',
      denominator: 'mrr_at_start',
      notes: [noContraction],
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
      formula: 'mrr_lost/mrr_listed',
      numerator: 'mrr_lost',
      denominator: 'mrr_listed',
      notes: [snapshotNote, noContraction],
      snapshot: true,
    },
  ],
  examples: [
    {
      name: 'a leaves with 10 of 100, b pays 5 less, c pays more, d is new',
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
      value: 0.15,
    },
    {
      name: 'the first month of the history has nothing to compare with: no rate',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['a', '2024-02-01', 10],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
    {
      name: 'a month that the whole file lacks is passed over, not taken for churn',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['b', '2024-01-01', 10],
          ['a', '2024-03-01', 10],
          ['b', '2024-03-01', 5],
        ],
      },
      period: { from: '2024-02-01', to: '2024-04-01' },
      value: 0.25,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['mrr_start', 'mrr_churned', 'mrr_contraction'],
          [1000, 30, 20],
        ],
      },
      method: 'summary',
      value: 0.05,
    },
    {
      name: 'a list with a flag',
      data: {
        customers: [
          ['customer_id', 'churned', 'mrr'],
          ['a', true, 25],
          ['b', false, 75],
        ],
      },
      method: 'snapshot',
      value: 0.25,
    },
  ],
}

export default grossMrrChurnRate
