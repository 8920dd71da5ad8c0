import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DriverName, driverNames, type Lever } from '#shared/domain/scenario.ts'
import { type ProjectionInput, planProjection } from '#shared/models/projection/plan.ts'
import { arraysFor, project, projectPlans } from '#shared/models/projection/projection.ts'
import { relevelling } from '#shared/models/projection/relevel.ts'
import { expectValue } from '../support/expect-outcome.ts'

const drivers = {
  churn: 0.04,
  arpa: 50,
  expansion: 0.01,
  contraction: 0.005,
  margin: 0.8,
  cac: 300,
  retentionCost: 2,
  discount: 0.1,
}
const curve = { churnByTenure: [0.2, 0.1, 0.05], openingByTenure: [5, 3, 2] }
const inputs: readonly ProjectionInput[] = [
  { months: 18, billing: 'advance', drivers: { ...drivers, customers: 1000, new: 30 } },
  { months: 18, billing: 'closing', drivers: { ...drivers, customers: 1000, new: 30 }, tenure: curve },
  {
    months: 18,
    billing: 'average',
    drivers,
    segments: [
      { name: 'small', drivers: { customers: 900, new: 30, arpa: 20 } },
      { name: 'large', drivers: { customers: 100, new: 1, arpa: 400 }, tenure: curve },
    ],
  },
]
const levers: readonly Lever[] = [
  { driver: 'churn', op: 'multiply', value: 0.7, from: 4, ramp: 3 },
  { driver: 'new', op: 'add', value: 12, from: 2, to: 9 },
  { driver: 'customers', op: 'add', value: -50, from: 1 },
  { driver: 'discount', op: 'set', value: 0.2, from: 6 },
]

describe('drivers brought to other levels', () => {
  it('give what a lever on all months gives, whatever they were before', () => {
    const move = fc.record({
      driver: fc.constantFrom<DriverName>(...driverNames),
      factor: fc.double({ min: 0.2, max: 1.2, noNaN: true }),
    })
    const work = fc.array(move, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.constantFrom([], levers), work, (input, own, moves) => {
        const business = relevelling(expectValue(planProjection(input, own)), input.billing)
        const arrays = arraysFor(business.plans)
        const now = new Map<DriverName, number>()
        for (const { driver, factor } of moves) {
          expect(business.move(driver, { factor })).toBe(true)
          now.set(driver, factor)
        }
        const moved = projectPlans(business.plans, input.billing, arrays)
        const expected = expectValue(
          project(input, [
            ...own,
            ...[...now].map(([driver, value]): Lever => ({ driver, op: 'multiply', value })),
          ]),
        )
        for (const output of ['customers', 'mrr', 'contribution', 'cumulativeDiscountedGrossProfit'] as const)
          expect(relative(moved.monthly[output], expected.monthly[output])).toBeLessThan(1e-9)
        for (const output of ['clv', 'clvDiscounted', 'paybackMonths'] as const)
          expect(relative([moved.kpis[output] ?? -1], [expected.kpis[output] ?? -1])).toBeLessThan(1e-9)
      }),
      { numRuns: 150 },
    )
  })
  it('divide a count that is set among the segments, and say where no business can be', () => {
    const [, , segmented] = inputs
    if (segmented === undefined) throw new Error('There are three inputs.')
    const business = relevelling(expectValue(planProjection(segmented, [])), 'advance')
    expect(business.move('new', { value: 62 })).toBe(true)
    expect(business.plans.map(({ path }) => path.new[0])).toEqual([60, 2])
    expect(business.move('churn', { factor: 30 })).toBe(false)
    expect(business.move('churn', { factor: 1 })).toBe(true)
    expect(business.move('customers', { value: 0 })).toBe(false)
  })
})

function relative(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Array.from(values).reduce(
    (most, value, index) =>
      Math.max(most, Math.abs(value - (expected[index] ?? 0)) / Math.max(1, Math.abs(value))),
    0,
  )
}
