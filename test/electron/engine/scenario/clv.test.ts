import { existsSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { latestClv } from '#electron/engine/scenario/clv/latest-clv.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { customersCsv } from './sample-business.ts'

type Request = RequestInput<'scenario.clv'>

let test: TestEngine
const start = async () => {
  test = await startEngine()
}
const stop = () => test.dispose()

/** Every test of the block begins with an empty project. */
function eachInNewProject() {
  beforeEach(start)
  afterEach(stop)
}

const open = async (name: string, text: string) => test.open(await test.write(name, text))
const clv = (request: Request) => test.ask('scenario.clv', request)

async function refusal(request: Request) {
  const answer = await test.engine.ask('scenario.clv', request)
  return answer.ok ? undefined : answer.error
}

const data = '../shared/data'
const hasData = existsSync(`${data}/cdnow_transactions.csv`)

describe.skipIf(!hasData)('CDNOW, purchases until 1997-09-30 in weeks', () => {
  beforeAll(start)
  beforeAll(() => test.open(`${data}/cdnow_transactions.csv`))
  afterAll(stop)
  const paper = { unit: 'week', observationEnd: '1997-09-30' } as const

  it('BG/NBD and Gamma-Gamma give the published parameters', async () => {
    const fit = await clv({ model: 'bg-nbd', ...paper })
    // Fader, Hardie & Lee 2005, table 2; Fader & Hardie 2013 (v 15.44).
    expect(fit.parameters.r).toBeCloseTo(0.243, 3)
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 3)
    expect(fit.parameters.a).toBeCloseTo(0.793, 3)
    expect(fit.parameters.b).toBeCloseTo(2.426, 3)
    expect(fit.logLikelihood).toBeCloseTo(-9582.4, 1)
    expect(fit.spend?.p).toBeCloseTo(6.25, 2)
    expect(fit.spend?.q).toBeCloseTo(3.74, 2)
    expect(fit.spend?.v).toBeCloseTo(15.44, 2)
    expect(fit.converged).toBe(true)
    expect(fit.customers).toHaveLength(2357)
    for (const value of Object.values(fit.standardErrors)) expect(value).toBeGreaterThan(0)
  })

  it('values every customer, and adds them up by decile, distribution and cohort', async () => {
    const fit = await clv({ model: 'mbg-nbd', ...paper })
    const total = fit.customers.reduce((sum, { clv: value }) => sum + (value ?? 0), 0)
    expect(fit.aggregate.clv).toBeCloseTo(total, 6)
    expect(fit.deciles.map(({ customers }) => customers).reduce((a, b) => a + b)).toBe(2357)
    expect(fit.deciles.map(({ clv: value }) => value).reduce((a, b) => a + b)).toBeCloseTo(total, 6)
    expect(fit.distribution?.counts.reduce((a, b) => a + b)).toBe(2357)
    expect(fit.groups.map(({ group }) => group)).toEqual(['1997 Q1'])
    expect(fit.customers.every(({ pAlive }) => pAlive !== null && pAlive > 0 && pAlive <= 1)).toBe(true)
  })

  it('foresees the hold-out: purchases in weeks 40 to 78', async () => {
    const fit = await clv({ model: 'bg-nbd', ...paper })
    const { holdoutActual = 0, holdoutExpected = 0 } = fit.aggregate
    expect(holdoutActual).toBe(1882)
    expect(Math.abs((holdoutExpected ?? 0) / (holdoutActual ?? 1) - 1)).toBeLessThan(0.15)
    expect(fit.checks.map(({ title }) => title)).toEqual([
      'Repeat purchases during the observation',
      'Repeat purchases added up over time',
      'Repeat purchases by week',
      'Purchases in the hold-out, by purchases before it',
    ])
  })

  it('keeps the last third back as a check where no end of observation is given', async () => {
    const whole = await clv({ model: 'bg-nbd', unit: 'week' })
    expect(whole.source).toContain('observed until 1998-06-30')
    // 1 January 1997 and two thirds of the 545 days to 30 June 1998.
    expect(whole.warnings.join(' ')).toContain('fitted once more, to the purchases until 1997-12-30')
    const split = await clv({ model: 'bg-nbd', unit: 'week', observationEnd: '1997-12-30' })
    expect(whole.aggregate.holdoutExpected).toBeCloseTo(split.aggregate.holdoutExpected ?? Number.NaN, 6)
    expect(whole.aggregate.holdoutActual).toBe(split.aggregate.holdoutActual)
    expect(whole.parameters.alpha).not.toBeCloseTo(split.parameters.alpha ?? Number.NaN, 3)
    expect(whole.checks.map(({ title }) => title)).toEqual(split.checks.map(({ title }) => title))
  })

  it('does not change a customer’s results with the unit of time', async () => {
    const weeks = await clv({ model: 'bg-nbd', ...paper })
    const days = await clv({ model: 'bg-nbd', ...paper, unit: 'day' })
    expect(days.parameters.alpha).toBeCloseTo((weeks.parameters.alpha ?? 0) * 7, 3)
    for (const [index, customer] of weeks.customers.entries()) {
      expect(days.customers[index]?.pAlive).toBeCloseTo(customer.pAlive ?? 0, 6)
      expect(days.customers[index]?.clv).toBeCloseTo(customer.clv ?? 0, 3)
    }
  })

  it('says that BG/NBD takes one-time buyers for alive; MBG/NBD does not', async () => {
    const bg = await clv({ model: 'bg-nbd', ...paper })
    const mbg = await clv({ model: 'mbg-nbd', ...paper })
    expect(bg.warnings.join(' ')).toContain('P(alive) = 1')
    expect(mbg.warnings.join(' ')).not.toContain('P(alive) = 1')
    expect(bg.customers.filter(({ pAlive }) => pAlive === 1).length).toBeGreaterThan(1000)
    expect(mbg.customers.filter(({ pAlive }) => pAlive === 1)).toHaveLength(0)
  })

  it('puts what a customer bought beside what it is worth', async () => {
    await clv({ model: 'bg-nbd', ...paper, top: 1 })
    const { fields, customers, total } = await test.ask('scenario.clvCustomers', { search: '0001' })
    expect(total).toBe(2357)
    expect(fields.map(({ id }) => id)).toEqual(['purchases', 'last_purchase', 'spent'])
    expect(customers[0]).toMatchObject({ id: '0001', values: [4, '1997-12-12', expect.closeTo(100.5, 9)] })
    const bySpend = { by: 'spent', descending: true }
    const top = await test.ask('scenario.clvCustomers', { sort: bySpend, limit: 20 })
    const spent = top.customers.map(({ values }) => Number(values[2]))
    expect(spent).toEqual(spent.toSorted((a, b) => b - a))
  })

  it('keeps the last CLV for the grid and the export until the data changes', async () => {
    await clv({ model: 'bg-nbd', ...paper, top: 3 })
    const project = await test.engine.project()
    const latest = latestClv(project)
    expect(latest?.customers).toHaveLength(2357)
    for (const customer of latest?.customers.slice(0, 10) ?? [])
      expect(latest?.byCustomer.get(customer.id)).toBe(customer)
    const [sheet] = (await test.ask('project.info', {})).sheets
    const column = sheet?.columns[0]
    if (sheet === undefined || column === undefined) throw new Error('there is no sheet')
    await test.ask('sheet.apply', {
      command: { type: 'setCells', sheet: sheet.id, cells: [{ row: 2, column: column.id, input: '9' }] },
    })
    expect(await test.ask('scenario.clvCustomers', { limit: 1 })).toMatchObject({ isCurrent: false })
    await test.ask('history.undo', {})
  })

  it('gives what is at risk by P(alive): of the model last asked for, else of the one that is advised', async () => {
    await clv({ model: 'bg-nbd', ...paper, top: 1 })
    expect((await test.ask('scenario.revenueAtRisk', {})).basis).toContain('by BG/NBD')
    await clv({ model: 'mbg-nbd', ...paper })
    const risk = await test.ask('scenario.revenueAtRisk', { top: 10 })
    expect(risk.basis).toContain('by MBG/NBD')
    expect(risk.customers).toHaveLength(10)
    expect(risk.customers.at(-1)?.saved).toBeCloseTo(
      risk.customers.reduce((sum, { atRisk }) => sum + atRisk, 0),
      6,
    )
  })

  it('stops when it is cancelled, and the engine goes on', async () => {
    const controller = new AbortController()
    const answer = await test.engine.ask(
      'scenario.clv',
      { model: 'pareto-nbd', ...paper },
      { signal: controller.signal, onProgress: () => controller.abort() },
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect((await test.ask('scenario.clvAdvice', {})).model).toBe('mbg-nbd')
  })

  it.each([
    ['an end that is no date', { observationEnd: 'soon' }, /is not a date/],
    ['an end still to come', { observationEnd: '2999-01-01' }, /still to come/],
    ['an end before any purchase', { observationEnd: '1990-01-01' }, /No customer bought before/],
    ['an end too early to see repeats', { observationEnd: '1997-01-02' }, /bought a second time/],
    ['years', { unit: 'year' }, /not in years/],
    ['half a month', { horizon: 0.5 }, /whole number/],
  ] as const)('refuses %s', async (_name, wrong, sentence) => {
    expect((await refusal({ model: 'bg-nbd', ...paper, ...wrong }))?.message).toMatch(sentence)
  })
})

describe.skipIf(!hasData)('the CDNOW summary', () => {
  eachInNewProject()
  it('gives the same parameters as the purchases, and no value without spend', async () => {
    await test.open(`${data}/cdnow_rfm.csv`)
    const fit = await clv({ model: 'bg-nbd', unit: 'week' })
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 3)
    expect(fit.spend).toBeNull()
    expect(fit.customers[0]).toMatchObject({ expectedValue: null, clv: null })
    expect(fit.warnings.join(' ')).toContain('No amounts are known')
  })

  it('with spend, values customers', async () => {
    await test.open(`${data}/cdnow_rfm_spend.csv`)
    const fit = await clv({ model: 'bg-nbd', unit: 'week' })
    expect(fit.spend).not.toBeNull()
    expect(fit.aggregate.clv).toBeGreaterThan(0)
  })
})

