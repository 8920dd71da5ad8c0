import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import kpi from '#electron/cli/commands/kpi.ts'
import { metrics as catalogue } from '#shared/catalogue/index.ts'
import { makeSmallSample } from '#test/small-sample.ts'
import { type KpiDocument, kpiDocument } from './documents.ts'

/** Counts of rows, which the groups of a breakdown share out among them. */
const counts = [
  'logo_churn',
  'ticket_volume',
  'tickets_solved',
  'ticket_backlog',
  'new_mrr',
  'churned_mrr',
  'expansion_mrr',
]

describe('tenure kpi on the sample, month by month and by plan', () => {
  let folder = ''
  let document: KpiDocument
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenure-sample-'))
    const sample = join(folder, 'sample.xlsx')
    await makeSmallSample(sample)
    const outcome = await kpi.run([sample], { grain: 'month', by: 'plan' })
    if (!outcome.ok) throw new Error(outcome.error.message)
    document = kpiDocument.parse(outcome.value.json)
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('every metric of the catalogue has a value, or a reason that is a sentence', () => {
    expect(document.metrics.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id))
    for (const { id, value, reason } of document.metrics)
      if (value === null) expect(reason, id).toMatch(/^\S.+\.$/)
    expect(document.metrics.filter(({ value }) => value === null).length).toBeLessThan(5)
  })

  it('every dated metric with a value has a series without holes over the same months', () => {
    const months = new Set(document.series.map(({ period }) => period))
    for (const { id, value, snapshot } of document.metrics) {
      if (value === null || snapshot) continue
      const points = document.series.filter((point) => point.id === id)
      expect(points.length, id).toBe(months.size)
    }
  })

  it('the groups of a count add up to it', () => {
    for (const id of counts) {
      const groups = document.breakdown.filter((row) => row.id === id)
      const whole = document.metrics.find((metric) => metric.id === id)?.value
      expect(groups.length, id).toBeGreaterThan(1)
      expect(
        groups.reduce((sum, { value }) => sum + (value ?? 0), 0),
        id,
      ).toBeCloseTo(whole ?? Number.NaN, 6)
    }
  })

  it('spellings of a plan are one group', () => {
    const groups = new Set(document.breakdown.map(({ group }) => group.trim().toLowerCase()))
    expect(new Set(document.breakdown.map(({ group }) => group)).size).toBe(groups.size)
  })
})
