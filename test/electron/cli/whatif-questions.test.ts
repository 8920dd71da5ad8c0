import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import whatif from '#electron/cli/commands/whatif.ts'
import { whatIfReplySchema } from '#shared/contract/scenario.ts'
import { customersCsv } from '../engine/scenario/sample-business.ts'
import { runCommand, temporaryFiles } from './command-fixture.ts'

/** Every kind of question of a scenario file, against values worked out by hand. */
let files: Awaited<ReturnType<typeof temporaryFiles>>
let customers: string
beforeAll(async () => {
  files = await temporaryFiles()
  customers = await files.write('customers.csv', customersCsv())
})
afterAll(() => files.remove())

/** 1,000 customers who pay 50 a month, 80 % of it margin; 4 % leave and nobody joins. */
const drivers = { customers: 1000, new: 0, churn: 0.04, arpa: 50, margin: 0.8, cac: 300, discount: 0 }

async function run(question: unknown, ...paths: string[]) {
  const scenario = await files.write('scenario.json', question)
  const { json, refusal, text } = await runCommand(whatif, ...paths, '--scenario', scenario)
  expect(refusal).toBeUndefined()
  return { reply: whatIfReplySchema.parse(json), text }
}

const ask = async (question: unknown, ...paths: string[]) => (await run(question, ...paths)).reply

async function monthsUnder(...levers: readonly unknown[]) {
  const { scenarios } = await ask({ months: 4, drivers, scenarios: [{ name: 'S', levers }] })
  return scenarios[0]?.monthly ?? []
}
const lost = async (...levers: readonly unknown[]) =>
  (await monthsUnder(...levers)).map((month) => month.lost)

describe('levers', () => {
  it('set, add and multiply a rate', async () => {
    expect((await lost({ driver: 'churn', op: 'set', value: 0.1 }))[0]).toBeCloseTo(100, 9)
    expect((await lost({ driver: 'churn', op: 'add', value: 0.01 }))[0]).toBeCloseTo(50, 9)
    expect((await lost({ driver: 'churn', op: 'multiply', value: 0.5 }))[0]).toBeCloseTo(20, 9)
  })

  it('act in their order: set, then multiply', async () => {
    const both = [
      { driver: 'churn', op: 'set', value: 0.1 },
      { driver: 'churn', op: 'multiply', value: 0.5 },
    ]
    expect((await lost(...both))[0]).toBeCloseTo(50, 9)
    expect((await lost(...both.toReversed()))[0]).toBeCloseTo(100, 9)
  })

  it('work from one month to another, both included', async () => {
    const [first, second, third, fourth] = await lost({
      driver: 'churn',
      op: 'set',
      value: 0,
      from: 2,
      to: 3,
    })
    expect([first, second, third]).toEqual([40, 0, 0])
    expect(fourth).toBeCloseTo(960 * 0.04, 9)
  })

  it('are eased in over a ramp: a quarter of the way each month', async () => {
    const months = await monthsUnder({ driver: 'arpa', op: 'set', value: 90, ramp: 4 })
    const opening = [1000, 960, 921.6, 884.736]
    for (const [index, arpa] of [60, 70, 80, 90].entries())
      expect(months[index]?.revenue).toBeCloseTo(arpa * (opening[index] ?? 0), 6)
  })

  it('shock the customers once, at the start of a month', async () => {
    const months = await monthsUnder({ driver: 'customers', op: 'add', value: -100, from: 2 })
    expect(months[0]?.customers).toBeCloseTo(960, 9)
    expect(months[1]?.customers).toBeCloseTo(860 * 0.96, 9)
  })

  it('of scenarios that are built on one another add up', async () => {
    const { scenarios } = await ask({
      months: 1,
      drivers,
      scenarios: [
        { name: 'Saver', levers: [{ driver: 'churn', op: 'multiply', value: 0.5 }] },
        { name: 'Dearer saver', basedOn: 'Saver', levers: [{ driver: 'arpa', op: 'add', value: 10 }] },
      ],
    })
    expect(scenarios[1]?.kpis.clv).toBeCloseTo((60 * 0.8) / 0.02, 9)
  })

  it('of one segment leave the other alone, and the segments add up', async () => {
    const { scenarios, baseline } = await ask({
      months: 1,
      drivers: { ...drivers, customers: 0 },
      segments: [
        { name: 'Small', drivers: { customers: 600, churn: 0.05, arpa: 20 } },
        { name: 'Large', drivers: { customers: 400, churn: 0.02, arpa: 95 } },
      ],
      scenarios: [{ name: 'S', levers: [{ driver: 'churn', op: 'set', value: 0, segment: 'Small' }] }],
    })
    expect(baseline.monthly[0]?.lost).toBeCloseTo(30 + 8, 9)
    expect(baseline.monthly[0]?.revenue).toBeCloseTo(600 * 20 + 400 * 95, 9)
    expect(scenarios[0]?.monthly[0]?.lost).toBeCloseTo(8, 9)
    expect(scenarios[0]?.segments.map(({ monthly }) => monthly[0]?.lost)).toEqual([0, 8])
  })
})

