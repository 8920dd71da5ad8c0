import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lever } from '#shared/domain/scenario.ts'
import { sbgChurnByTenure, sbgDiscountedExpectedLifetime, sbgSurvival } from '#shared/models/contracts/sbg.ts'
import { numberAt } from '#shared/models/number-at.ts'
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { MONTHLY_OUTPUTS, monthRows, type Projection, project } from '#shared/models/projection/projection.ts'
import { compareScenarios } from '#shared/models/projection/scenarios.ts'
import { monthlyDiscount } from '#shared/models/time.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

const drivers = {
  customers: 1000,
  new: 30,
  churn: 0.04,
  arpa: 50,
  expansion: 0.01,
  contraction: 0.004,
  margin: 0.8,
  cac: 300,
  retentionCost: 2,
  discount: 0.1,
}
const input: ProjectionInput = { months: 24, billing: 'advance', drivers }
const plain: ProjectionInput = {
  ...input,
  drivers: { ...drivers, expansion: 0, contraction: 0 },
}

function at(projection: Projection, output: (typeof MONTHLY_OUTPUTS)[number], month: number): number {
  return numberAt(projection.monthly[output], month - 1)
}

describe('the projection, as stated', () => {
  const projection = expectValue(project(input))

  it('month 1 by hand: 40 of 1,000 leave, 30 join at the end, the opening base pays', () => {
    expect(at(projection, 'opening', 1)).toBe(1000)
    expect(at(projection, 'lost', 1)).toBeCloseTo(40, 10)
    expect(at(projection, 'customers', 1)).toBeCloseTo(990, 10)
    expect(at(projection, 'revenue', 1)).toBeCloseTo(50_000, 8)
    expect(at(projection, 'mrr', 1)).toBeCloseTo(990 * 50 * 1.006, 8)
    expect(at(projection, 'grossProfit', 1)).toBeCloseTo(40_000, 8)
    expect(at(projection, 'contribution', 1)).toBeCloseTo(40_000 - 2 * 1000 - 300 * 30, 8)
    expect(at(projection, 'discountedGrossProfit', 1)).toBeCloseTo(40_000, 8)
  })
  it('month 2 follows: 4 % of 990 leave, ARPA has grown by expansion less contraction', () => {
    expect(at(projection, 'lost', 2)).toBeCloseTo(39.6, 10)
    expect(at(projection, 'revenue', 2)).toBeCloseTo(990 * 50 * 1.006, 8)
    expect(at(projection, 'discountedGrossProfit', 2)).toBeCloseTo(
      (990 * 50 * 1.006 * 0.8) / (1 + monthlyDiscount(0.1)),
      8,
    )
  })
  it('customers are opening less lost plus new, in every month; the running totals add up', () => {
    let cumulative = 0
    for (const row of monthRows(projection)) {
      expect(row.customers).toBeCloseTo(row.opening - row.lost + row.new, 9)
      cumulative += row.grossProfit
      expect(row.cumulativeGrossProfit).toBeCloseTo(cumulative, 6)
    }
    expect(projection.kpis.grossProfit).toBeCloseTo(cumulative, 6)
    expect(projection.kpis.customers).toBe(at(projection, 'customers', 24))
  })
  it('billing: in advance is the opening MRR, closing the closing MRR, average their mean', () => {
    const closing = expectValue(project({ ...input, billing: 'closing' }))
    const average = expectValue(project({ ...input, billing: 'average' }))
    for (let month = 1; month <= 24; month += 1) {
      expect(at(closing, 'revenue', month)).toBeCloseTo(at(projection, 'mrr', month), 6)
      if (month > 1) expect(at(projection, 'revenue', month)).toBeCloseTo(at(projection, 'mrr', month - 1), 6)
      const mean = (at(projection, 'revenue', month) + at(closing, 'revenue', month)) / 2
      expect(at(average, 'revenue', month)).toBeCloseTo(mean, 6)
    }
  })
  it('without churn or new customers nothing changes', () => {
    const still = expectValue(project({ ...plain, drivers: { ...plain.drivers, churn: 0, new: 0 } }))
    expect(at(still, 'customers', 24)).toBe(1000)
    expect(still.kpis.revenue).toBe(24 * 50_000)
  })
})

