import { afterEach, describe, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

/** By default usage weighs 30, support 20; green from 70, amber from 40. D has left, F starts after the period asked. */
const customers = `customer_id,name,start_date,end_date,usage_score,support_score
A,Alba,2024-01-05,,80,30
B,Birk,2024-01-06,,90,
C,Cole,2024-01-07,,,
D,Dora,2024-01-08,2024-02-10,10,10
E,Elin,2024-01-09,,0,100
F,Fenn,2024-05-09,,100,100
`
const period = { from: '2024-03-01', to: '2024-04-01' }

const open = async (text = customers) => {
  project = await mappedProject({ 'customers.csv': text })
  return project.engine.ask
}

describe('the health score under trial', () => {
  it('is about the customers of the metric, and agrees with it', async () => {
    const ask = await open()
    const health = await ask('metrics.health', { period })
    const report = await ask('metrics.report', { period, metrics: ['customer_health_score'] })
    expect(health.of).toBe('customers active at the end')
    expect(health.customers.map(({ name, score, band }) => [name, score, band])).toEqual([
      ['Elin', 40, 'amber'],
      ['Alba', 60, 'amber'],
      ['Birk', 90, 'green'],
      ['Cole', null, null],
    ])
    expect(health.saved).toEqual({
      customers: 4,
      scored: 3,
      mean: report.metrics[0]?.value,
      reweighted: 1,
      bands: { green: 1, amber: 2, red: 0 },
    })
    expect(health.trial).toEqual(health.saved)
  })

  it('shows what other weights, scales and limits would make of them, and saves nothing', async () => {
    const ask = await open()
    const health = await ask('metrics.health', {
      period,
      settings: { health_support_weight: 0, health_usage_high: 80, health_green_from: 99 },
    })
    expect(health.customers.map(({ name, score, before }) => [name, score, before])).toEqual([
      ['Elin', 0, 40],
      ['Alba', 100, 60],
      ['Birk', 100, 90],
      ['Cole', null, null],
    ])
    expect(health.trial.bands).toEqual({ green: 2, amber: 0, red: 1 })
    expect(health.saved.bands).toEqual({ green: 1, amber: 2, red: 0 })
    expect(health.settings.health_support_weight).toBe(20)
  })

  it('counts customers by steps of five points, 100 in the last', async () => {
    const ask = await open()
    const { distribution } = await ask('metrics.health', { period: null })
    const filled = distribution.filter(({ bands }) => Object.values(bands).some((count) => count > 0))
    expect(filled).toEqual([
      { from: 40, bands: { green: 0, amber: 1, red: 0 } },
      { from: 60, bands: { green: 0, amber: 1, red: 0 } },
      { from: 90, bands: { green: 1, amber: 0, red: 0 } },
      { from: 95, bands: { green: 1, amber: 0, red: 0 } },
    ])
    expect(distribution).toHaveLength(20)
  })

  it('says of each dimension how many have it, what its values are like, and what is not mapped', async () => {
    const ask = await open()
    const { dimensions } = await ask('metrics.health', { period })
    expect(dimensions[0]).toEqual({
      dimension: 'usage',
      mapped: true,
      filled: 3,
      blank: 1,
      notUnderstood: 0,
      lowest: 0,
      median: 80,
      highest: 90,
      points: (80 + 90 + 0) / 3,
    })
    expect(dimensions.filter(({ mapped }) => mapped).map(({ dimension }) => dimension)).toEqual([
      'usage',
      'support',
    ])
  })

  it('finds customers by band and by a part of their name', async () => {
    const ask = await open()
    const amber = await ask('metrics.health', { period, group: 'amber' })
    expect(amber.customers.map(({ name }) => name)).toEqual(['Elin', 'Alba'])
    const none = await ask('metrics.health', { period, group: 'none' })
    expect(none.customers.map(({ name }) => name)).toEqual(['Cole'])
    const named = await ask('metrics.health', { period, search: 'LB', limit: 1 })
    expect(named.count).toBe(1)
    expect(named.customers[0]).toMatchObject({
      values: { usage: 80, support: 30 },
      points: { usage: 80, support: 30 },
    })
  })

  it('opens the rows of a band in the grid', async () => {
    const ask = await open()
    const { sets, label } = await ask('metrics.healthRows', { period, group: 'amber' })
    expect(label).toBe('Customers whose health is amber')
    expect(sets.map(({ count }) => count)).toEqual([2])
    const { customers: listed } = await ask('metrics.health', { period, search: 'Alba' })
    const [alba] = listed
    if (alba === undefined) throw new Error('Alba is not listed')
    const one = await ask('metrics.healthRows', { period, only: { sheet: alba.sheet, row: alba.row } })
    expect(one.sets).toEqual([{ sheet: alba.sheet, rowSet: expect.any(String), count: 1 }])
  })

  it('says what keeps settings from giving a score', async () => {
    const ask = await open()
    const { problems } = await ask('metrics.health', {
      period,
      settings: {
        health_usage_weight: 0,
        health_support_weight: 0,
        health_usage_high: 0,
        health_amber_from: 80,
      },
    })
    expect(problems.map(({ setting }) => setting)).toEqual([
      'health_usage_high',
      'health_usage_weight',
      'health_amber_from',
    ])
  })

  it('says what to map where no customer can have a score', async () => {
    const ask = await open('customer_id,start_date\nA,2024-01-05\n')
    const health = await ask('metrics.health', { period })
    expect(health.reason).toContain('Map a usage')
    expect(health.customers).toEqual([])
  })
})

describe('settings saved as one change', () => {
  it('move the metric, and Undo takes all of them back', async () => {
    const ask = await open()
    const mean = async () =>
      (await ask('metrics.report', { period, metrics: ['customer_health_score'] })).metrics[0]?.value
    const before = await mean()
    await ask('metrics.setAssumptions', {
      label: 'health score settings',
      values: [
        { name: 'health_support_weight', value: 0 },
        { name: 'health_usage_high', value: 90 },
      ],
    })
    expect(await mean()).toBeCloseTo((80 / 0.9 + 100 + 0) / 3, 9)
    const { entries } = await ask('history.list', {})
    expect(entries[0]?.label).toBe('health score settings')
    await ask('history.undo', {})
    expect(await mean()).toBe(before)
    await ask('history.redo', {})
    expect((await ask('metrics.health', { period })).settings.health_usage_high).toBe(90)
  })

  it('refuse a name that no formula could speak of', async () => {
    await open()
    const answer = await project?.engine.engine.ask('metrics.setAssumptions', {
      label: 'settings',
      values: [{ name: 'Not a name', value: 1 }],
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
  })
})
