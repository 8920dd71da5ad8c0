import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestInput } from '#shared/contract/index.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

type WhatIf = RequestInput<'scenario.whatIf'>['whatIf']

const drivers = {
  customers: 1000,
  new: 40,
  churn: 0.04,
  arpa: 50,
  expansion: 0,
  contraction: 0,
  margin: 0.8,
  cac: 300,
  retentionCost: 2,
  discount: 0.1,
} as const

let test: TestEngine
beforeAll(async () => {
  test = await startEngine()
})
afterAll(() => test.dispose())

const ask = (whatIf: WhatIf) => test.ask('scenario.whatIf', { whatIf })

async function refusalOf(whatIf: WhatIf): Promise<string> {
  const answer = await test.engine.ask('scenario.whatIf', { whatIf })
  return answer.ok ? 'answered' : answer.error.message
}

describe('an empty project, all drivers given', () => {
  it('projects month by month by the stated conventions', async () => {
    const { baseline, months } = await ask({ months: 3, drivers })
    expect(months).toBe(3)
    expect(baseline.monthly.map(({ customers }) => customers)).toEqual([1000, 1000, 1000])
    const [first] = baseline.monthly
    expect(first).toMatchObject({
      month: 1,
      new: 40,
      lost: 40,
      revenue: 50_000,
      grossProfit: 40_000,
      mrr: 50_000,
    })
    expect(first?.contribution).toBe(40_000 - 2 * 1000 - 300 * 40)
    expect(baseline.kpis.clv).toBeCloseTo((50 * 0.8) / 0.04, 9)
    const i = 1.1 ** (1 / 12) - 1
    expect(baseline.kpis.clvDiscounted).toBeCloseTo((50 * 0.8 * (1 + i)) / (i + 0.04), 9)
    expect(baseline.kpis.ltvToCac).toBeCloseTo(1000 / 300, 9)
  })

  it('a scenario without levers equals the baseline, month by month and KPI by KPI', async () => {
    const { baseline, scenarios } = await ask({ drivers, scenarios: [{ name: 'as it is' }] })
    expect(scenarios[0]?.monthly).toEqual(baseline.monthly)
    expect(scenarios[0]?.kpis).toEqual(baseline.kpis)
    for (const value of Object.values(scenarios[0]?.delta ?? {})) expect(value).toBe(0)
  })

  it('compares scenarios, one built on another', async () => {
    const { baseline, scenarios, waterfall } = await ask({
      drivers,
      scenarios: [
        { name: 'less churn', levers: [{ driver: 'churn', op: 'set', value: 0.03 }] },
        {
          name: 'and dearer',
          basedOn: 'less churn',
          levers: [{ driver: 'arpa', op: 'multiply', value: 1.1 }],
        },
      ],
    })
    expect(scenarios[0]?.kpis.clv).toBeCloseTo((50 * 0.8) / 0.03, 9)
    expect(scenarios[1]?.kpis.clv).toBeCloseTo((55 * 0.8) / 0.03, 9)
    expect(scenarios[1]?.delta.clv).toBeCloseTo((scenarios[1]?.kpis.clv ?? 0) - (baseline.kpis.clv ?? 0), 9)
    const steps = waterfall[1]?.steps.map(({ effect }) => effect) ?? []
    expect(steps.reduce((total, effect) => total + effect, 0)).toBeCloseTo(scenarios[1]?.delta.clv ?? 0, 6)
  })

  it('the value that goal seek finds, put back, gives the target', async () => {
    const { goalSeek } = await ask({ drivers, goalSeek: [{ driver: 'churn', output: 'clv', target: 2000 }] })
    expect(goalSeek[0]?.value).toBeCloseTo(0.02, 9)
    const again = await ask({ drivers: { ...drivers, churn: goalSeek[0]?.value ?? 0 } })
    expect(again.baseline.kpis.clv).toBeCloseTo(2000, 6)
  })

  it('goal seek says what comes nearest where the target is out of reach', async () => {
    const { goalSeek } = await ask({
      drivers,
      goalSeek: [{ driver: 'margin', output: 'clv', target: 5000, min: 0, max: 1 }],
    })
    expect(goalSeek[0]).toMatchObject({ value: null, nearest: { value: 1 } })
    expect(goalSeek[0]?.nearest?.output).toBeCloseTo(1250, 6)
    expect(goalSeek[0]?.reason).toContain('No value of margin between 0 and 1')
  })

  it('asks about a scenario where the question names one', async () => {
    const { goalSeek } = await ask({
      drivers,
      scenarios: [{ name: 'dearer', levers: [{ driver: 'arpa', op: 'multiply', value: 2 }] }],
      goalSeek: [{ driver: 'churn', output: 'clv', target: 2000, scenario: 'dearer' }],
    })
    expect(goalSeek[0]).toMatchObject({ scenario: 'dearer' })
    expect(goalSeek[0]?.value).toBeCloseTo(0.04, 9)
  })

  it('the centre of a two-way table equals the baseline', async () => {
    const { baseline, dataTables } = await ask({
      drivers,
      dataTables: [
        {
          output: 'clv',
          x: { driver: 'churn', values: [0.03, 0.04, 0.05] },
          y: { driver: 'arpa', values: [40, 50, 60] },
        },
      ],
    })
    expect(dataTables[0]?.values).toHaveLength(3)
    expect(dataTables[0]?.values[1]?.[1]).toBeCloseTo(baseline.kpis.clv ?? 0, 9)
  })

  it('sorts the drivers of a tornado by effect', async () => {
    const { sensitivity } = await ask({ drivers, tornado: { output: 'clv', swing: 0.1 } })
    // To the cent, so that drivers of equal effect count as sorted either way.
    const effects = sensitivity.map(({ low, high }) =>
      Math.round(100 * Math.abs((high.output ?? 0) - (low.output ?? 0))),
    )
    expect(effects).toEqual([...effects].sort((a, b) => b - a))
    expect(sensitivity[0]?.driver).toBe('churn')
  })

  it('says what a programme that cuts churn may cost', async () => {
    const { breakEven } = await ask({ drivers, breakEven: { churnReduction: 0.01 } })
    expect(breakEven?.perCustomer).toBeGreaterThan(0)
    const { breakEven: absurd } = await ask({ drivers, breakEven: { churnReduction: 0.5 } })
    expect(absurd).toMatchObject({ perCustomer: null })
    expect(absurd?.reason).toContain('Churn is -46 %')
  })

  it('repeats a simulation by its seed, and another seed gives another one', async () => {
    const simulation = (seed: number) =>
      ask({
        drivers,
        months: 12,
        simulation: {
          runs: 500,
          seed,
          distributions: { churn: { type: 'beta', mean: 0.04, standardDeviation: 0.01 } },
          target: { output: 'customers', value: 1000 },
        },
      }).then((reply) => reply.simulation)
    const [first, again, other] = [await simulation(7), await simulation(7), await simulation(8)]
    expect(first).toEqual(again)
    expect(first.fans).not.toEqual(other.fans)
    expect(first).toMatchObject({ runs: 500, seed: 7, leftOut: 0, scenario: 'Baseline' })
    expect(first.fans?.customers.p5).toHaveLength(12)
    expect(first.target?.probability).toBeGreaterThan(0.3)
    expect(first.target?.probability).toBeLessThan(0.7)
  })

  it('stops a simulation that is cancelled', async () => {
    const controller = new AbortController()
    const fractions: number[] = []
    const answer = await test.engine.ask(
      'scenario.whatIf',
      { whatIf: { drivers, months: 12, simulation: { runs: 500_000, distributions: {} } } },
      {
        signal: controller.signal,
        onProgress: ({ fraction = 0 }) => {
          fractions.push(fraction)
          if (fractions.length === 3) controller.abort()
        },
      },
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(fractions).toHaveLength(3)
  })
})

describe('what is not given', () => {
  it('needs churn, ARPA and customers, and says what it takes the others to be', async () => {
    const { baseline, problems } = await ask({ drivers: { customers: 100, churn: 0.05, arpa: 20 } })
    expect(baseline.kpis.clv).toBeCloseTo(20 / 0.05, 9)
    expect(problems.map(({ message }) => message.split(':')[0])).toEqual(
      expect.arrayContaining(['New customers a month', 'Gross margin', 'CAC']),
    )
  })

  it('names every driver that is missing', async () => {
    const refusal = await refusalOf({ drivers: { churn: 0.05 } })
    expect(refusal).toContain('“Customers at the start” (customers)')
    expect(refusal).toContain('“ARPA a month” (arpa)')
    expect(refusal).not.toContain('(churn)')
  })
})

describe('input that no business can have', () => {
  it.each([
    ['churn over 100 %', { ...drivers, churn: 1.2 }, /Churn is 120 %.*not more than 100 %/],
    ['negative churn', { ...drivers, churn: -0.1 }, /cannot be below 0 %/],
    ['negative ARPA', { ...drivers, arpa: -5 }, /ARPA a month is -5.*cannot be negative/],
    ['no customers', { ...drivers, customers: 0 }, /no customers at the start/],
  ] as const)('%s', async (_name, given, sentence) => {
    expect(await refusalOf({ drivers: given })).toMatch(sentence)
  })

  it('names the scenario whose levers go too far', async () => {
    const refusal = await refusalOf({
      drivers,
      scenarios: [{ name: 'doom', levers: [{ driver: 'churn', op: 'add', value: 2 }] }],
    })
    expect(refusal).toMatch(/^Scenario "doom": Churn is 204 %/)
  })

  it.each([
    ['builds on itself', [{ name: 'a', basedOn: 'a' }], /builds on itself/],
    ['builds on nothing', [{ name: 'a', basedOn: 'b' }], /"b", which does not exist/],
    ['a name twice', [{ name: 'a' }, { name: 'a' }], /Two scenarios are called "a"/],
  ])('%s', async (_name, scenarios, sentence) => {
    expect(await refusalOf({ drivers, scenarios })).toMatch(sentence)
  })
})
