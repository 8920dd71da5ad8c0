import hyp2f1 from '@stdlib/math-base-special-hyp2f1'
import { describe, expect, it } from 'vitest'
import { integrate } from '#shared/models/special/gauss-legendre.ts'
import { unitHypergeometric } from '#shared/models/special/unit-hypergeometric.ts'

describe('2F1(1, b; c; z)', () => {
  it.each([
    // Values to 17 digits by arbitrary-precision arithmetic (mpmath, 40 digits).
    [10, 12, 0.5, 1.7269785531571726],
    [3.8, 4.47, 0.9999, 123.97818091552674],
    [0.56, 2.16, 0.9999, 1.923610590598403],
    [0.2, 1.3, 0.99999, 2.3393802948103333],
    [1000.55, 1002.6, 0.999, 397.5022129235655],
    [1.6, 1002.16, 0.999, 1.0015990994419364],
  ])('b = %f, c = %f, z = %f agrees with arbitrary precision', (b, c, z, expected) => {
    expect(unitHypergeometric(b, c, z) / expected).toBeCloseTo(1, 11)
  })

  it('agrees with the general function where that one is safe', () => {
    for (const b of [0.3, 1.6, 4, 20]) {
      for (const c of [b + 0.2, b + 1.5, b + 30]) {
        for (const z of [0.01, 0.4, 0.85]) {
          expect(unitHypergeometric(b, c, z) / hyp2f1(1, b, c, z)).toBeCloseTo(1, 11)
        }
      }
    }
  })

  it('is its integral: (c-1) times the integral of (1-u)^(c-2) (1-zu)^-b', () => {
    const byIntegral = 4.5 * integrate((u) => (1 - u) ** 3.5 * (1 - 0.9 * u) ** -2.2, 0, 1, 40)
    expect(unitHypergeometric(2.2, 5.5, 0.9)).toBeCloseTo(byIntegral, 9)
  })

  it('goes from 1 at z = 0 to the sum at z = 1, infinite where the sum has no end', () => {
    expect(unitHypergeometric(3.8, 7, 0)).toBe(1)
    expect(unitHypergeometric(3.806, 3.806 + 2.5, 1)).toBeCloseTo((3.806 + 1.5) / 1.5, 12)
    expect(unitHypergeometric(3.806, 3.806 + 2.5, 1 - 1e-9)).toBeCloseTo((3.806 + 1.5) / 1.5, 6)
    expect(unitHypergeometric(3.806, 4.474, 1)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('why the general hypergeometric function is not enough', () => {
  it('overflows or gives up where ours is an ordinary number', () => {
    // x = 1,100 purchases: 2F1(r+s+x, r+x; r+s+x+1; z), and z near 1.
    expect(Number.isFinite(hyp2f1(1101.16, 1100.55, 1102.16, 0.5))).toBe(false)
    expect(Number.isFinite(hyp2f1(1001.16, 1.6, 1002.16, 0.999))).toBe(false)
  })
})