describe('CLV', () => {
  const i = monthlyDiscount(0.1)

  it('simple: ARPA x margin / churn', () => {
    expect(expectValue(project(plain)).kpis.clv).toBeCloseTo((50 * 0.8) / 0.04, 8)
  })
  it('discounted, in advance: ARPA x margin x (1+i)/(i+churn)', () => {
    expect(expectValue(project(plain)).kpis.clvDiscounted).toBeCloseTo((50 * 0.8 * (1 + i)) / (i + 0.04), 8)
  })
  it('discounted, at the month’s end: ARPA x margin/(i+churn); all who were active in the month pay, not only survivors', () => {
    const closing = expectValue(project({ ...plain, billing: 'closing' }))
    expect(closing.kpis.clvDiscounted).toBeCloseTo((50 * 0.8) / (i + 0.04), 8)
  })
  it('the discounted value by formula equals the sum over a very long life', () => {
    let bySum = 0
    for (let month = 0; month < 5000; month += 1) bySum += (40 * 0.96 ** month) / (1 + i) ** month
    expect(expectValue(project(plain)).kpis.clvDiscounted).toBeCloseTo(bySum, 7)
  })
  it('without churn it has no finite value, and says so', () => {
    const endless = expectValue(project({ ...plain, drivers: { ...plain.drivers, churn: 0 } }))
    expect(endless.kpis.clv).toBeNull()
    expect(endless.kpis.lifetimeMonths).toBeNull()
    expect(endless.kpis.clvDiscounted).toBeCloseTo((40 * (1 + i)) / i, 6)
    expect(endless.notes[0]).toContain('no finite value')
  })
  it('payback counts survival; without churn it is CAC / (ARPA x margin)', () => {
    const kpis = expectValue(project(plain)).kpis
    expect(kpis.paybackMonthsSimple).toBeCloseTo(7.5, 12)
    expect(kpis.paybackMonths).toBeGreaterThan(7.5)
    // 40 (1 - 0.96^n) / 0.04 after n whole months: 300 is passed in month 9.
    expect(Math.ceil(kpis.paybackMonths ?? 0)).toBe(9)
    const faithful = expectValue(project({ ...plain, drivers: { ...plain.drivers, churn: 0 } })).kpis
    expect(faithful.paybackMonths).toBeCloseTo(7.5, 12)
  })
  it('a CAC above the CLV is never paid back', () => {
    const kpis = expectValue(project({ ...plain, drivers: { ...plain.drivers, cac: 1001 } })).kpis
    expect(kpis.paybackMonths).toBeNull()
    expect(kpis.ltvToCac).toBeLessThan(1)
  })
  it('LTV to CAC is their ratio, and has no value without a CAC', () => {
    expect(expectValue(project(plain)).kpis.ltvToCac).toBeCloseTo(1000 / 300, 10)
    expect(expectValue(project({ ...plain, drivers: { ...plain.drivers, cac: 0 } })).kpis.ltvToCac).toBeNull()
  })
})

describe('churn that depends on tenure', () => {
  const sbg = { alpha: 1.6, beta: 20 }
  const byTenure: ProjectionInput = {
    ...plain,
    tenure: { churnByTenure: sbgChurnByTenure(sbg, 600) },
    drivers: { ...plain.drivers, new: 0 },
  }
  it('a cohort of new customers follows the survivor curve', () => {
    const projection = expectValue(project(byTenure))
    for (const month of [1, 6, 24])
      expect(at(projection, 'customers', month)).toBeCloseTo(1000 * sbgSurvival(sbg, month), 7)
  })
  it('a flat curve is the constant churn, figure by figure', () => {
    const flat = expectValue(
      project({ ...input, tenure: { churnByTenure: [0.04, 0.04, 0.04], openingByTenure: [1, 2, 3] } }),
    )
    const constant = expectValue(project(input))
    for (const output of MONTHLY_OUTPUTS) {
      for (let month = 1; month <= 24; month += 1) {
        expect(at(flat, output, month)).toBeCloseTo(at(constant, output, month), 6)
      }
    }
    expect(flat.kpis.clv).toBeCloseTo(constant.kpis.clv ?? 0, 8)
  })
  it('its discounted CLV is sBG’s discounted expected lifetime times the margin', () => {
    const lifetime = sbgDiscountedExpectedLifetime(sbg, monthlyDiscount(0.1))
    expect((expectValue(project(byTenure)).kpis.clvDiscounted ?? 0) / (40 * lifetime)).toBeCloseTo(1, 3)
  })
  it('an older base loses fewer', () => {
    const older = { churnByTenure: sbgChurnByTenure(sbg, 600), openingByTenure: [0, 0, 0, 0, 0, 0, 1] }
    expect(at(expectValue(project({ ...byTenure, tenure: older })), 'lost', 1)).toBeLessThan(
      at(expectValue(project(byTenure)), 'lost', 1),
    )
  })
  it('a lever on churn moves the whole curve', () => {
    const halved: Lever[] = [{ driver: 'churn', op: 'multiply', value: 0.5 }]
    const lost = at(expectValue(project(byTenure)), 'lost', 1)
    expect(at(expectValue(project(byTenure, halved)), 'lost', 1)).toBeCloseTo(lost / 2, 9)
  })
})

