import { describe, expect, it } from 'vitest'
import { expm1Over, logAdd, logSubtract } from '#shared/models/special/log-sum.ts'

describe('sums in logs', () => {
  it('adds and subtracts numbers too small for a double', () => {
    expect(logAdd(-2000, -2000)).toBeCloseTo(-2000 + Math.LN2, 12)
    expect(logSubtract(-2000, -2001)).toBeCloseTo(-2000 + Math.log(1 - Math.exp(-1)), 12)
  })
  it('takes minus infinity for log 0', () => {
    expect(logAdd(Number.NEGATIVE_INFINITY, -3)).toBe(-3)
    expect(logAdd(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY)
    expect(logSubtract(-3, -3)).toBe(Number.NEGATIVE_INFINITY)
  })
  it('keeps precision where the difference is small', () => {
    expect(logSubtract(0, -1e-10)).toBeCloseTo(Math.log(1e-10), 6)
  })
  it('passes through k = 0 without a jump', () => {
    expect(expm1Over(0, -2)).toBe(-2)
    expect(expm1Over(1e-12, -2)).toBeCloseTo(-2, 10)
  })
})
