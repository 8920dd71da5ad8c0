import type { MetricDefinition } from '#shared/domain/metric.ts'
import { atFirst, movement, movementsNote, openingMrr, summed } from '../fragments.ts'

const value = '(mrr_lost+mrr_reduced-mrr_added)/mrr_at_start'

const netMrrChurnRate: MetricDefinition = {
  id: 'net_mrr_churn_rate',
  version: 1,
  name: 'Net MRR Churn Rate',
  aliases: ['net revenue churn', 'net dollar churn', 'net churn', 'net ARR churn rate'],
  category: 'churn',
  unit: 'percent',
  direction: 'lower_is_better',
  question: 'Which share of the recurring revenue at the start was lost, growth of customers set against it?',
  description:
    'Churned and contraction MRR less expansion MRR, divided by the MRR at the start. Below zero, expansion outweighs the losses. It is 100 % less the Net Revenue Retention.',
  source:
    'Common usage in subscription businesses. Revenue of customers who came back is not set against the losses.',
  bands: [
    { to: 0, label: 'negative churn: expansion outweighs losses', grade: 'good' },
    { from: 0, label: 'losses outweigh expansion', grade: 'fair' },
  ],
  addsUp: true,
  methods: [
    {
      id: 'mrr_history',
      label: 'from the MRR history',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: openingMrr, unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: movement('churned'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: movement('contraction'), unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: movement('expansion'), unit: 'money' },
      },
      formula: value,
      numerator: 'mrr_lost',
      denominator: 'mrr_at_start',
      notes: [movementsNote],
    },
    {
      id: 'summary',
      label: 'from the MRR movements in the summary',
      inputs: {
        mrr_at_start: { label: 'MRR at the start', formula: atFirst('mrr_start'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: summed('mrr_churned'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: summed('mrr_contraction'), unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: summed('mrr_expansion'), unit: 'money' },
      },
      formula: value,
    },
  ],
  examples: [
    {
      name: 'opening 1,000, churned 30, contraction 20, expansion 100: negative',
      data: {
        period_summary: [
          ['mrr_start', 'mrr_expansion', 'mrr_contraction', 'mrr_churned'],
          [1000, 100, 20, 30],
        ],
      },
      method: 'summary',
      value: -0.05,
    },
    {
      name: 'from the history',
      data: {
        mrr_history: [
          ['customer_id', 'month', 'mrr'],
          ['a', '2024-01-01', 10],
          ['b', '2024-01-01', 30],
          ['b', '2024-02-01', 32],
        ],
      },
      period: { from: '2024-02-01', to: '2024-03-01' },
      method: 'mrr_history',
      value: 0.2,
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

export default netMrrChurnRate
