import type { MetricMethod } from '#shared/domain/metric.ts'
import { comparedRows, movement, summed } from './fragments.ts'

type Movement = Parameters<typeof movement>[0]

/**
 * The two methods that every movement of MRR has. A period that holds only the first month of the history has no value:
 * there is no month before it to have moved from.
 */
export const movementMethods = (field: Movement, label: string): readonly MetricMethod[] => [
  {
    id: 'mrr_history',
    label: 'from the MRR history',
    inputs: {
      amount_moved: { label, formula: movement(field), unit: 'money' },
      rows_compared: { label: 'customers’ months with a month before', formula: comparedRows, unit: 'count' },
    },
    formula: 'IF(rows_compared=0,amount_moved/rows_compared,amount_moved)',
    numerator: 'amount_moved',
    notes: [
      'The first month of the history is the opening position: nothing is known of the month before it.',
    ],
  },
  {
    id: 'summary',
    label: `from ${label} in the summary`,
    inputs: { amount_moved: { label, formula: summed(`mrr_${field}`), unit: 'money' } },
    formula: 'amount_moved',
  },
]

/**
 * A history for examples. January is the opening position; in February a leaves (10), b pays 5 less, c pays 40 more and
 * d joins with 70; in March a comes back with 12.
 */
export const exampleHistory = [
  ['customer_id', 'month', 'mrr'],
  ['a', '2024-01-01', 10],
  ['b', '2024-01-01', 40],
  ['c', '2024-01-01', 50],
  ['b', '2024-02-01', 35],
  ['c', '2024-02-01', 90],
  ['d', '2024-02-01', 70],
  ['a', '2024-03-01', 12],
  ['b', '2024-03-01', 35],
  ['c', '2024-03-01', 90],
  ['d', '2024-03-01', 70],
] as const
export const february = { from: '2024-02-01', to: '2024-03-01' } as const
export const march = { from: '2024-03-01', to: '2024-04-01' } as const
export const january = { from: '2024-01-01', to: '2024-02-01' } as const