const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491]

describe('survivors of a cohort', () => {
  eachInNewProject()
  it('the High End series gives the published sBG', async () => {
    await open(
      'survivors.csv',
      `Year,Survivors\n${highEnd.map((count, year) => `${year},${count}`).join('\n')}\n`,
    )
    const fit = await clv({ model: 'sbg', discount: 0.1 })
    // Fader & Hardie 2007, table 2.
    expect(fit.parameters.alpha).toBeCloseTo(0.668, 3)
    expect(fit.parameters.beta).toBeCloseTo(3.806, 3)
    expect(fit.logLikelihood).toBeCloseTo(-1611.2, 1)
    expect(fit.aggregate).toMatchObject({ monthsPerPeriod: 12, customers: 1000, expectedLifetime: null })
    expect(fit.checks[0]?.lines[0]?.values[1]).toBeCloseTo(0.869, 12)
    expect((await test.ask('scenario.clvAdvice', {})).model).toBe('sbg')
  })

  it('that grow are refused', async () => {
    await open('survivors.csv', 'Year,Survivors\n0,100\n1,120\n2,90\n')
    const columns = ['Year', 'Survivors'].map((column, index) => ({
      column,
      field: ['period', 'survivors'][index] ?? '',
    }))
    await test.ask('mapping.set', {
      mapping: {
        version: 1,
        sheets: [{ file: 'survivors.csv', sheet: 'survivors', kind: 'survivors', columns, values: [] }],
      },
    })
    expect((await refusal({ model: 'sbg' }))?.message).toContain('a cohort can only shrink')
  })
})

