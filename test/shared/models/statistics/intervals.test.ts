import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapInterval } from '#shared/models/statistics/bootstrap.ts'
import { correlation } from '#shared/models/statistics/correlation.ts'
import { meanInterval } from '#shared/models/statistics/mean-interval.ts'
import { percentileOfSorted, percentilesOf } from '#shared/models/statistics/percentile.ts'
import { isSeed, seededRandom } from '#shared/models/statistics/random.ts'
import { wilsonInterval } from '#shared/models/statistics/wilson.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

describe('intervals', () => {
  it.each([
    // Newcombe 1998, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('Wilson: %i of %i is from %f to %f', (events, trials, low, high) => {
    const interval = expectValue(wilsonInterval(events, trials))
    expect(interval.estimate).toBe(events / trials)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })
  it('refuses a share of nobody and a churn over 100 %', () => {
    expect(expectProblem(wilsonInterval(0, 0)).code).toBe('no-customers')
    expect(expectProblem(wilsonInterval(6, 5)).code).toBe('churn-out-of-range')
  })
  it('Student: five values with mean 5 and standard deviation sqrt(2.5) give 5 plus or minus 2.776 standard errors', () => {
    const interval = expectValue(meanInterval([3, 4, 5, 6, 7]))
    expect(interval.estimate).toBe(5)
    expect(interval.standardError).toBeCloseTo(Math.sqrt(2.5 / 5), 12)
    expect(interval.high).toBeCloseTo(5 + 2.776445 * Math.sqrt(0.5), 5)
    expect(expectProblem(meanInterval([3])).message).toContain('there is one')
  })
  it('bootstrap: close to Student for a mean, and the same every time', () => {
    const values = Array.from({ length: 200 }, (_, index) => (index * 37) % 101)
    const mean = (sample: Float64Array): number =>
      sample.reduce((total, value) => total + value, 0) / sample.length
    const student = expectValue(meanInterval(values))
    const first = expectValue(bootstrapInterval(values, mean, { seed: 4 }))
    expect(first).toEqual(expectValue(bootstrapInterval(values, mean, { seed: 4 })))
    expect(Math.abs(first.low - student.low)).toBeLessThan(0.6)
    expect(Math.abs(first.high - student.high)).toBeLessThan(0.6)
  })
})

describe('small statistics', () => {
  it('percentiles are Excel’s PERCENTILE.INC', () => {
    expect(percentileOfSorted([1, 2, 3, 4], 0.3)).toBeCloseTo(1.9, 12)
    expect(percentileOfSorted([7], 0.95)).toBe(7)
  })
  it('a correlation is 1 for a line, 0 for a constant', () => {
    expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12)
    expect(correlation([1, 2, 3], [5, 5, 5])).toBe(0)
  })
  it('random numbers repeat with their seed, lie between 0 and 1, and are the Mersenne Twister’s', () => {
    const [one, two] = [seededRandom(7), seededRandom(7)]
    for (let draw = 0; draw < 100; draw += 1) {
      const value = one()
      expect(value).toBe(two())
      expect(value > 0 && value < 1).toBe(true)
    }
    // The first output of MT19937 seeded with 5489 is 3499211612 (Matsumoto & Nishimura).
    expect(Math.floor(seededRandom(5489)() * 2 ** 32)).toBe(3499211612)
    expect(isSeed(0)).toBe(false)
    expect(isSeed(1.5)).toBe(false)
  })
  it('percentiles without sorting are those of the sorted numbers', () => {
    const number = fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 300 }), (values) => {
        const shares = [0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
        const sorted = Float64Array.from(values).sort()
        expect(percentilesOf(Float64Array.from(values), shares)).toEqual(
          shares.map((share) => percentileOfSorted(sorted, share)),
        )
      }),
    )
  })
})
