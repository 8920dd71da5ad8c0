import type { MetricDefinition } from '#shared/domain/metric.ts'
import { atFirst, movement, movementsNote, openingMrr, summed } from '../fragments.ts'

const value = '(mrr_at_start+mrr_added-mrr_reduced-mrr_lost)/mrr_at_start'

const netRevenueRetention: MetricDefinition = {
  id: 'net_revenue_retention',
  version: 1,
  name: 'Net Revenue Retention',
  aliases: ['NRR', 'net dollar retention', 'NDR', 'net retention', 'net MRR retention', 'net renewal rate'],
  category: 'churn',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'What has become of the recurring revenue of the customers at the start?',
  description:
    'MRR at the start, more expansion, less contraction and churned MRR, divided by the MRR at the start. New customers and those who came back do not count.',
  source:
    'Common usage in subscription businesses. Some count customers who came back as expansion; here they do not count.',
  bands: [
    { to: 1, label: 'below 100 %: the customers at the start bring less', grade: 'poor' },
    { from: 1, label: '100 % and more: growth without a new customer', grade: 'good' },
  ],
  addsUp: true,
  methods: [
    {
      id: 'mrr_history',
      label: 'from the MRR history',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: openingMrr, unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: movement('expansion'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: movement('contraction'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: movement('churned'), unit: 'money' },
      },
      formula: value,
      denominator: 'mrr_at_start',
      notes: [movementsNote],
    },
    {
      id: 'summary',
      label: 'from the MRR movements in the summary',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: atFirst('mrr_start'), unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: summed('mrr_expansion'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: summed('mrr_contraction'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: summed('mrr_churned'), unit: 'money' },
      },
      formula: value,
    },
  ],
  examples: [
    {
      name: 'expansion outweighs losses; a new customer does not count',
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
      value: 1.25,
    },
    {
      name: 'opening 1,000, expansion 100, contraction 20, churned 30',
      data: {
        period_summary: [
          ['mrr_start', 'mrr_expansion', 'mrr_contraction', 'mrr_churned'],
          [1000, 100, 20, 30],
        ],
      },
      method: 'summary',
      value: 1.05,
    },
    {
      name: 'a customer who comes back is neither expansion nor base',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['b', '2024-01-01', 10],
          ['b', '2024-02-01', 10],
          ['a', '2024-03-01', 10],
          ['b', '2024-03-01', 10],
        ],
      },
      period: { from: '2024-03-01', to: '2024-04-01' },
      value: 1,
    },
    {
      name: 'nothing at the start: no rate',
      data: {
        period_summary: [
          ['mrr_start', 'mrr_expansion', 'mrr_contraction', 'mrr_churned'],
          [0, 10, 0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default netRevenueRetention
