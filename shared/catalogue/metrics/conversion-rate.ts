import type { MetricDefinition } from '#shared/domain/metric.ts'
import { summed } from '../fragments.ts'

const conversionRate: MetricDefinition = {
  id: 'conversion_rate',
  version: 1,
  name: 'Conversion Rate',
  aliases: ['CVR', 'CR', 'visitor conversion rate', 'lead conversion rate', 'trial conversion rate'],
  category: 'engagement',
  unit: 'percent',
  direction: 'higher_is_better',
  question: 'Which share of the visitors did what was hoped for?',
  description: 'Conversions divided by visitors.',
  source:
    'Common usage in marketing. Some divide by sessions; the base here is what the visitors column holds.',
  bands: [
    { to: 0.027, label: 'below the usual 2.7-4.4 % of online shops', grade: 'fair' },
    { from: 0.027, to: 0.044, label: 'usual for online shops: 2.7-4.4 %', grade: 'good' },
    { from: 0.044, label: 'above the usual 2.7-4.4 % of online shops', grade: 'good' },
  ],
  methods: [
    {
      id: 'summary',
      label: 'from conversions and visitors in the summary',
      inputs: {
        converted: { label: 'conversions', formula: summed('conversions'), unit: 'count' },
        came: { label: 'visitors', formula: summed('visitors'), unit: 'count' },
      },
      formula: 'converted/came',
    },
    {
      id: 'summary_purchases',
      label: 'from purchases and visitors in the summary',
      inputs: {
        converted: { label: 'purchases', formula: summed('purchases'), unit: 'count' },
        came: { label: 'visitors', formula: summed('visitors'), unit: 'count' },
      },
      formula: 'converted/came',
    },
  ],
  examples: [
    {
      name: 'purchases stand for conversions where nothing else does',
      data: {
        period_summary: [
          ['visitors', 'purchases'],
          [1000, 5],
        ],
      },
      method: 'summary_purchases',
      value: 0.005,
    },
    {
      name: '5 of 1,000 visitors',
      data: {
        period_summary: [
          ['visitors', 'conversions'],
          [1000, 5],
        ],
      },
      value: 0.005,
    },
    {
      name: 'two months: the sums, not the mean of the rates',
      data: {
        period_summary: [
          ['period', 'visitors', 'conversions'],
          ['2024-01-01', 100, 10],
          ['2024-02-01', 900, 10],
          ['2024-03-01', 900, 900],
        ],
      },
      period: { from: '2024-01-01', to: '2024-03-01' },
      value: 0.02,
    },
    {
      name: 'no visitors: no rate',
      data: {
        period_summary: [
          ['visitors', 'conversions'],
          [0, 0],
        ],
      },
      value: null,
    },
  ],
}

export default conversionRate