describe('customers with dates', () => {
  eachInNewProject()
  beforeEach(() => open('customers.csv', customersCsv()))

  it('simple: ARPA x margin / churn, each customer by their own MRR', async () => {
    const fit = await clv({ model: 'simple', margin: 0.5, discount: 0 })
    const churn = fit.parameters.churn ?? 0
    expect(churn).toBeCloseTo(24 / 1266, 12)
    expect(fit.customers.find(({ id }) => id === 'C001')?.clv).toBeCloseTo((100 * 0.5) / churn, 6)
    expect(fit.customers.find(({ id }) => id === 'C000')).toMatchObject({ pAlive: 0, clv: 0 })
    expect(fit.aggregate.clvDiscountedInAdvance).toBeCloseTo(fit.aggregate.clvNewCustomer ?? 0, 6)
  })

  it('a fit that does not converge is refused, without numbers', async () => {
    expect(await refusal({ model: 'sbg' })).toMatchObject({ code: 'did_not_converge' })
  })

  it('adds CLV up by a field', async () => {
    const fit = await clv({ model: 'simple', by: 'plan' })
    expect(fit.groups.map(({ by, group }) => [by, group])).toEqual([
      ['plan', 'Pro'],
      ['plan', 'Basic'],
    ])
    expect((await refusal({ model: 'simple', by: 'colour' }))?.message).toContain('"colour"')
  })

  it('revenue at risk takes one churn for all where it does not fall with tenure', async () => {
    const risk = await test.ask('scenario.revenueAtRisk', { months: 12 })
    expect(risk.basis).toContain('one churn for all')
    expect(risk.customers[0]?.risk).toBeCloseTo(1 - (1 - 24 / 1266) ** 12, 9)
    expect(risk.bands.map(({ band }) => band)).toEqual(['low', 'medium', 'high'])
  })
})

