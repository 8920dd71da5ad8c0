import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lever } from '#shared/domain/scenario.ts'
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { project } from '#shared/models/projection/projection.ts'
import { breakEven } from '#shared/models/questions/break-even.ts'
import { axisAround, dataTable } from '#shared/models/questions/data-table.ts'
import { goalSeek } from '#shared/models/questions/goal-seek.ts'
import { revenueAtRisk } from '#shared/models/questions/revenue-at-risk.ts'
import { tornado } from '#shared/models/questions/tornado.ts'
import { waterfall } from '#shared/models/questions/waterfall.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

const input: ProjectionInput = {
  months: 24,
  billing: 'advance',
  drivers: {
    customers: 1000,
    new: 30,
    churn: 0.04,
    arpa: 50,
    margin: 0.8,
    cac: 300,
    retentionCost: 1,
    discount: 0.1,
  },
}

describe('goal seek', () => {
  it('the churn that makes CLV 1,600 is 2.5 %', () => {
    const answer = expectValue(goalSeek(input, [], { driver: 'churn', output: 'clv', target: 1600 }))
    expect(answer.value).toBeCloseTo(0.025, 10)
  })
  it('the answer, put back, gives the target', () => {
    const questions = fc.oneof(
      fc.record({
        driver: fc.constant('churn' as const),
        output: fc.constant('clv' as const),
        target: fc.double({ min: 60, max: 1e5, noNaN: true }),
      }),
      fc.record({
        driver: fc.constant('arpa' as const),
        output: fc.constant('revenue' as const),
        target: fc.double({ min: 1e5, max: 5e6, noNaN: true }),
      }),
      fc.record({
        driver: fc.constant('new' as const),
        output: fc.constant('customers' as const),
        target: fc.double({ min: 400, max: 3000, noNaN: true }),
      }),
      fc.record({
        driver: fc.constant('cac' as const),
        output: fc.constant('paybackMonths' as const),
        target: fc.double({ min: 1, max: 30, noNaN: true }),
      }),
    )
    fc.assert(
      fc.property(questions, (question) => {
        const { value } = expectValue(goalSeek(input, [], question))
        expect(value).not.toBeNull()
        const back: Lever[] = [{ driver: question.driver, op: 'set', value: value ?? 0 }]
        const reached = expectValue(project(input, back)).kpis[question.output] ?? 0
        expect(Math.abs(reached / question.target - 1)).toBeLessThan(1e-8)
      }),
      { numRuns: 60 },
    )
  })
  it('works on top of a scenario', () => {
    const levers: Lever[] = [{ driver: 'arpa', op: 'multiply', value: 2 }]
    expect(
      expectValue(goalSeek(input, levers, { driver: 'churn', output: 'clv', target: 1600 })).value,
    ).toBeCloseTo(0.05, 10)
  })
  it('a target out of reach: no value, the bounds, and the nearest', () => {
    const answer = expectValue(
      goalSeek(input, [], { driver: 'churn', output: 'customers', target: 5000, min: 0, max: 0.2 }),
    )
    expect(answer.value).toBeNull()
    expect(answer.nearest).toBe(0)
    expect(answer.reached).toBeCloseTo(1000 + 24 * 30, 8)
    expect(answer.reason).toContain('between 0 and 0.2')
    expect(answer.reason).toContain('nearest is 0, which gives 1720')
  })
})

describe('data tables', () => {
  it('the centre of the two-way table equals the baseline', () => {
    const table = expectValue(
      dataTable(input, [], {
        output: 'clv',
        x: { driver: 'churn', values: axisAround(0.04, 0.5, 5) },
        y: { driver: 'arpa', values: axisAround(50, 0.2, 3) },
      }),
    )
    expect(table.values).toHaveLength(3)
    expect(table.values[1]).toHaveLength(5)
    expect(table.values[1]?.[2]).toBe(expectValue(project(input)).kpis.clv)
  })
  it('one way is a single row', () => {
    const table = expectValue(
      dataTable(input, [], { output: 'clv', x: { driver: 'churn', values: [0.02, 0.04, 0] } }),
    )
    expect(table.values[0]?.[0]).toBeCloseTo(2000, 8)
    expect(table.values[0]?.[2]).toBeNull()
  })
  it('refuses one driver on both sides', () => {
    const axis = { driver: 'churn', values: [0.01] } as const
    expect(expectProblem(dataTable(input, [], { output: 'clv', x: axis, y: axis })).code).toBe('bad-input')
  })
})

