import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRoot } from '#shared/models/optimise/brent.ts'

describe("Brent's method", () => {
  it('finds the root of x^3 - 2x - 5 that Wallis computed, in few steps', () => {
    const root = findRoot((x) => x ** 3 - 2 * x - 5, 2, 3, 1e-14)
    expect(root?.x).toBeCloseTo(2.0945514815423265, 13)
    expect(root?.evaluations).toBeLessThan(15)
  })
  it('finds a root at either end', () => {
    expect(findRoot((x) => x, 0, 1, 1e-12)?.x).toBe(0)
    expect(findRoot((x) => x - 1, 0, 1, 1e-12)?.x).toBe(1)
  })
  it('says so where the ends do not bracket a root', () => {
    expect(findRoot((x) => x ** 2 + 1, -1, 1, 1e-12)).toBeUndefined()
  })
  it('finds the only root of any increasing cubic', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (at, slope) => {
          const root = findRoot((x) => slope * (x - at) + (x - at) ** 3, -100, 100, 1e-10)
          expect(root?.x).toBeCloseTo(at, 8)
        },
      ),
    )
  })
})
