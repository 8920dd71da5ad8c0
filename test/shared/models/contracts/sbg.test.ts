import { describe, expect, it } from 'vitest'
import { lifetimesFromSurvivors, lifetimesFromTenures } from '#shared/models/contracts/lifetimes.ts'
import {
  fitSbg,
  sbgChurnByTenure,
  sbgDiscountedExpectedLifetime,
  sbgResidualLifetimeAfterRenewal,
  sbgResidualLifetimeBeforeRenewal,
  sbgRetention,
  sbgSurvival,
  sbgSurvivorCheck,
} from '#shared/models/contracts/sbg.ts'
import { seededRandom } from '#shared/models/statistics/random.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'
import { betaVariate } from '../support/simulated-customers.ts'

const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
const parameters = { alpha: 0.668, beta: 3.806 }
const DISCOUNT = 0.1

/** The sum that the closed form stands for, carried until nothing is left of it. */
function lifetimeBySum(survival: (t: number) => number, discount: number): number {
  let total = 0
  for (let t = 0; t < 3000; t += 1) total += survival(t) / (1 + discount) ** t
  return total
}

describe('sBG, published (Fader & Hardie 2007)', () => {
  it('the High End segment: alpha 0.668, beta 3.806 from seven renewals', () => {
    const fit = expectValue(fitSbg(expectValue(lifetimesFromSurvivors(HIGH_END))))
    expect(fit.parameters.alpha).toBeCloseTo(0.668, 3)
    expect(fit.parameters.beta).toBeCloseTo(3.806, 3)
    expect(fit.customers).toBe(1000)
  })
  it('the Regular segment: alpha 0.704, beta 1.182', () => {
    const fit = expectValue(fitSbg(expectValue(lifetimesFromSurvivors(REGULAR))))
    expect(fit.parameters.alpha).toBeCloseTo(0.704, 3)
    expect(fit.parameters.beta).toBeCloseTo(1.182, 3)
  })
  it('follows the survivors it was fitted to', () => {
    const fit = expectValue(fitSbg(expectValue(lifetimesFromSurvivors(HIGH_END))))
    for (const { actual, expected } of sbgSurvivorCheck(fit.parameters, HIGH_END)) {
      expect(Math.abs(actual - expected)).toBeLessThan(0.02)
    }
  })
})

describe('sBG, identities', () => {
  it('survival is the product of the retention rates, which rise with age', () => {
    let product = 1
    for (let age = 1; age <= 12; age += 1) {
      product *= sbgRetention(parameters, age)
      expect(sbgSurvival(parameters, age)).toBeCloseTo(product, 12)
      expect(sbgRetention(parameters, age + 1)).toBeGreaterThan(sbgRetention(parameters, age))
    }
    expect(sbgChurnByTenure(parameters, 3)[0]).toBeCloseTo(0.668 / (0.668 + 3.806), 12)
  })
  it('the discounted expected lifetime by formula equals the sum, and counts the payment at t = 0', () => {
    const bySum = lifetimeBySum((t) => sbgSurvival(parameters, t), DISCOUNT)
    expect(sbgDiscountedExpectedLifetime(parameters, DISCOUNT)).toBeCloseTo(bySum, 9)
    expect(sbgDiscountedExpectedLifetime(parameters, 1e9)).toBeCloseTo(1, 6)
  })
  it('residual lifetimes just before and just after a renewal differ: by the payment, the risk and a period', () => {
    const before = sbgResidualLifetimeBeforeRenewal(parameters, 4, DISCOUNT)
    const after = sbgResidualLifetimeAfterRenewal(parameters, 4, DISCOUNT)
    expect(before).toBeCloseTo(sbgRetention(parameters, 4) * (1 + after), 10)
    // Just after the 4th renewal, all that lies ahead is what lies before the 5th, a period away.
    expect(after).toBeCloseTo(sbgResidualLifetimeBeforeRenewal(parameters, 5, DISCOUNT) / (1 + DISCOUNT), 10)
    const bySum = lifetimeBySum((t) => sbgSurvival(parameters, 4 + t) / sbgSurvival(parameters, 3), DISCOUNT)
    expect(before).toBeCloseTo(bySum, 9)
  })
  it('without discount the lifetime is infinite where alpha <= 1, and (alpha + beta - 1)/(alpha - 1) above', () => {
    expect(sbgDiscountedExpectedLifetime(parameters, 0)).toBe(Number.POSITIVE_INFINITY)
    expect(sbgDiscountedExpectedLifetime({ alpha: 1, beta: 4 }, 0)).toBe(Number.POSITIVE_INFINITY)
    expect(sbgDiscountedExpectedLifetime({ alpha: 3, beta: 4 }, 0)).toBeCloseTo(3, 12)
  })
})

describe('sBG, data', () => {
  it('customers with a tenure give the same counts as survivors', () => {
    const fromTenures = expectValue(
      lifetimesFromTenures([1, 2, 2, 3, 3, 3, 0], [true, true, true, false, false, false, false]),
    )
    expect(fromTenures).toEqual({ lost: [1, 2, 0], active: [0, 0, 3], tenureZero: 1 })
    expect(expectValue(lifetimesFromSurvivors([6, 5, 3, 3]))).toEqual({ lost: [1, 2, 0], active: [0, 0, 3] })
  })
  it('recovers parameters from cohorts of different ages within four standard errors', () => {
    const truth = { alpha: 1.5, beta: 6 }
    const random = seededRandom(21)
    const tenures: number[] = []
    const hasLeft: boolean[] = []
    for (let customer = 0; customer < 5000; customer += 1) {
      const limit = 1 + Math.floor(random() * 12)
      const leaving = betaVariate(random, truth.alpha, truth.beta)
      const lifetime = 1 + Math.floor(Math.log(random()) / Math.log(1 - leaving))
      tenures.push(Math.min(lifetime, limit))
      hasLeft.push(lifetime <= limit)
    }
    const fit = expectValue(fitSbg(expectValue(lifetimesFromTenures(tenures, hasLeft))))
    for (const name of ['alpha', 'beta'] as const) {
      expect(Math.abs(fit.parameters[name] - truth[name]) / fit.standardErrors[name]).toBeLessThan(4)
    }
  })
  it('refuses a cohort that grows, one that never loses anyone, and one without customers', () => {
    expect(expectProblem(lifetimesFromSurvivors([100, 90, 95])).message).toContain('from 90 to 95')
    expect(expectProblem(fitSbg(expectValue(lifetimesFromSurvivors([100, 100, 100])))).code).toBe('no-loss')
    expect(expectProblem(fitSbg({ lost: [0], active: [0] })).code).toBe('no-customers')
  })
  it('a constant churn is fitted as one: every age renews alike, and the standard errors say that alpha is not known', () => {
    const constant = Array.from({ length: 8 }, (_, period) => 100_000 * 0.9 ** period)
    const fit = expectValue(fitSbg(expectValue(lifetimesFromSurvivors(constant))))
    expect(sbgRetention(fit.parameters, 1)).toBeCloseTo(0.9, 3)
    expect(sbgRetention(fit.parameters, 8)).toBeCloseTo(0.9, 3)
    expect(fit.standardErrors.alpha).toBeGreaterThan(fit.parameters.alpha)
  })
  it('returns no numbers where churn rises with age, which the model cannot say', () => {
    const rising = [1000, 990, 950, 850, 600, 200]
    const refused = expectProblem(fitSbg(expectValue(lifetimesFromSurvivors(rising))))
    expect(refused.code).toBe('did-not-converge')
    expect(refused.message).toContain('simple CLV')
  })
})