describe('segments', () => {
  const segmented: ProjectionInput = {
    ...input,
    segments: [
      { name: 'Basic', drivers: { customers: 700, new: 25, churn: 0.05, arpa: 30 } },
      { name: 'Pro', drivers: { customers: 300, new: 5, churn: 0.02, arpa: 95 } },
    ],
  }

  it('closed segments add up to the total, figure by figure', () => {
    const rates = fc.double({ min: 0, max: 0.3, noNaN: true })
    const segment = fc.record({
      customers: fc.integer({ min: 1, max: 5000 }),
      new: fc.integer({ min: 0, max: 100 }),
      churn: rates,
      arpa: fc.integer({ min: 1, max: 500 }),
      expansion: rates,
      cac: fc.integer({ min: 0, max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (parts) => {
        const projection = expectValue(
          project({ ...input, segments: parts.map((part, index) => ({ name: `s${index}`, drivers: part })) }),
        )
        const alone = parts.map((part) =>
          expectValue(project({ ...input, drivers: { ...drivers, ...part } })),
        )
        for (const output of MONTHLY_OUTPUTS) {
          for (const month of [1, 13, 24]) {
            const total = alone.reduce((sum, each) => sum + at(each, output, month), 0)
            expect(Math.abs(at(projection, output, month) - total)).toBeLessThan(
              1e-9 * Math.max(1, Math.abs(total)),
            )
          }
        }
      }),
    )
  })
  it('a segment that says nothing of its own has the common rates', () => {
    const projection = expectValue(
      project({ ...input, segments: [{ name: 'All', drivers: { customers: 1000, new: 30 } }] }),
    )
    expect(projection.kpis).toEqual(expectValue(project(input)).kpis)
  })
  it('a lever on one segment leaves the other alone', () => {
    const levers: Lever[] = [{ driver: 'churn', op: 'set', value: 0.01, segment: 'Basic' }]
    const before = expectValue(project(segmented))
    const after = expectValue(project(segmented, levers))
    expect(after.segments[1]?.kpis).toEqual(before.segments[1]?.kpis)
    expect(after.segments[0]?.kpis.customers).toBeGreaterThan(before.segments[0]?.kpis.customers ?? 0)
  })
  it('an amount of customers added to all is divided among the segments', () => {
    const levers: Lever[] = [{ driver: 'customers', op: 'add', value: 100 }]
    const projection = expectValue(project(segmented, levers))
    expect(at(projection, 'opening', 1)).toBeCloseTo(1100, 9)
    expect(numberAt(projection.segments[0]?.monthly.opening ?? [], 0)).toBeCloseTo(770, 9)
  })
  it('a lever on a segment that does not exist is refused, with those that do', () => {
    const refused = expectProblem(
      project(segmented, [{ driver: 'churn', op: 'set', value: 0.01, segment: 'Gold' }]),
    )
    expect(refused.code).toBe('unknown-segment')
    expect(refused.message).toContain('Basic, Pro')
  })
})

describe('levers', () => {
  const arpaOf = (levers: Lever[], month: number): number => {
    const projection = expectValue(
      project({ ...plain, drivers: { ...plain.drivers, churn: 0, new: 0 } }, levers),
    )
    return at(projection, 'revenue', month) / 1000
  }

  it('set, add and multiply, from a month to a month, both included', () => {
    expect(arpaOf([{ driver: 'arpa', op: 'set', value: 60, from: 3, to: 5 }], 2)).toBe(50)
    expect(arpaOf([{ driver: 'arpa', op: 'set', value: 60, from: 3, to: 5 }], 3)).toBe(60)
    expect(arpaOf([{ driver: 'arpa', op: 'set', value: 60, from: 3, to: 5 }], 5)).toBe(60)
    expect(arpaOf([{ driver: 'arpa', op: 'set', value: 60, from: 3, to: 5 }], 6)).toBe(50)
    expect(arpaOf([{ driver: 'arpa', op: 'add', value: 7 }], 1)).toBe(57)
    expect(arpaOf([{ driver: 'arpa', op: 'multiply', value: 1.1 }], 24)).toBeCloseTo(55, 10)
  })
  it('one after the other, in their order', () => {
    const add: Lever = { driver: 'arpa', op: 'add', value: 10 }
    const double: Lever = { driver: 'arpa', op: 'multiply', value: 2 }
    expect(arpaOf([add, double], 1)).toBe(120)
    expect(arpaOf([double, add], 1)).toBe(110)
  })
  it('a ramp of 4 months is a quarter there in the first and all there in the fourth', () => {
    const ramp: Lever[] = [{ driver: 'arpa', op: 'set', value: 90, from: 3, ramp: 4 }]
    expect([2, 3, 4, 5, 6, 7].map((month) => arpaOf(ramp, month))).toEqual([50, 60, 70, 80, 90, 90])
  })
  it('a shock is a change of one month', () => {
    const shock: Lever[] = [{ driver: 'churn', op: 'set', value: 0.5, from: 6, to: 6 }]
    const projection = expectValue(project(plain, shock))
    expect(at(projection, 'lost', 6) / at(projection, 'opening', 6)).toBeCloseTo(0.5, 12)
    expect(at(projection, 'lost', 7) / at(projection, 'opening', 7)).toBeCloseTo(0.04, 12)
  })
  it('a change of the customer count happens once, at the start of its month', () => {
    const acquired: Lever[] = [{ driver: 'customers', op: 'add', value: 200, from: 6 }]
    const before = expectValue(project(plain))
    const after = expectValue(project(plain, acquired))
    expect(at(after, 'customers', 5)).toBe(at(before, 'customers', 5))
    expect(at(after, 'opening', 6)).toBeCloseTo(at(before, 'opening', 6) + 200, 9)
    expect(at(after, 'customers', 7) - at(before, 'customers', 7)).toBeCloseTo(200 * 0.96 ** 2, 8)
  })
  it('refuses a change that ends before it starts', () => {
    expect(
      expectProblem(project(plain, [{ driver: 'arpa', op: 'set', value: 1, from: 5, to: 2 }])).code,
    ).toBe('bad-lever')
  })
})

describe('scenarios', () => {
  it('a scenario without levers equals the baseline, KPI by KPI and month by month', () => {
    const { baseline, scenarios } = expectValue(compareScenarios(input, [{ name: 'Nothing', levers: [] }]))
    expect(scenarios[0]?.projection).toEqual(baseline)
    for (const { difference } of Object.values(scenarios[0]?.delta ?? {})) expect(difference).toBe(0)
  })
  it('one builds on another, and says so where it would build on itself', () => {
    const base = { name: 'Cheaper', levers: [{ driver: 'arpa', op: 'multiply', value: 0.9 }] } as const
    const next = {
      name: 'Cheaper and loyal',
      basedOn: 'Cheaper',
      levers: [{ driver: 'churn', op: 'set', value: 0.02 }],
    } as const
    const { scenarios } = expectValue(compareScenarios(plain, [base, next]))
    expect(scenarios[1]?.projection.kpis.clv).toBeCloseTo((45 * 0.8) / 0.02, 8)
    expect(scenarios[0]?.delta.clv.relative).toBeCloseTo(-0.1, 12)
    const circle = [{ ...base, basedOn: 'Cheaper and loyal' }, { ...next }]
    expect(expectProblem(compareScenarios(plain, circle)).message).toContain('builds on itself')
  })
  it('more churn never raises CLV', () => {
    const rate = fc.double({ min: 0.001, max: 1, noNaN: true })
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0, max: 0.5, noNaN: true }), (a, b, discount) => {
        const clvAt = (churn: number): number => {
          const { kpis } = expectValue(project({ ...plain, drivers: { ...plain.drivers, churn, discount } }))
          return (kpis.clv ?? 0) + (kpis.clvDiscounted ?? 0)
        }
        expect(clvAt(Math.max(a, b))).toBeLessThanOrEqual(clvAt(Math.min(a, b)) * (1 + 1e-12))
      }),
    )
  })
})

