import { describe, expect, it } from 'vitest'
import { driverCourses, hasRules, missingDrivers, projectCases } from '#renderer/whatif/model/cases.ts'
import { comparisonRows, comparisonText } from '#renderer/whatif/model/comparison.ts'
import { monthText } from '#renderer/whatif/model/month-text.ts'
import { waterfallBars } from '#renderer/whatif/model/waterfall-bars.ts'
import { scenarioSchema } from '#shared/domain/scenario.ts'
import { knownBusiness } from './known-business.ts'

const saver = scenarioSchema.parse({ name: 'Saver', levers: [{ driver: 'churn', op: 'set', value: 0.02 }] })
const bare = scenarioSchema.parse({ name: 'Bare' })

describe('baseline and scenarios', () => {
  it('are projected with the baseline first, and a scenario without changes equals it', () => {
    const [baseline, same] = projectCases(knownBusiness(), [bare])
    expect(baseline?.projection?.kpis.clv).toBeCloseTo((50 * 0.8) / 0.04, 9)
    expect(same?.projection?.kpis).toEqual(baseline?.projection?.kpis)
  })

  it('leave the others alone when one cannot be', () => {
    const broken = scenarioSchema.parse({
      name: 'Broken',
      levers: [{ driver: 'churn', op: 'multiply', value: 100 }],
    })
    const [baseline, first, second] = projectCases(knownBusiness(), [broken, saver])
    expect(first?.problem).toContain('not more than 100 %')
    expect(baseline?.problem).toBeUndefined()
    expect(second?.projection?.kpis.clv).toBeCloseTo((50 * 0.8) / 0.02, 9)
  })

  it('start from what the rows say under the rules of a scenario', () => {
    const business = { ...knownBusiness(), underRules: new Map([['Bare', { drivers: { churn: 0.08 } }]]) }
    const [, ruled] = projectCases(business, [bare])
    expect(ruled?.projection?.kpis.clv).toBeCloseTo((50 * 0.8) / 0.08, 9)
  })

  it('need only the drivers that nothing stands in for', () => {
    expect(missingDrivers(knownBusiness({ churn: null, cac: null, customers: null }))).toEqual([
      'customers',
      'churn',
    ])
  })

  it('count as changing rows when a scenario they build on does', () => {
    const ruled = scenarioSchema.parse({
      name: 'R',
      rules: [{ dataset: 'customers', where: '', set: { mrr: 1 } }],
    })
    const heir = scenarioSchema.parse({ name: 'Heir', basedOn: 'R' })
    expect(hasRules(heir, [ruled, heir])).toBe(true)
    expect(hasRules(saver, [ruled, saver])).toBe(false)
  })
})

describe('the comparison', () => {
  const cases = projectCases(knownBusiness(), [saver])
  const rows = comparisonRows(cases)
  const row = (id: string) => rows.find((each) => each.id === id)

  it('shows every driver and output with difference and share of the baseline', () => {
    expect(row('clv')?.cells[1]?.value).toBeCloseTo(2000, 9)
    expect(row('clv')?.cells[1]?.difference).toBeCloseTo(1000, 9)
    expect(row('clv')?.cells[1]?.relative).toBeCloseTo(1, 12)
    expect(row('churn')?.cells[1]?.difference).toBeCloseTo(-0.02, 12)
    expect(row('arpa')?.cells[1]?.difference).toBe(0)
  })

  it('has no difference for the baseline itself', () => {
    expect(row('mrr')?.cells[0]).toMatchObject({ difference: null, relative: null })
  })

  it('names the last month of a driver that changes over the months', () => {
    const ramped = scenarioSchema.parse({
      name: 'Ramped',
      levers: [{ driver: 'churn', op: 'set', value: 0.02, ramp: 6 }],
    })
    const [, projected] = projectCases(knownBusiness(), [ramped])
    const course = projected === undefined ? undefined : driverCourses(projected).get('churn')
    expect(course?.first).toBeCloseTo(0.04 - 0.02 / 6, 12)
    expect(course?.last).toBeCloseTo(0.02, 12)
  })

  it('copies as plain numbers, a row a figure', () => {
    const lines = comparisonText(cases, rows).split('\n')
    expect(lines[0]).toBe('\tBaseline\tSaver\tSaver: difference\tSaver: difference %')
    expect(lines.find((line) => line.startsWith('CLV\t'))).toBe('CLV\t1000\t2000\t1000\t100')
  })

  it('copies the months as a row each', () => {
    const lines = monthText(cases, 'customers').split('\n')
    expect(lines).toHaveLength(13)
    expect(lines[1]).toBe('1\t1000\t1020')
  })
})

describe('the waterfall', () => {
  it('ends at the scenario, rules and drivers each with their step', () => {
    const business = { ...knownBusiness(), underRules: new Map([['Saver', { drivers: { arpa: 60 } }]]) }
    const [baseline, scenario] = projectCases(business, [saver])
    if (baseline === undefined || scenario === undefined) throw new Error('Both cases were asked for.')
    const bars = waterfallBars(baseline, scenario, 'clv')
    expect(bars.ok && bars.value.map(({ label }) => label)).toEqual([
      'Baseline',
      'Row rules',
      'Churn a month',
      'Saver',
    ])
    const total = scenario.projection?.kpis.clv
    expect(bars.ok && bars.value.at(-2)?.to).toBeCloseTo(total ?? Number.NaN, 6)
  })
})