describe('settings', () => {
  it('billing takes the opening base, the closing one, or their mean', async () => {
    const revenue = async (billing: string) =>
      (await ask({ months: 1, billing, drivers })).baseline.monthly[0]?.revenue
    expect(await revenue('advance')).toBeCloseTo(50 * 1000, 9)
    expect(await revenue('closing')).toBeCloseTo(50 * 960, 9)
    expect(await revenue('average')).toBeCloseTo(50 * 980, 9)
  })

  it('10 % a year are 0.797 % a month in the discounted CLV', async () => {
    const { baseline } = await ask({ drivers: { ...drivers, discount: 0.1 } })
    const i = 1.1 ** (1 / 12) - 1
    expect(baseline.kpis.clvDiscounted).toBeCloseTo((40 * (1 + i)) / (i + 0.04), 6)
  })
})

describe('questions', () => {
  it('goal seek: what it finds, put back, gives the target', async () => {
    const asked = { driver: 'arpa', output: 'mrr', target: 60_000 }
    const { goalSeek } = await ask({ months: 12, drivers, goalSeek: [asked] })
    const arpa = goalSeek[0]?.value ?? Number.NaN
    expect(arpa).toBeCloseTo(60_000 / (1000 * 0.96 ** 12), 6)
    const { baseline } = await ask({ months: 12, drivers: { ...drivers, arpa } })
    expect(baseline.kpis.mrr).toBeCloseTo(60_000, 6)
  })

  it('goal seek under a scenario starts from the scenario', async () => {
    const { goalSeek } = await ask({
      drivers,
      scenarios: [{ name: 'Dearer', levers: [{ driver: 'arpa', op: 'set', value: 100 }] }],
      goalSeek: [{ driver: 'churn', output: 'clv', target: 2000, scenario: 'Dearer' }],
    })
    expect(goalSeek[0]).toMatchObject({ scenario: 'Dearer' })
    expect(goalSeek[0]?.value).toBeCloseTo(0.04, 9)
  })

  it('a one-way and a two-way table, whose centre is the baseline', async () => {
    const churns = [0.02, 0.04, 0.08]
    const arpas = [25, 50]
    const { dataTables, baseline } = await ask({
      drivers,
      dataTables: [
        { output: 'clv', x: { driver: 'churn', values: churns } },
        { output: 'clv', x: { driver: 'churn', values: churns }, y: { driver: 'arpa', values: arpas } },
      ],
    })
    expect(dataTables[0]?.values[0]).toHaveLength(3)
    for (const [down, arpa] of arpas.entries())
      for (const [across, churn] of churns.entries())
        expect(dataTables[1]?.values[down]?.[across]).toBeCloseTo((arpa * 0.8) / churn, 6)
    expect(dataTables[1]?.values[1]?.[1]).toBeCloseTo(baseline.kpis.clv ?? Number.NaN, 9)
    expect(dataTables[0]?.values[0]).toEqual(dataTables[1]?.values[1])
  })

  it('a tornado by 10 %, the driver that moves most first', async () => {
    const { sensitivity } = await ask({ drivers, tornado: { output: 'clv', swing: 0.1 } })
    expect(sensitivity[0]?.driver).toBe('churn')
    expect(sensitivity[0]?.low.output).toBeCloseTo(40 / 0.036, 6)
    expect(sensitivity[0]?.high.output).toBeCloseTo(40 / 0.044, 6)
    expect(sensitivity.map(({ driver }) => driver)).not.toContain('cac')
  })

  it('break-even: what is kept more pays for the programme', async () => {
    const { breakEven } = await ask({ months: 1, drivers, breakEven: { churnReduction: 0.01 } })
    // Billed in advance, a month's churn changes nothing of that month's revenue.
    expect(breakEven).toMatchObject({ churnReduction: 0.01 })
    expect(breakEven?.gain).toBeCloseTo(0, 9)
    const { breakEven: longer } = await ask({ months: 2, drivers, breakEven: { churnReduction: 0.01 } })
    expect(longer?.gain).toBeCloseTo(10 * 50 * 0.8, 6)
    expect(longer?.perCustomer).toBeCloseTo((10 * 50 * 0.8) / 1000, 9)
  })

  it('a waterfall whose steps lead from the baseline to the scenario', async () => {
    const { waterfall } = await ask({
      drivers,
      scenarios: [
        {
          name: 'S',
          levers: [
            { driver: 'churn', op: 'set', value: 0.02 },
            { driver: 'arpa', op: 'multiply', value: 1.1 },
          ],
        },
      ],
      waterfall: { output: 'clv' },
    })
    const [found] = waterfall
    expect(found).toMatchObject({ from: expect.closeTo(1000, 6), to: expect.closeTo(2200, 6) })
    expect(found?.steps.reduce((total, { effect }) => total + effect, 0)).toBeCloseTo(1200, 6)
    // Each driver's mean over the orders in which the two can be changed.
    expect(found?.steps.find(({ driver }) => driver === 'churn')?.effect).toBeCloseTo((1000 + 1100) / 2, 6)
  })

  it('a simulation that its seed repeats, and another seed does not', async () => {
    const simulated = async (seed: number) => {
      const distributions = { churn: { type: 'beta', mean: 0.04, standardDeviation: 0.01 } }
      const target = { output: 'clv', value: 1000 }
      const { simulation } = await ask({ drivers, simulation: { runs: 2000, seed, distributions, target } })
      return simulation
    }
    const first = await simulated(7)
    expect(await simulated(7)).toEqual(first)
    expect((await simulated(8)).kpis?.clv?.mean).not.toBe(first.kpis?.clv?.mean)
    expect(first).toMatchObject({ runs: 2000, seed: 7, leftOut: 0 })
    // The middle of the CLV is that of the middle churn, which for this beta lies just below its mean.
    expect(first.kpis?.clv?.p50 ?? 0).toBeGreaterThan(1000)
    expect(first.target?.probability).toBeGreaterThan(0.5)
  })

  it('a simulation in which nothing varies is the projection', async () => {
    const { simulation, baseline } = await ask({
      drivers,
      simulation: { runs: 5, distributions: { churn: { type: 'constant', value: 0.04 } } },
    })
    expect(simulation.kpis?.mrr?.p5).toBeCloseTo(baseline.kpis.mrr ?? Number.NaN, 6)
    expect(simulation.kpis?.mrr?.p95).toBeCloseTo(baseline.kpis.mrr ?? Number.NaN, 6)
  })

  it('revenue at risk, from a data file: whose MRR may go, and what saving the top ones is worth', async () => {
    const { reply, text } = await run({ months: 1, revenueAtRisk: { top: 2, months: 12 } }, customers)
    const risk = 1 - (1 - 24 / 1266) ** 12
    expect(reply.revenueAtRisk?.bands.map(({ customers: members }) => members)).toEqual([0, 112, 0])
    expect(reply.revenueAtRisk?.customers.map(({ saved }) => saved)).toEqual([
      expect.closeTo(100 * risk, 9),
      expect.closeTo(200 * risk, 9),
    ])
    expect(text).toContain('Revenue at risk by the probability of leaving within 12 months')
    expect(text).toContain('saved so far')
  })

  it('revenue at risk without data says what it needs', async () => {
    const { reply, text } = await run({ drivers, revenueAtRisk: {} })
    expect(reply.revenueAtRisk).toMatchObject({ bands: [], customers: [] })
    expect(text).toContain('Revenue at risk: Revenue at risk needs customers with their MRR')
  })

  it('by segment and by tenure, from a data file', async () => {
    const { baseline, problems } = await ask(
      { months: 6, segmentBy: 'plan', tenureChurn: 'kaplan-meier' },
      customers,
    )
    expect(baseline.segments.map(({ name }) => name)).toEqual(['Pro', 'Basic'])
    const total = baseline.segments.reduce((sum, { kpis }) => sum + (kpis.mrr ?? 0), 0)
    expect(baseline.kpis.mrr).toBeCloseTo(total, 6)
    expect(problems.map(({ message }) => message).join()).toContain('Nobody was observed beyond')
  })

  it('are all in the text for people', async () => {
    const { text } = await run({
      months: 2,
      drivers,
      segments: [{ name: 'One', drivers: { customers: 1000 } }],
      scenarios: [{ name: 'S', levers: [{ driver: 'churn', op: 'set', value: 0.02 }] }],
      goalSeek: [{ driver: 'churn', output: 'clv', target: 2000 }],
      dataTables: [{ output: 'clv', x: { driver: 'churn', values: [0.02, 0.04] } }],
      tornado: { output: 'clv', swing: 0.1 },
      breakEven: { churnReduction: 0.01 },
      simulation: {
        runs: 100,
        distributions: { arpa: { type: 'lognormal', mean: 50, standardDeviation: 5 } },
        target: { output: 'clv', value: 900 },
      },
    })
    for (const part of [
      'S by segment',
      'clv = 2000 needs churn = ',
      'clv by churn',
      'driver',
      'A programme that cuts the monthly churn by 1.00',
      'clv from the baseline to S',
      '100 runs of Baseline, seed 1',
      'clv reaches 900.00 in',
    ])
      expect(text).toContain(part)
  })
})