describe('other data', () => {
  eachInNewProject()
  const telco = `${data}/telco.csv`
  it.skipIf(!existsSync(telco))('sBG of the telco tenures', async () => {
    await test.open(telco)
    const fit = await clv({ model: 'sbg' })
    expect(fit.customers).toHaveLength(7043)
    expect(fit.parameters.alpha).toBeGreaterThan(0)
    expect(fit.aggregate.clv).toBeGreaterThan(0)
    const risk = await test.ask('scenario.revenueAtRisk', {})
    expect(risk.basis).toContain('sBG')
    const advice = await test.ask('scenario.clvAdvice', {})
    expect(advice).toMatchObject({ model: 'sbg', possible: ['sbg', 'simple'] })
    expect(advice.advice).toContain('1,869 of 7,043')
  })

  it('health bands: the MRR in red is at risk', async () => {
    await open(
      'customers.csv',
      'customer_id,churned,mrr,usage_score\na,no,100,90\nb,no,50,10\nc,no,30,55\nd,yes,70,10\n',
    )
    const risk = await test.ask('scenario.revenueAtRisk', { basis: 'health' })
    expect(risk.bands.find(({ band }) => band === 'red')).toMatchObject({ customers: 1, mrr: 50, atRisk: 50 })
  })

  it('customers at risk carry the names they are listed with', async () => {
    await open(
      'customers.csv',
      'customer_id,company name,churned,mrr,usage_score\na,Alder Ltd,no,100,90\nb,Birch Inc,no,50,10\nc,,no,30,5\n',
    )
    const risk = await test.ask('scenario.revenueAtRisk', { basis: 'health' })
    expect(risk.customers.map(({ id, name }) => [id, name])).toEqual(
      expect.arrayContaining([
        ['a', 'Alder Ltd'],
        ['b', 'Birch Inc'],
        ['c', undefined],
      ]),
    )
  })

  it('nothing mapped: says what to map', async () => {
    expect((await test.ask('scenario.clvAdvice', {})).model).toBeNull()
    expect((await refusal({ model: 'bg-nbd' }))?.message).toContain('needs dated purchases')
    expect((await refusal({ model: 'sbg' }))?.message).toContain('sBG needs customers')
    expect((await test.ask('scenario.revenueAtRisk', {})).reason).toContain('Map start and end dates')
  })

  it('purchases dated in the future are refused', async () => {
    await open('orders.csv', 'customer_id,date,amount\na,2999-01-01,5\na,2024-01-01,5\nb,2024-02-01,5\n')
    expect((await refusal({ model: 'bg-nbd', observationEnd: '2024-03-01' }))?.message).toContain(
      'dated after today',
    )
  })

  it('fewer than three customers who bought again are refused', async () => {
    await open('orders.csv', 'customer_id,date,amount\na,2024-01-01,5\na,2024-02-01,5\nb,2024-02-01,5\n')
    expect((await refusal({ model: 'bg-nbd' }))?.message).toContain(
      'Only 1 of 2 customers bought a second time',
    )
  })
})
