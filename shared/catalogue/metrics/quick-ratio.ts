import type { MetricDefinition } from '#shared/domain/metric.ts'
import { movement, summed } from '../fragments.ts'
import { exampleHistory, february, march } from '../mrr-methods.ts'

const value = '(mrr_won+mrr_added+mrr_regained)/(mrr_reduced+mrr_lost)'

const quickRatio: MetricDefinition = {
  id: 'quick_ratio',
  version: 1,
  name: 'SaaS Quick Ratio',
  aliases: ['quick ratio', 'growth efficiency ratio', 'MRR quick ratio'],
  category: 'revenue',
  unit: 'ratio',
  direction: 'higher_is_better',
  question: 'How much recurring revenue is gained for each unit that is lost?',
  description: 'New, expansion and reactivation MRR divided by contraction and churned MRR.',
  source: 'Common usage in subscription businesses (Mamoon Hamid). Some leave reactivation out.',
  bands: [
    { to: 1, label: 'below 1: shrinking', grade: 'poor' },
    { from: 1, to: 4, label: '1 to 4: growing', grade: 'fair' },
    { from: 4, label: '4 and more: growing well', grade: 'good' },
  ],
  methods: [
    {
      id: 'mrr_history',
      label: 'from the MRR history',
      inputs: {
        mrr_won: { label: 'new MRR', formula: movement('new'), unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: movement('expansion'), unit: 'money' },
        mrr_regained: { label: 'reactivation MRR', formula: movement('reactivation'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: movement('contraction'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: movement('churned'), unit: 'money' },
      },
      formula: value,
      numerator: 'mrr_won',
      denominator: 'mrr_lost',
    },
    {
      id: 'summary_with_reactivation',
      label: 'from the MRR movements in the summary, reactivation included',
      inputs: {
        mrr_won: { label: 'new MRR', formula: summed('mrr_new'), unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: summed('mrr_expansion'), unit: 'money' },
        mrr_regained: { label: 'reactivation MRR', formula: summed('mrr_reactivation'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: summed('mrr_contraction'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: summed('mrr_churned'), unit: 'money' },
      },
      formula: value,
    },
    {
      id: 'summary',
      label: 'from the MRR movements in the summary',
      inputs: {
        mrr_won: { label: 'new MRR', formula: summed('mrr_new'), unit: 'money' },
        mrr_added: { label: 'expansion MRR', formula: summed('mrr_expansion'), unit: 'money' },
        mrr_reduced: { label: 'contraction MRR', formula: summed('mrr_contraction'), unit: 'money' },
        mrr_lost: { label: 'churned MRR', formula: summed('mrr_churned'), unit: 'money' },
      },
      formula: '(mrr_won+mrr_added)/(mrr_reduced+mrr_lost)',
    },
  ],
  examples: [
    {
      name: '110 gained, 15 lost',
      data: { mrr_history: exampleHistory },
      period: february,
      method: 'mrr_history',
      value: 110 / 15,
    },
    {
      name: 'nothing lost: no ratio, not infinity',
      data: { mrr_history: exampleHistory },
      period: march,
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['mrr_new', 'mrr_expansion', 'mrr_contraction', 'mrr_churned'],
          [150, 50, 20, 30],
        ],
      },
      method: 'summary',
      value: 4,
    },
  ],
}

export default quickRatio
