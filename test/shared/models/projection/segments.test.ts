import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { project } from '#shared/models/projection/projection.ts'
import { type MeasuredSegment, segmentsUnder } from '#shared/models/projection/segments.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'

const basic: MeasuredSegment = { name: 'Basic', drivers: { customers: 300, new: 3, churn: 0.05, arpa: 20 } }
const pro: MeasuredSegment = { name: 'Pro', drivers: { customers: 100, new: 9, churn: 0.01, arpa: 90 } }

describe('segments under drivers typed for all', () => {
  it('divide a count as their own counts are', () => {
    const typed = segmentsUnder([basic, pro], { customers: 800, new: 24 })
    expect(typed.map(({ drivers }) => drivers.customers)).toEqual([600, 200])
    expect(typed.map(({ drivers }) => drivers.new)).toEqual([6, 18])
  })

  it('give up a rate of their own for the typed one', () => {
    for (const { drivers } of segmentsUnder([basic, pro], { churn: 0.02 })) {
      expect(drivers).not.toHaveProperty('churn')
      expect(drivers).toHaveProperty('arpa')
    }
  })

  it('spread new customers as the present ones are where nobody knows whom they join', () => {
    const strangers = [basic, pro].map(({ name, drivers }) => ({ name, drivers: { ...drivers, new: 0 } }))
    expect(segmentsUnder(strangers, {}, { new: 8 }).map(({ drivers }) => drivers.new)).toEqual([6, 2])
  })

  it('are as they were where nothing is typed', () => {
    expect(segmentsUnder([basic, pro], {})).toEqual([basic, pro])
  })
})

it('segments add up to the total, month by month, whatever their drivers', () => {
  const segment = fc.record({
    customers: fc.integer({ min: 1, max: 10_000 }),
    new: fc.integer({ min: 0, max: 500 }),
    churn: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    arpa: fc.double({ min: 0, max: 1000, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), (all) => {
      const segments = all.map((drivers, index) => ({ name: `S${index}`, drivers }))
      const projected = project({ months: 18, billing: 'advance', drivers: {}, segments })
      if (!projected.ok) throw new Error(projected.error.message)
      for (const figure of ['customers', 'lost', 'mrr', 'revenue', 'grossProfit'] as const)
        for (const [month, total] of projected.value.monthly[figure].entries()) {
          const sum = projected.value.segments.reduce(
            (added, { monthly }) => added + (monthly[figure][month] ?? Number.NaN),
            0,
          )
          expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(total)))
        }
    }),
    { numRuns: 50 },
  )
})

it('a driver of one segment is that segment’s own, of all the mean by customers or the sum', () => {
  const input = { months: 1, billing: 'advance', drivers: {}, segments: [basic, pro] } as const
  expect(baselineOf(input, [], 'churn', 'Pro')).toBeCloseTo(0.01, 12)
  expect(baselineOf(input, [], 'churn')).toBeCloseTo((300 * 0.05 + 100 * 0.01) / 400, 12)
  expect(baselineOf(input, [], 'new', 'Basic')).toBe(3)
  expect(baselineOf(input, [], 'customers')).toBe(400)
  const lever = { driver: 'arpa', op: 'multiply', value: 2, segment: 'Pro' } as const
  expect(baselineOf(input, [lever], 'arpa', 'Pro')).toBe(180)
  expect(baselineOf(input, [lever], 'arpa', 'Basic')).toBe(20)
})