describe('tornado', () => {
  it('sorts by effect and leaves out what has none', () => {
    const { bars, baseline } = expectValue(tornado(input, [], { output: 'clv', swing: 0.1 }))
    expect(baseline).toBeCloseTo(1000, 8)
    expect(bars.map((bar) => bar.driver)).toEqual(['churn', 'arpa', 'margin'])
    expect(bars[0]?.outputAtLow).toBeCloseTo(1000 / 0.9, 8)
    expect(bars[0]?.outputAtHigh).toBeCloseTo(1000 / 1.1, 8)
    expect(bars[1]?.effect).toBeCloseTo(200, 8)
  })
  it('takes a driver’s own interval, as measured', () => {
    const { bars } = expectValue(
      tornado(input, [], { output: 'clv', intervals: { churn: { low: 0.038, high: 0.047 } } }),
    )
    const churn = bars.find((bar) => bar.driver === 'churn')
    expect(churn?.outputAtLow).toBeCloseTo(40 / 0.038, 8)
    expect(churn?.outputAtHigh).toBeCloseTo(40 / 0.047, 8)
  })
})

describe('break-even', () => {
  it('a programme that costs just that much leaves the discounted contribution as it was', () => {
    const { costPerCustomerMonth } = expectValue(breakEven(input, [], 0.01))
    const programme: Lever[] = [
      { driver: 'churn', op: 'add', value: -0.01 },
      { driver: 'retentionCost', op: 'add', value: costPerCustomerMonth },
    ]
    const without = expectValue(project(input)).monthly.cumulativeDiscountedContribution.at(-1) ?? 0
    const withIt = expectValue(project(input, programme)).monthly.cumulativeDiscountedContribution.at(-1) ?? 0
    expect(withIt / without).toBeCloseTo(1, 10)
    expect(costPerCustomerMonth).toBeGreaterThan(0)
  })
  it('refuses a programme that saves nothing, or more than there is', () => {
    expect(expectProblem(breakEven(input, [], 0)).code).toBe('bad-input')
    expect(expectProblem(breakEven(input, [], 0.05)).code).toBe('churn-out-of-range')
  })
})

describe('waterfall', () => {
  const levers: Lever[] = [
    { driver: 'churn', op: 'set', value: 0.03 },
    { driver: 'arpa', op: 'multiply', value: 1.1 },
    { driver: 'margin', op: 'add', value: 0.05 },
  ]
  it('goes from baseline to scenario, and the steps add up', () => {
    const { baseline, steps, scenario } = expectValue(waterfall(input, levers, 'clv'))
    expect(baseline).toBeCloseTo(1000, 8)
    expect(scenario).toBeCloseTo((55 * 0.85) / 0.03, 8)
    expect(baseline + steps.reduce((total, step) => total + step.change, 0)).toBeCloseTo(scenario, 8)
  })
  it('does not depend on the order of the changes', () => {
    const forwards = expectValue(waterfall(input, levers, 'grossProfit')).steps
    const backwards = expectValue(waterfall(input, levers.toReversed(), 'grossProfit')).steps
    for (const [index, step] of forwards.entries()) {
      expect(backwards[index]?.driver).toBe(step.driver)
      expect(backwards[index]?.change).toBeCloseTo(step.change, 6)
    }
  })
  it('a single change is the whole difference', () => {
    const { steps } = expectValue(waterfall(input, [{ driver: 'churn', op: 'set', value: 0.05 }], 'clv'))
    expect(steps).toEqual([{ driver: 'churn', change: expect.closeTo(-200, 8) }])
  })
})

describe('revenue at risk', () => {
  const customers = {
    ids: ['a', 'b', 'c', 'd'],
    mrr: [100, 400, 50, 10],
    churnProbability: [0.5, 0.1, 0.9, 1],
  }
  it('sums MRR x probability, by band and ranked by what saving each is worth', () => {
    const risk = expectValue(revenueAtRisk(customers))
    expect(risk.mrrAtRisk).toBeCloseTo(50 + 40 + 45 + 10, 10)
    expect(risk.bands.map((band) => band.customers)).toEqual([1, 0, 3])
    expect(risk.ranked.map((row) => row.id)).toEqual(['a', 'c', 'b', 'd'])
    expect(risk.ranked[1]?.cumulativeMrrAtRisk).toBeCloseTo(95, 10)
  })
  it('refuses a probability above 1, naming the customer', () => {
    expect(expectProblem(revenueAtRisk({ ...customers, churnProbability: [2, 0, 0, 0] })).message).toContain(
      'Customer a',
    )
  })
})