describe('input that cannot be, each with a sentence that says what is wrong and what would help', () => {
  it.each([
    [{ churn: 1.05 }, 'churn-out-of-range', 'Churn is 105 % in month 1'],
    [{ churn: -0.01 }, 'churn-out-of-range', 'below 0 %'],
    [{ arpa: -5 }, 'negative-money', 'ARPA a month is -5'],
    [{ customers: 0 }, 'no-customers', 'no customers at the start'],
    [{ margin: 1.2 }, 'rate-out-of-range', 'above 100 %'],
    [{ arpa: undefined }, 'bad-input', 'ARPA a month is not known'],
    [{ arpa: Number.NaN }, 'bad-input', 'not a number'],
  ])('%o', (change, code, words) => {
    const refused = expectProblem(project({ ...input, drivers: { ...drivers, ...change } }))
    expect(refused.code).toBe(code)
    expect(refused.message).toContain(words)
  })
  it('names the month in which a lever goes too far', () => {
    const refused = expectProblem(project(input, [{ driver: 'churn', op: 'add', value: 1, from: 7 }]))
    expect(refused.message).toContain('104 % in month 7')
  })
  it('names the scenario', () => {
    const scenario = { name: 'Too far', levers: [{ driver: 'churn', op: 'set', value: 2 }] } as const
    expect(expectProblem(compareScenarios(input, [scenario])).message).toContain('Scenario "Too far"')
  })
})
