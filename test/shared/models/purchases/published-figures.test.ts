import { beforeAll, describe, expect, it } from 'vitest'
import { bgNbdPredictor, fitBgNbd } from '#shared/models/purchases/bg-nbd.ts'
import { fitMbgNbd } from '#shared/models/purchases/mbg-nbd.ts'
import { fitParetoNbd, paretoNbdPredictor } from '#shared/models/purchases/pareto-nbd.ts'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'
import { hasCdnow, readCdnowRfm } from '../support/cdnow.ts'
import { expectValue } from '../support/expect-outcome.ts'

describe.skipIf(!hasCdnow)('CDNOW, 2,357 customers, weeks', () => {
  let histories: PurchaseHistories
  beforeAll(() => {
    histories = readCdnowRfm()
  })

  it('BG/NBD: the parameters of Fader, Hardie & Lee 2005, table 2', () => {
    const fit = expectValue(fitBgNbd(histories))
    expect(fit.parameters.r).toBeCloseTo(0.243, 3)
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 3)
    expect(fit.parameters.a).toBeCloseTo(0.793, 3)
    expect(fit.parameters.b).toBeCloseTo(2.426, 3)
    expect(fit.logLikelihood).toBeCloseTo(-9582.4, 1)
    expect(fit.converged).toBe(true)
    // The standard errors that the lifetimes package prints for the same data.
    expect(fit.standardErrors.r).toBeCloseTo(0.01, 2)
    expect(fit.standardErrors.alpha).toBeCloseTo(0.38, 2)
    expect(fit.standardErrors.a).toBeCloseTo(0.19, 2)
    expect(fit.standardErrors.b).toBeCloseTo(0.71, 2)
    expect(fit.repeatCustomers).toBe(946)
  })

  it('Pareto/NBD: the same table; s and beta loosely, for they lie on a ridge', () => {
    const fit = expectValue(fitParetoNbd(histories))
    expect(fit.logLikelihood).toBeCloseTo(-9594.98, 1)
    expect(fit.parameters.r).toBeCloseTo(0.553, 3)
    expect(fit.parameters.alpha).toBeCloseTo(10.578, 2)
    expect(fit.parameters.s).toBeCloseTo(0.606, 3)
    expect(fit.parameters.beta).toBeCloseTo(11.669, 2)
  })

  it('MBG/NBD fits about as well as BG/NBD', () => {
    const fit = expectValue(fitMbgNbd(histories))
    expect(fit.logLikelihood).toBeGreaterThan(-9583)
    expect(fit.logLikelihood).toBeLessThan(-9582)
  })

  it('costs by distinct histories, of which there are far fewer than customers', () => {
    expect(expectValue(fitBgNbd(histories)).distinctHistories).toBe(1016)
  })
})

describe('published predictions', () => {
  it('BG/NBD: a customer with x = 2, t_x = 30.43, T = 38.86 makes 1.226 purchases in the next 39 weeks', () => {
    const predictor = bgNbdPredictor({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
    expect(predictor.conditionalExpectedPurchases(2, 30.43, 38.86, 39)).toBeCloseTo(1.226, 3)
  })

  it('Pareto/NBD: the walkthrough of the BTYD package', () => {
    const predictor = paretoNbdPredictor({ r: 0.5533971, alpha: 10.5801985, s: 0.6060625, beta: 11.6562237 })
    expect(predictor.expectedPurchases(52)).toBeCloseTo(1.473, 3)
    expect(predictor.conditionalExpectedPurchases(26, 30.86, 31, 52)).toBeCloseTo(25.46, 2)
    expect(predictor.probabilityAlive(26, 30.86, 31)).toBeCloseTo(0.9979, 4)
  })
})
