import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectCases } from '#renderer/whatif/model/cases.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { customersCsv } from './sample-business.ts'

let test: TestEngine
beforeEach(async () => {
  test = await startEngine()
})
afterEach(() => test.dispose())

async function baseline(): Promise<Record<DriverName, BaselineDriver>> {
  const { drivers } = await test.ask('scenario.baseline', {})
  return Object.fromEntries(drivers.map((driver) => [driver.driver, driver])) as Record<
    DriverName,
    BaselineDriver
  >
}

const open = async (name: string, text: string) => test.open(await test.write(name, text))

describe('a list of customers with dates', () => {
  beforeEach(() => open('customers.csv', customersCsv()))

  it('measures churn over the last twelve months, with Wilson’s interval and where it is from', async () => {
    const { churn } = await baseline()
    // Each month loses two of 100, 101, 102 ... customers at its start.
    const atStart = Array.from({ length: 12 }, (_, month) => 100 + month).reduce((a, b) => a + b, 0)
    expect(churn.value).toBeCloseTo(24 / atStart, 12)
    expect(churn.lower).toBeCloseTo(0.0127719, 6)
    expect(churn.upper).toBeCloseTo(0.0280532, 6)
    expect(churn).toMatchObject({ origin: 'measured' })
    expect(churn.source.replaceAll('\u00a0', ' ')).toBe(
      '1.90 % a month, 95 % 1.28-2.81, from 12 months of customers’ start and end dates',
    )
  })

  it('counts customers at the end of the data, new ones a month, and what they pay', async () => {
    const { customers, new: joining, arpa } = await baseline()
    expect(customers.value).toBe(112)
    expect(joining.value).toBeCloseTo(37 / 12, 12)
    expect(arpa.value).toBeCloseTo((26 * 50 + 50 * 100 + 36 * 80) / 112, 9)
    expect(arpa.lower).toBeLessThan(arpa.value ?? 0)
    expect(arpa.upper).toBeGreaterThan(arpa.value ?? 0)
  })

  it('keeps a typed driver in the project, says what was measured, and puts it back', async () => {
    const before = (await baseline()).churn
    await test.ask('scenario.setBaseline', { driver: 'churn', value: 0.05 })
    const { churn } = await baseline()
    expect(churn).toMatchObject({ value: 0.05, origin: 'typed' })
    expect(churn.source).toContain('measured: 1.90')
    await test.ask('history.undo', {})
    expect((await baseline()).churn).toEqual(before)
    await test.ask('history.redo', {})
    await test.ask('scenario.setBaseline', { driver: 'churn', value: null })
    expect((await baseline()).churn).toEqual(before)
  })

  it('refuses a typed driver that no business has', async () => {
    const answer = await test.engine.ask('scenario.setBaseline', { driver: 'churn', value: 1.5 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
  })

  it('projects segments that add up to the whole', async () => {
    const { baseline: projected } = await test.ask('scenario.whatIf', {
      whatIf: { months: 12, segmentBy: 'plan' },
    })
    expect(projected.segments.map(({ name }) => name)).toEqual(['Pro', 'Basic'])
    const [first] = projected.monthly
    const lost = projected.segments.reduce((total, { monthly }) => total + (monthly[0]?.lost ?? 0), 0)
    const joined = projected.segments.reduce((total, { monthly }) => total + (monthly[0]?.new ?? 0), 0)
    expect(first?.lost).toBeCloseTo(lost, 9)
    expect(first?.new).toBeCloseTo(joined, 9)
    expect(first?.new).toBeCloseTo(37 / 12, 9)
  })

  it('divides a typed number of customers among segments as the measured ones are', async () => {
    const { baseline: projected } = await test.ask('scenario.whatIf', {
      whatIf: { months: 1, segmentBy: 'plan', drivers: { customers: 1120, churn: 0 } },
    })
    const opening = projected.segments.map(
      ({ monthly: [month] }) => (month?.customers ?? 0) + (month?.lost ?? 0) - (month?.new ?? 0),
    )
    expect(opening[0]).toBeCloseTo(860, 6)
    expect(opening[1]).toBeCloseTo(260, 6)
  })

  it('projects by age with a churn by tenure', async () => {
    const { baseline: projected, problems } = await test.ask('scenario.whatIf', {
      whatIf: { months: 6, tenureChurn: 'kaplan-meier' },
    })
    expect(problems[0]?.message).toContain('Nobody was observed beyond')
    expect(projected.kpis.lifetimeMonths).toBeGreaterThan(0)
    expect(projected.monthly[0]?.lost).not.toBeCloseTo((24 / 1266) * 112, 3)
  })
})

describe('the baseline taken apart, as the window asks for it', () => {
  beforeEach(async () => {
    await open('customers.csv', customersCsv())
  })

  it('names the fields that make segments', async () => {
    const { segmentFields, measuredSegments, tenure } = await test.ask('scenario.baseline', {})
    expect(segmentFields).toContainEqual({ id: 'plan', name: 'Plan' })
    expect(segmentFields.map(({ id }) => id)).not.toContain('customer_id')
    expect(measuredSegments).toBeUndefined()
    expect(tenure).toBeUndefined()
  })

  it('gives each segment drivers of its own that add up', async () => {
    const { drivers, measuredSegments = [] } = await test.ask('scenario.baseline', { segmentBy: 'plan' })
    expect(measuredSegments.map(({ name }) => name)).toEqual(['Pro', 'Basic'])
    const [pro, basic] = measuredSegments
    expect(pro?.drivers.customers).toBe(86)
    expect(basic?.drivers.customers).toBe(26)
    expect(drivers.find(({ driver }) => driver === 'customers')?.value).toBe(86 + 26)
    expect(basic?.drivers.arpa).toBe(50)
    // Two of the Basic ones leave in every month, of 50, 48, ... 28 there; of Pro only the one of the last day.
    expect(basic?.drivers.churn).toBeCloseTo(24 / (((50 + 28) / 2) * 12), 12)
  })

  it('projects in the window as the engine does', async () => {
    const { drivers, measuredSegments } = await test.ask('scenario.baseline', { segmentBy: 'plan' })
    const [windows] = projectCases(
      { months: 12, billing: 'advance', drivers, segments: measuredSegments },
      [],
    )
    const { baseline: engines } = await test.ask('scenario.whatIf', {
      whatIf: { months: 12, segmentBy: 'plan' },
    })
    expect(windows?.projection?.kpis.mrr).toBeCloseTo(engines.kpis.mrr ?? Number.NaN, 9)
    expect(windows?.projection?.segments.map(({ kpis }) => kpis.customers)).toEqual(
      engines.segments.map(({ kpis }) => kpis.customers),
    )
  })

  it('lets each segment leave by the tenure of its own customers', async () => {
    const {
      tenure,
      measuredSegments = [],
      problems,
    } = await test.ask('scenario.baseline', {
      segmentBy: 'plan',
      tenureChurn: 'kaplan-meier',
    })
    expect(problems.map(({ message }) => message).join()).toContain('Nobody was observed beyond')
    const churnOf = (name: string) => {
      const found = measuredSegments.find((segment) => segment.name === name)
      expect(found?.drivers.churn).toBeUndefined()
      return found?.tenure?.churnByTenure.reduce((total, churn) => total + churn, 0) ?? Number.NaN
    }
    const all = tenure?.churnByTenure.reduce((total, churn) => total + churn, 0) ?? Number.NaN
    expect(churnOf('Basic')).toBeGreaterThan(all)
    expect(churnOf('Pro')).toBeLessThan(all)
  })

  it('measures the segments under the row rules of a scenario', async () => {
    const { underRules } = await test.ask('scenario.baseline', {
      segmentBy: 'plan',
      scenarios: [
        {
          name: 'Dearer',
          rules: [
            { dataset: 'customers', where: 'plan="Basic"', set: { monthly_revenue: '=monthly_revenue*2' } },
          ],
        },
        { name: 'Only levers', levers: [{ driver: 'churn', op: 'set', value: 0.01 }] },
        {
          name: 'Broken',
          rules: [{ dataset: 'customers', where: 'nothing=1', set: { monthly_revenue: 1 } }],
        },
      ],
    })
    expect(underRules.map(({ scenario }) => scenario)).toEqual(['Dearer', 'Broken'])
    const basic = underRules[0]?.measuredSegments?.find(({ name }) => name === 'Basic')
    expect(basic?.drivers.arpa).toBe(100)
    expect(underRules[1]?.problem).toContain('nothing')
  })

  it('says why segments or a churn by tenure cannot be, and gives the rest', async () => {
    const { drivers, measuredSegments, problems } = await test.ask('scenario.baseline', {
      segmentBy: 'colour',
    })
    expect(measuredSegments).toBeUndefined()
    expect(problems.map(({ message }) => message)).toEqual([
      'The customers cannot be put into segments: no column of the customers is mapped to “colour”. Map one, or choose another field.',
    ])
    expect(drivers.find(({ driver }) => driver === 'customers')?.value).toBe(112)
  })
})

describe('other data', () => {
  it('a list that says who has left, and nothing of when, has no churn a month', async () => {
    await open('customers.csv', 'customer_id,churned,mrr\na,yes,10\nb,no,20\nc,no,30\nd,yes,10\n')
    const { churn, customers, arpa } = await baseline()
    expect(churn).toMatchObject({ value: null, origin: 'none' })
    expect(churn.source).toContain('not a churn a month')
    expect(customers.value).toBe(2)
    expect(arpa.value).toBe(25)
    const answer = await test.engine.ask('scenario.whatIf', { whatIf: {} })
    expect(answer).toMatchObject({ ok: false, error: { code: 'no_data' } })
    expect(answer.ok ? '' : answer.error.message).toMatch(
      /What-if needs “Churn a month” \(churn\)\. .*tenure/,
    )
  })

  it('an MRR history gives every driver of revenue', async () => {
    await open(
      'mrr.csv',
      [
        'customer_id,month,mrr',
        ...['a', 'b', 'c', 'd'].map((id) => `${id},2024-01-01,100`),
        ...['a,2024-02-01,110', 'b,2024-02-01,90', 'c,2024-02-01,100', 'e,2024-02-01,50'],
        ...['a,2024-03-01,110', 'b,2024-03-01,90', 'c,2024-03-01,100', 'e,2024-03-01,50'],
      ].join('\n'),
    )
    const { churn, customers, new: joining, expansion, contraction, arpa } = await baseline()
    expect(churn.value).toBeCloseTo(1 / 8, 12)
    expect(customers.value).toBe(4)
    expect(arpa.value).toBeCloseTo(87.5, 12)
    expect(joining.value).toBeCloseTo(1 / 2, 12)
    expect(expansion.value).toBeCloseTo(10 / 750, 12)
    expect(contraction.value).toBeCloseTo(10 / 750, 12)
  })

  it('a summary by quarter gives the monthly churn that adds up to the quarter’s', async () => {
    await open(
      'summary.csv',
      [
        'quarter,customers_start,customers_new,customers_lost,customers_end,mrr_end',
        '2024-01-01,100,10,10,100,5000',
        '2024-04-01,100,10,10,100,5000',
        '2024-07-01,100,10,10,100,5000',
      ].join('\n'),
    )
    const { churn, new: joining, customers } = await baseline()
    expect(churn.value).toBeCloseTo(1 - 0.9 ** (1 / 3), 12)
    expect(joining.value).toBeCloseTo(10 / 3, 12)
    expect(customers.value).toBe(100)
  })

  it('a summary of one row without its period does not say what a month’s churn is', async () => {
    await open('summary.csv', 'customers_start,customers_lost,customers_new,customers_end\n1000,50,60,1010\n')
    expect((await baseline()).churn).toMatchObject({ value: null, origin: 'none' })
    expect((await baseline()).churn.source).toContain('does not say how long its period is')
  })

  it('customers who are to start in the future are told, and not measured', async () => {
    const lines = ['a', 'b', 'c'].map((id) => `${id},2023-01-01,,10`)
    await open(
      'customers.csv',
      `customer_id,start_date,end_date,mrr\n${lines.join('\n')}\nd,2923-05-01,,10\ne,2023-02-01,2024-03-01,10\n`,
    )
    const { drivers, problems } = await test.ask('scenario.baseline', {})
    expect(problems[0]?.message).toMatch(/^1 of 5 customers start after today.*century/)
    expect(drivers.find(({ driver }) => driver === 'customers')?.value).toBe(3)
    const { problems: told } = await test.ask('scenario.whatIf', { whatIf: { drivers: { churn: 0.1 } } })
    expect(told[0]?.code).toBe('date_in_future')
  })

  it('customers who are to leave next year are still there, not among the churn, and that is said', async () => {
    const nextYear = new Date().getUTCFullYear() + 1
    await open(
      'customers.csv',
      `customer_id,start_date,end_date,mrr\na,2023-01-01,${nextYear}-03-31,10\nb,2023-01-01,,10\nc,2023-02-01,2024-03-01,10\n`,
    )
    const { drivers, problems } = await test.ask('scenario.baseline', {})
    expect(problems).toEqual([
      {
        code: 'end_in_future',
        severity: 'information',
        message:
          '1 of 3 customers end after today: until then they count as customers, and not among the churn.',
        count: 1,
      },
    ])
    expect(drivers.find(({ driver }) => driver === 'customers')?.value).toBe(2)
  })

  const telco = '../shared/data/telco.csv'
  it.skipIf(!existsSync(telco))('the telco list: who left, over all months of tenure', async () => {
    await test.open(telco)
    const { churn, customers, arpa } = await baseline()
    expect(churn.value).toBeCloseTo(1869 / 227_990, 12)
    expect(customers.value).toBe(5174)
    expect(arpa.value).toBeCloseTo(61.2651, 4)
  })

  it.skipIf(!existsSync(telco))(
    'sBG: the projection’s discounted CLV is that of the model itself',
    async () => {
      await test.open(telco)
      const { baseline: projected, problems } = await test.ask('scenario.whatIf', {
        whatIf: { tenureChurn: 'sbg' },
      })
      const fitted = await test.ask('scenario.clv', { model: 'sbg' })
      const relative = (projected.kpis.clvDiscounted ?? 0) / (fitted.aggregate.clvNewCustomer ?? 1) - 1
      // The projection's curve ends after fifty years.
      expect(Math.abs(relative)).toBeLessThan(1e-4)
      expect(problems[0]?.message).toContain('the mean lifetime has no end')
    },
  )
})
