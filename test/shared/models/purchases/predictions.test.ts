import hyp2f1 from '@stdlib/math-base-special-hyp2f1'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bgNbdPredictor } from '#shared/models/purchases/bg-nbd.ts'
import { mbgNbdPredictor } from '#shared/models/purchases/mbg-nbd.ts'
import { paretoNbdPredictor } from '#shared/models/purchases/pareto-nbd.ts'

const betaGeometric = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const pareto = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }
const predictors = [
  bgNbdPredictor(betaGeometric),
  mbgNbdPredictor(betaGeometric),
  paretoNbdPredictor(pareto),
] as const

describe('the textbook formulas, by the general hypergeometric function', () => {
  it('BG/NBD conditional expectation (Fader, Hardie & Lee 2005, equation 10)', () => {
    const { r, alpha, a, b } = betaGeometric
    for (const [x, recency, T, time] of [
      [0, 0, 30, 39],
      [2, 30, 39, 39],
      [7, 12, 27, 10],
      [29, 38, 39, 4],
    ] as const) {
      const z = time / (alpha + T + time)
      const bracket =
        1 - ((alpha + T) / (alpha + T + time)) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, z)
      const odds = x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + T) / (alpha + recency)) ** (r + x)
      const textbook = (((a + b + x - 1) / (a - 1)) * bracket) / (1 + odds)
      expect(predictors[0].conditionalExpectedPurchases(x, recency, T, time) / textbook).toBeCloseTo(1, 10)
    }
  })

  it('MBG/NBD expectation of a new customer (Batislam et al. 2007)', () => {
    const { r, alpha, a, b } = betaGeometric
    const time = 26
    const textbook =
      (b / (a - 1)) * (1 - (alpha / (alpha + time)) ** r * hyp2f1(r, b + 1, a + b, time / (alpha + time)))
    expect(predictors[1].expectedPurchases(time)).toBeCloseTo(textbook, 10)
  })
})

describe.each(predictors)('identities of $model', (predictor) => {
  const history = fc.record({
    frequency: fc.integer({ min: 1, max: 60 }),
    T: fc.double({ min: 1, max: 200, noNaN: true }),
    part: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })

  it('a probability lies between 0 and 1, and silence lowers P(alive)', () => {
    fc.assert(
      fc.property(history, ({ frequency, T, part }) => {
        const alive = predictor.probabilityAlive(frequency, part * T, T)
        const later = predictor.probabilityAlive(frequency, part * T, T * 1.5)
        expect(alive).toBeGreaterThanOrEqual(0)
        expect(alive).toBeLessThanOrEqual(1)
        expect(later).toBeLessThanOrEqual(alive + 1e-12)
      }),
    )
  })

  it('conditional expected purchases already contain P(alive)', () => {
    fc.assert(
      fc.property(history, ({ frequency, T, part }) => {
        const product =
          predictor.probabilityAlive(frequency, part * T, T) *
          predictor.expectedPurchasesIfAlive(frequency, T, 20)
        expect(predictor.conditionalExpectedPurchases(frequency, part * T, T, 20)).toBe(product)
      }),
    )
  })

  it('probabilities of all purchase counts add up to 1, and their mean is E[X(t)]', () => {
    let total = 0
    let mean = 0
    for (let count = 0; count < 400; count += 1) {
      const probability = predictor.purchaseCountProbability(count, 30)
      total += probability
      mean += count * probability
    }
    expect(total).toBeCloseTo(1, 8)
    expect(mean).toBeCloseTo(predictor.expectedPurchases(30), 5)
  })

  it('expects nothing in no time, and more in more time', () => {
    expect(predictor.expectedPurchases(0)).toBe(0)
    expect(predictor.purchaseCountProbability(0, 0)).toBeCloseTo(1, 12)
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 500, noNaN: true }), (time) => {
        expect(predictor.expectedPurchases(time * 1.1)).toBeGreaterThan(predictor.expectedPurchases(time))
      }),
    )
  })

  it('x = 1,000 purchases neither underflow nor overflow', () => {
    const alive = predictor.probabilityAlive(1000, 99.9, 100)
    expect(alive).toBeGreaterThan(0.9)
    expect(alive).toBeLessThanOrEqual(1)
    const next = predictor.conditionalExpectedPurchases(1000, 99.9, 100, 10)
    expect(next).toBeGreaterThan(60)
    expect(next).toBeLessThan(100)
    // Long silent after a thousand purchases: gone, to any precision, but still a number.
    expect(predictor.probabilityAlive(1000, 50, 100)).toBeLessThan(1e-100)
  })

  it('reaches far into the future, where z comes near 1, without breaking', () => {
    const centuries = predictor.expectedPurchases(1e6)
    expect(Number.isFinite(centuries)).toBe(true)
    expect(centuries).toBeGreaterThan(predictor.expectedPurchases(1e5))
  })
})

describe('conventions', () => {
  it('BG/NBD calls every one-time buyer alive for sure, MBG/NBD and Pareto/NBD do not', () => {
    expect(predictors[0].probabilityAlive(0, 0, 500)).toBe(1)
    expect(predictors[1].probabilityAlive(0, 0, 500)).toBeLessThan(1)
    expect(predictors[2].probabilityAlive(0, 0, 500)).toBeLessThan(1)
  })

  it('a new customer at age 0 is alive for sure under BG/NBD and Pareto/NBD', () => {
    expect(predictors[0].probabilityAlive(0, 0, 0)).toBe(1)
    expect(predictors[2].probabilityAlive(0, 0, 0)).toBe(1)
    // Under MBG/NBD the first purchase may have been the last: b / (a + b).
    expect(predictors[1].probabilityAlive(0, 0, 0)).toBeCloseTo(2.426 / (2.426 + 0.793), 12)
  })

  it('passes through a = 1 and a + b = 1, where the textbook formula divides zero by zero', () => {
    const at = (a: number, b: number): number =>
      bgNbdPredictor({ r: 0.5, alpha: 5, a, b }).conditionalExpectedPurchases(0, 0, 20, 10)
    expect(at(1, 2)).toBeCloseTo((at(1 - 1e-6, 2) + at(1 + 1e-6, 2)) / 2, 8)
    expect(at(0.4, 0.6)).toBeCloseTo((at(0.4, 0.6 - 1e-6) + at(0.4, 0.6 + 1e-6)) / 2, 8)
  })

  it('Pareto/NBD is continuous where the two branches of its hypergeometric function meet, at alpha = beta', () => {
    const at = (beta: number): number =>
      paretoNbdPredictor({ r: 0.6, alpha: 10, s: 0.7, beta }).probabilityAlive(3, 12, 30)
    expect(at(10)).toBeCloseTo((at(10 - 1e-5) + at(10 + 1e-5)) / 2, 9)
  })
})
