import { describe, expect, it } from 'vitest'
import { expectedSpend, fitGammaGamma } from '#shared/models/spend/gamma-gamma.ts'
import { seededRandom } from '#shared/models/statistics/random.ts'
import { hasCdnow, readCdnowSpend } from '../support/cdnow.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'
import { gammaVariate } from '../support/simulated-customers.ts'

function simulateSpend(
  { p, q, v }: { p: number; q: number; v: number },
  customers: number,
  seed: number,
): { frequency: number[]; monetary: number[] } {
  const random = seededRandom(seed)
  const frequency = Array.from({ length: customers }, () => 1 + Math.floor(random() * 8))
  const monetary = frequency.map((x) => gammaVariate(random, p * x, gammaVariate(random, q, v) * x))
  return { frequency, monetary }
}

describe.skipIf(!hasCdnow)('Gamma-Gamma on CDNOW', () => {
  it('the parameters of Fader & Hardie 2013, from the 946 customers with a repeat purchase', () => {
    const fit = expectValue(fitGammaGamma(readCdnowSpend()))
    expect(fit.parameters.p).toBeCloseTo(6.25, 2)
    expect(fit.parameters.q).toBeCloseTo(3.74, 2)
    expect(fit.parameters.v).toBeCloseTo(15.45, 1)
    expect(fit.customers).toBe(946)
    expect(fit.correlation).toBeCloseTo(0.11, 2)
    expect(fit.warnings).toEqual([])
  })
})

describe('Gamma-Gamma', () => {
  const parameters = { p: 6.25, q: 3.74, v: 15.44 }

  it('expects of a customer something between their own mean and the population’s, nearer to theirs the more they bought', () => {
    const population = (6.25 * 15.44) / 2.74
    const once = expectedSpend(parameters, 1, 100)
    const often = expectedSpend(parameters, 20, 100)
    expect(once).toBeGreaterThan(population)
    expect(often).toBeGreaterThan(once)
    expect(often).toBeLessThan(100)
  })
  it('leaves out the first purchase: a customer without a repeat gets the population mean', () => {
    expect(expectedSpend(parameters, 0, Number.NaN)).toBeCloseTo(35.22, 2)
    expect(expectedSpend(parameters, 0, 500)).toBeCloseTo(35.22, 2)
  })
  it('recovers parameters from simulated spend within four standard errors', () => {
    const truth = { p: 4, q: 4, v: 30 }
    const fit = expectValue(fitGammaGamma(simulateSpend(truth, 4000, 11)))
    for (const name of ['p', 'q', 'v'] as const) {
      expect(Math.abs(fit.parameters[name] - truth[name]) / fit.standardErrors[name]).toBeLessThan(4)
    }
  })
  it('does not depend on the currency: in cents, v is a hundred times as large and the rest the same', () => {
    const spend = simulateSpend({ p: 4, q: 4, v: 30 }, 800, 12)
    const units = expectValue(fitGammaGamma(spend))
    const cents = expectValue(
      fitGammaGamma({ ...spend, monetary: spend.monetary.map((amount) => amount * 100) }),
    )
    expect(cents.parameters.v / units.parameters.v).toBeCloseTo(100, 4)
    expect(cents.parameters.q).toBeCloseTo(units.parameters.q, 6)
    expect(cents.populationMean / units.populationMean).toBeCloseTo(100, 6)
  })
  it('says it when frequent customers spend more a purchase', () => {
    const spend = simulateSpend({ p: 4, q: 4, v: 30 }, 800, 13)
    const monetary = spend.monetary.map((amount, index) => amount * (spend.frequency[index] ?? 1))
    const fit = expectValue(fitGammaGamma({ ...spend, monetary }))
    expect(fit.warnings[0]).toContain('buy more often spend more')
  })
  it('leaves out repeat customers whose spend is zero, negative or unknown, and counts them', () => {
    const spend = simulateSpend({ p: 4, q: 4, v: 30 }, 800, 14)
    const fit = expectValue(
      fitGammaGamma({
        frequency: [...spend.frequency, 2, 3, 1, 0],
        monetary: [...spend.monetary, 0, -5, Number.NaN, 9],
      }),
    )
    expect(fit.customers).toBe(800)
    expect(fit.customersLeftOut).toBe(3)
  })
  it('refuses fewer than three customers with spend', () => {
    expect(expectProblem(fitGammaGamma({ frequency: [1, 0, 2], monetary: [9, 0, 8] })).code).toBe(
      'too-few-repeat-customers',
    )
  })
  it('refuses amounts so uneven that their average is infinite', () => {
    const spend = simulateSpend({ p: 4, q: 0.5, v: 30 }, 2000, 15)
    expect(expectProblem(fitGammaGamma(spend)).code).toBe('infinite-mean')
  })
})
