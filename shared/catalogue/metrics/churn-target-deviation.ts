import type { MetricDefinition } from '#shared/domain/metric.ts'

const target = { label: 'target churn rate', formula: 'target_churn_rate', unit: 'percent' } as const

const churnTargetDeviation: MetricDefinition = {
  id: 'churn_target_deviation',
  version: 1,
  name: 'Deviation from Target Churn Rate',
  aliases: [
    'churn target deviation',
    'churn forecast deviation',
    'churn against target',
    'forecast churn vs target churn',
  ],
  category: 'churn',
  unit: 'percentage_points',
  direction: 'lower_is_better',
  question: 'By how much will churn miss its target?',
  description:
    'The forecast churn rate less the target. Above zero, more customers are leaving than planned.',
  source:
    'Common usage in customer success planning. The forecast is typed, or taken from What-if; where there is none, the measured rate of the period stands in for it, and the target must be for a period as long.',
  methods: [
    {
      id: 'forecast',
      label: 'forecast less target',
      inputs: {
        expected: { label: 'forecast churn rate', formula: 'forecast_churn_rate', unit: 'percent' },
        aimed_at: target,
      },
      formula: 'expected-aimed_at',
      snapshot: true,
    },
    {
      id: 'measured',
      label: 'measured less target',
      inputs: {
        measured: { label: 'churn rate of the period', formula: 'customer_churn_rate', unit: 'percent' },
        aimed_at: target,
      },
      formula: 'measured-aimed_at',
      notes: ['No forecast is given: the measured churn rate of the period stands in for it.'],
    },
  ],
  examples: [
    {
      name: 'forecast 6 %, target 5 %: one point too many',
      data: {},
      assumptions: { forecast_churn_rate: 0.06, target_churn_rate: 0.05 },
      method: 'forecast',
      value: 0.01,
    },
    {
      name: 'no forecast: the measured 4 % stand in',
      data: {
        period_summary: [
          ['customers_start', 'customers_lost'],
          [100, 4],
        ],
      },
      assumptions: { target_churn_rate: 0.05 },
      method: 'measured',
      value: -0.01,
    },
    { name: 'no target: no value', data: {}, assumptions: { forecast_churn_rate: 0.06 }, value: null },
    {
      name: 'a target of zero is a target',
      data: {},
      assumptions: { forecast_churn_rate: 0.02, target_churn_rate: 0 },
      value: 0.02,
    },
  ],
}

export default churnTargetDeviation
