import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import whatif from '#electron/cli/commands/whatif.ts'
import { whatIfReplySchema } from '#shared/contract/scenario.ts'
import { customersCsv } from '../engine/scenario/sample-business.ts'
import { runCommand, temporaryFiles } from './command-fixture.ts'

let files: Awaited<ReturnType<typeof temporaryFiles>>
beforeAll(async () => {
  files = await temporaryFiles()
})
afterAll(() => files.remove())

const drivers = { customers: 500, new: 20, churn: 0.05, arpa: 80, margin: 0.75, cac: 400, discount: 0 }

async function ask(question: unknown, ...paths: string[]) {
  const scenario = await files.write('scenario.json', question)
  return runCommand(whatif, ...paths, '--scenario', scenario)
}

const reply = async (question: unknown, ...paths: string[]) => {
  const { json, refusal } = await ask(question, ...paths)
  expect(refusal).toBeUndefined()
  return whatIfReplySchema.parse(json)
}

describe('tenure whatif --scenario S.json', () => {
  it('answers without a data file where all drivers are given', async () => {
    const { json, refusal } = await ask({ months: 24, drivers, scenarios: [{ name: 'same' }] })
    expect(refusal).toBeUndefined()
    expect(Object.keys(json ?? {})).toEqual(
      expect.arrayContaining(['months', 'baseline', 'scenarios', 'sensitivity', 'goalSeek', 'simulation']),
    )
    const { baseline, scenarios, months, simulation } = whatIfReplySchema.parse(json)
    expect(months).toBe(24)
    expect(baseline.monthly).toHaveLength(24)
    expect(Object.keys(baseline.monthly[0] ?? {})).toEqual(
      expect.arrayContaining([
        ...['month', 'customers', 'new', 'lost', 'mrr', 'revenue', 'grossProfit'],
        ...['contribution', 'cumulativeGrossProfit'],
      ]),
    )
    expect(baseline.kpis.clv).toBeCloseTo((80 * 0.75) / 0.05, 9)
    expect(baseline.kpis.clvDiscounted).toBeCloseTo((80 * 0.75) / 0.05, 9)
    expect(scenarios[0]?.kpis).toEqual(baseline.kpis)
    expect(simulation).toEqual({})
  })

  it('finds the churn at which CLV reaches a target', async () => {
    const { goalSeek } = await reply({
      drivers,
      goalSeek: [{ driver: 'churn', output: 'clv', target: 2400 }],
    })
    expect(goalSeek[0]).toMatchObject({ driver: 'churn', output: 'clv', target: 2400 })
    expect(goalSeek[0]?.value).toBeCloseTo(0.025, 9)
  })

  it('eases levers in, for some months only', async () => {
    const { scenarios } = await reply({
      months: 6,
      drivers: { ...drivers, new: 0 },
      scenarios: [
        {
          name: 'shock',
          levers: [
            { driver: 'churn', op: 'add', value: 0.1, from: 2, to: 2 },
            { driver: 'arpa', op: 'multiply', value: 1.5, from: 3, ramp: 2 },
          ],
        },
      ],
    })
    const months = scenarios[0]?.monthly ?? []
    expect(months[0]?.lost).toBeCloseTo(500 * 0.05, 9)
    expect(months[1]?.lost).toBeCloseTo(475 * 0.15, 9)
    expect(months[2]?.revenue).toBeCloseTo(80 * 1.25 * (months[1]?.customers ?? 0), 6)
    expect(months[3]?.revenue).toBeCloseTo(80 * 1.5 * (months[2]?.customers ?? 0), 6)
  })

  it('measures what is not given from the files, and takes row rules', async () => {
    const customers = await files.write('customers.csv', customersCsv())
    const { baseline, scenarios, baselineDrivers } = await reply(
      {
        months: 12,
        drivers: { margin: 0.8 },
        scenarios: [
          {
            name: 'Basic dearer',
            rules: [{ dataset: 'customers', where: '[@plan]="Basic"', set: { mrr: '=[@mrr]*1.1' } }],
          },
        ],
      },
      customers,
    )
    expect(baseline.drivers.churn).toBeCloseTo(24 / 1266, 12)
    expect(baselineDrivers.find(({ driver }) => driver === 'margin')).toMatchObject({ origin: 'typed' })
    expect(scenarios[0]?.drivers.arpa).toBeCloseTo((baseline.drivers.arpa ?? 0) + (26 * 5) / 112, 9)
  })

  it('prints a table for people', async () => {
    const { text } = await ask({ months: 2, drivers, scenarios: [{ name: 'same' }] })
    expect(text).toContain('Baseline')
    expect(text).toContain('same')
    expect(text).toContain('clv')
  })
})

describe('bad input gets one plain sentence', () => {
  it.each([
    [
      'churn over 100 %',
      { drivers: { ...drivers, churn: 5 } },
      /Churn is 500 % in month 1, but not more than 100 %/,
    ],
    ['negative ARPA', { drivers: { ...drivers, arpa: -1 } }, /cannot be negative/],
    ['no customers', { drivers: { ...drivers, customers: 0 } }, /no customers at the start/],
    ['no drivers', {}, /What-if needs “Customers at the start” \(customers\), .*\(churn\) and .*\(arpa\)/],
    ['months that are none', { drivers, months: 0 }, /scenario\.json is not a scenario file at months/],
    [
      'a driver that does not exist',
      { drivers, goalSeek: [{ driver: 'luck', output: 'clv', target: 1 }] },
      /goalSeek\.0\.driver/,
    ],
    ['a scenario that does not exist', { drivers, tornado: { output: 'clv', scenario: 'x' } }, /"x"/],
    [
      'a lever on a segment that there is not',
      {
        drivers,
        scenarios: [{ name: 'a', levers: [{ driver: 'churn', op: 'set', value: 0, segment: 'Pro' }] }],
      },
      /There is no segment "Pro"/,
    ],
    [
      'a rule without data',
      {
        drivers,
        scenarios: [{ name: 'a', rules: [{ dataset: 'customers', where: 'TRUE', set: { mrr: 1 } }] }],
      },
      /No sheet is mapped as customers/,
    ],
    ['text that is not JSON', '{"drivers":', /is not JSON/],
  ])('%s', async (_name, question, sentence) => {
    const { refusal } = await ask(question)
    expect(refusal).toMatch(sentence)
    expect(refusal).not.toContain('\n')
  })

  it('a target out of reach is an answer, with what comes nearest', async () => {
    const { goalSeek } = await reply({
      drivers,
      goalSeek: [{ driver: 'churn', output: 'clv', target: 10, min: 0.01, max: 0.2 }],
    })
    expect(goalSeek[0]?.value).toBeNull()
    expect(goalSeek[0]?.reason).toContain('the nearest is 0.2, which gives 300')
  })
})
