import { describe, expect, it } from 'vitest'
import { report } from '#electron/engine/metrics/report.ts'
import { createScanCache } from '#electron/engine/metrics/scan-cache.ts'
import { findMetric } from '#shared/catalogue/index.ts'
import type { MetricExample } from '#shared/domain/metric.ts'
import { exampleDatasets } from './example-datasets.ts'

async function metricValue(
  id: string,
  example: Pick<MetricExample, 'data' | 'assumptions'>,
  period: MetricExample['period'],
) {
  const metric = findMetric(id)
  if (metric === undefined) throw new Error(`no metric ${id}`)
  const { connection, datasets } = await exampleDatasets(example)
  const { metrics } = await report({
    connection,
    datasets,
    metrics: [metric],
    findMetric,
    period: period ?? null,
    range: undefined,
    cache: createScanCache(),
  })
  const [value] = metrics
  if (value === undefined) throw new Error(`no value for ${id}`)
  return value
}

const january = { from: '2024-01-01', to: '2024-02-01' }
const solvedTickets = {
  tickets: [
    ['ticket_id', 'created_at', 'solved_at'],
    ['1', '2024-01-05 09:00:00', '2024-01-06 09:00:00'],
    ['2', '2024-01-05 09:00:00', '2024-01-07 09:00:00'],
  ],
}

describe('figures beside a value', () => {
  it('are left out where the data does not allow them, and the value stands', async () => {
    const value = await metricValue('tickets_solved', { data: solvedTickets }, january)
    expect(value).toMatchObject({ value: 2, method: 'tickets', beside: {} })
  })

  it('are there where the data allows them', async () => {
    const assumptions = { tickets_target: 8 }
    const value = await metricValue('tickets_solved', { data: solvedTickets, assumptions }, january)
    expect(value).toMatchObject({ value: 2, method: 'tickets', beside: { goal: 8, attainment: 0.25 } })
  })
})

describe('a metric without a value', () => {
  it('names the fields to map, not those of a dataset that is made from them', async () => {
    const value = await metricValue('net_revenue_retention', { data: solvedTickets }, january)
    expect(value.missing.find(({ method }) => method === 'mrr_history')?.fields).toEqual([
      'mrr_history[customer_id]',
      'mrr_history[month]',
      'mrr_history[mrr]',
    ])
    const active = await metricValue('weekly_active_users', { data: solvedTickets }, january)
    expect(active.reason).toBe('Needs User, When (Product activity).')
  })

  it('says which part is 0 in the words of its inputs', async () => {
    const data = {
      period_summary: [
        ['mrr_new', 'mrr_expansion', 'mrr_contraction', 'mrr_churned'],
        [1, 2, 0, 0],
      ],
    }
    const value = await metricValue('quick_ratio', { data }, undefined)
    expect(value).toMatchObject({ value: null, reason: 'contraction MRR + churned MRR is 0.' })
  })

  it('names the fields to be mapped, not those that follow from them', async () => {
    const value = await metricValue('first_response_time', { data: solvedTickets }, january)
    expect(value.reason).toBe('Needs First response time (Support tickets).')
  })
})
