import type { MetricDefinition } from '#shared/domain/metric.ts'
import { exampleHistory, february } from '../mrr-methods.ts'

const arr: MetricDefinition = {
  id: 'arr',
  version: 1,
  name: 'Annual Recurring Revenue',
  aliases: ['ARR', 'annualized run rate', 'annual run rate', 'yearly recurring revenue'],
  category: 'revenue',
  unit: 'money',
  direction: 'higher_is_better',
  question: 'What do the customers pay a year, of what recurs, as of the end of the period?',
  description: 'Twelve times the monthly recurring revenue at the end of the period.',
  source: 'Common usage in subscription businesses.',
  methods: [
    {
      id: 'from_mrr',
      label: 'twelve times MRR',
      inputs: { recurring_revenue: { label: 'MRR at the end', formula: 'mrr', unit: 'money' } },
      formula: 'recurring_revenue*12',
    },
  ],
  examples: [
    { name: 'MRR 195', data: { mrr_history: exampleHistory }, period: february, value: 2340 },
    { name: 'MRR in a summary', data: { period_summary: [['mrr_end'], [1000]] }, value: 12000 },
    {
      name: 'no month in the period: no value',
      data: { mrr_history: exampleHistory },
      period: { from: '2025-01-01', to: '2025-02-01' },
      value: null,
    },
  ],
}

export default arr
