import { describe, expect, it } from 'vitest'
import { cardsOf, withHealthLimits } from '#renderer/metrics/metric-model.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { MetricValue } from '#shared/domain/metric-result.ts'

const churn: MetricValue = {
  id: 'customer_churn_rate',
  name: 'Customer Churn Rate',
  value: 0.04,
  unit: 'percent',
  method: 'dates',
  snapshot: false,
  inputs: {},
  beside: {},
  rows: 100,
  excluded: 0,
  exclusions: [],
  warnings: [],
  missing: [],
}

const point = (from: string, to: string) => ({
  period: from,
  from,
  to,
  id: churn.id,
  value: 0.04,
  incomplete: false,
})

const report = (
  from: string | null,
  to: string | null,
  value: MetricValue = churn,
): ReplyOf<'metrics.report'> => ({
  period: { from, to },
  metrics: [value],
  series: [point('2024-01-01', '2024-02-01')],
  breakdown: [],
  reconciliation: [],
  previous: [],
  yearBefore: [],
})

const bandsOf = (...args: Parameters<typeof report>) =>
  cardsOf(report(...args), [], [])[0]?.bands.map(({ label }) => label)

describe('a monthly benchmark', () => {
  it('stands beside the value of a month', () => {
    expect(bandsOf('2024-01-01', '2024-02-01')).toEqual([
      'healthy: up to 3-5 % a month',
      'above the healthy 3-5 % a month',
    ])
  })

  it('says nothing of a quarter, a year, all the data, or a snapshot', () => {
    expect(bandsOf('2024-01-01', '2024-04-01')).toEqual([])
    expect(bandsOf('2024-01-01', '2025-01-01')).toEqual([])
    expect(bandsOf('2024-01-01', '2024-02-11')).toEqual([])
    expect(bandsOf(null, null)).toEqual([])
    expect(bandsOf('2024-01-01', '2024-02-01', { ...churn, snapshot: true })).toEqual([])
  })

  it('is drawn behind a series of months whatever the period', () => {
    const [card] = cardsOf(report('2022-01-01', '2025-01-01'), [], [])
    expect(card?.seriesBands).toHaveLength(2)
  })
})

describe('the bands of the health score', () => {
  it('are those that the user set', () => {
    const cards = cardsOf(report(null, null, { ...churn, id: 'customer_health_score', value: 61 }), [], [])
    expect(withHealthLimits(cards, 80, 60)[0]?.bands.map(({ label }) => label)).toEqual([
      'red: below 60',
      'amber: 60 to 80',
      'green: 80 and more',
    ])
  })
})
