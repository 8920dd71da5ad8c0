import betaln from '@stdlib/math-base-special-betaln'
import gammaln from '@stdlib/math-base-special-gammaln'
import { succeed } from '#shared/domain/result.ts'
import { codeAt, floatAt } from '../number-at.ts'
import { maximiseLikelihood } from '../optimise/maximum-likelihood.ts'
import type { Outcome } from '../outcome.ts'
import { expm1Over, logAdd } from '../special/log-sum.ts'
import { type DistinctHistories, groupHistories } from './distinct-histories.ts'
import { negativeBinomialProbability } from './negative-binomial.ts'
import { checkPurchaseHistories, type PurchaseHistories } from './purchase-history.ts'
import type { PurchaseFit, PurchasePredictor } from './purchase-model.ts'

/**
 * What BG/NBD and MBG/NBD have in common. While alive, a customer buys at a Poisson rate that is gamma distributed (r,
 * alpha) over customers; after a purchase the customer leaves for good with a probability that is beta distributed
 * (a, b). The two models differ in one thing: which purchases are chances to leave.
 */
export interface BetaGeometricVariant {
  readonly name: 'bg-nbd' | 'mbg-nbd'
  /** The chances to leave that a customer with x repeat purchases has had: x, or x + 1 when the first purchase is one. */
  readonly chancesToLeave: (frequency: number) => number
}

export type BetaGeometricParameter = 'r' | 'alpha' | 'a' | 'b'
export type BetaGeometricParameters = Readonly<Record<BetaGeometricParameter, number>>

/**
 * Maximum likelihood for either variant. Linear in the customers to group them, then in the distinct histories for each
 * of some hundred evaluations of the likelihood.
 */
export function fitBetaGeometric(
  variant: BetaGeometricVariant,
  histories: PurchaseHistories,
): Outcome<PurchaseFit<BetaGeometricParameter>> {
  const checked = checkPurchaseHistories(histories)
  if (!checked.ok) return checked
  const grouped = groupHistories(histories)
  const found = maximiseLikelihood<BetaGeometricParameter>({
    names: ['r', 'alpha', 'a', 'b'],
    start: { r: 1, alpha: 1, a: 1, b: 1 },
    logLikelihood: (parameters) => betaGeometricLogLikelihood(variant, parameters, grouped),
    observations: grouped.customers,
    adviceOnFailure:
      'This happens when hardly any customer seems to leave, or when all buy alike. A longer period, more customers or Pareto/NBD may help.',
  })
  if (!found.ok) return found
  const { parameters, standardErrors, logLikelihood, evaluations, gradientSize } = found.value
  return succeed({
    model: variant.name,
    // Alpha is a time; the fit ran in units of the mean T.
    parameters: { ...parameters, alpha: parameters.alpha * grouped.scale },
    standardErrors: { ...standardErrors, alpha: standardErrors.alpha * grouped.scale },
    logLikelihood: logLikelihood - grouped.repeatPurchases * Math.log(grouped.scale),
    converged: true,
    evaluations,
    gradientSize,
    customers: grouped.customers,
    repeatCustomers: checked.value.repeatCustomers,
    distinctHistories: grouped.weight.length,
  })
}

/** The log-likelihood (Fader, Hardie & Lee 2005, equation 6) in the grouped data's own unit of time. */
export function betaGeometricLogLikelihood(
  variant: BetaGeometricVariant,
  { r, alpha, a, b }: BetaGeometricParameters,
  { frequency, weight, distinct }: DistinctHistories,
): number {
  // Gamma and beta functions depend on x alone, logarithms on one time: each is taken once a distinct value.
  const purchaseTerm = distinct.frequency.values.map(
    (x) =>
      gammaln(r + x) -
      gammaln(r) +
      r * Math.log(alpha) +
      betaln(a, b + variant.chancesToLeave(x)) -
      betaln(a, b),
  )
  const logOddsOfLeaving = distinct.frequency.values.map((x) => logOddsAtLastChance(variant, a, b, x))
  const logAtLastPurchase = distinct.recency.values.map((time) => Math.log(alpha + time))
  const logAtEnd = distinct.T.values.map((time) => Math.log(alpha + time))
  let total = 0
  for (let row = 0; row < weight.length; row += 1) {
    const code = codeAt(distinct.frequency.codes, row)
    const shape = r + floatAt(frequency, row)
    const alive = -shape * floatAt(logAtEnd, codeAt(distinct.T.codes, row))
    const left =
      floatAt(logOddsOfLeaving, code) -
      shape * floatAt(logAtLastPurchase, codeAt(distinct.recency.codes, row))
    total += floatAt(weight, row) * (floatAt(purchaseTerm, code) + logAdd(alive, left))
  }
  return total
}

/** log of B(a+1, b+n-1) / B(a, b+n) = a / (b+n-1), n the chances to leave so far; log 0 when there was none. */
function logOddsAtLastChance(variant: BetaGeometricVariant, a: number, b: number, frequency: number): number {
  const chances = variant.chancesToLeave(frequency)
  return chances === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + chances - 1))
}

/** Predictions of either variant from its parameters. */
export function betaGeometricPredictor(
  variant: BetaGeometricVariant,
  parameters: BetaGeometricParameters,
): PurchasePredictor {
  const { r, alpha, a, b } = parameters

  const probabilityAlive = (frequency: number, recency: number, T: number): number => {
    const logOdds =
      logOddsAtLastChance(variant, a, b, frequency) +
      (r + frequency) * Math.log((alpha + T) / (alpha + recency))
    return 1 / (1 + Math.exp(logOdds))
  }
  const expectedPurchasesIfAlive = (frequency: number, T: number, time: number): number =>
    purchasesWhileAlive(parameters, b + variant.chancesToLeave(frequency), frequency, T, time)

  return {
    model: variant.name,
    probabilityAlive,
    expectedPurchasesIfAlive,
    conditionalExpectedPurchases: (frequency, recency, T, time) =>
      probabilityAlive(frequency, recency, T) * expectedPurchasesIfAlive(frequency, T, time),
    expectedPurchases: (time) => probabilityAlive(0, 0, 0) * expectedPurchasesIfAlive(0, 0, time),
    purchaseCountProbability: (count, time) => {
      const chances = variant.chancesToLeave(count)
      const stayed =
        Math.exp(betaln(a, b + chances) - betaln(a, b)) * negativeBinomialProbability(count, r, alpha, time)
      if (chances === 0) return stayed
      let atLeastCount = 1
      for (let n = 0; n < count; n += 1) atLeastCount -= negativeBinomialProbability(n, r, alpha, time)
      return stayed + Math.exp(betaln(a + 1, b + chances - 1) - betaln(a, b)) * Math.max(0, atLeastCount)
    },
  }
}

const SERIES_TOLERANCE = 1e-14
const MOST_TERMS = 100_000

/**
 * Purchases in the `time` after T of a customer who is alive at T (Fader, Hardie & Lee 2005, equation 10):
 *
 *   c/(a-1) [1 - (1-z)^(r+x) 2F1(r+x, b'; c; z)],  c = a + b' - 1,  z = time / (alpha + T + time),
 *
 * with b' = b + chances to leave. Euler's transformation makes it c/(a-1) [1 - (1-z)^(a-1) 2F1(c-r-x, a-1; c; z)],
 * whose parameters stay small however large x is. Written out as below it is also continuous through a = 1 and through
 * c = 0 (a + b = 1 in BG/NBD), where the textbook form divides zero by zero.
 */
function purchasesWhileAlive(
  { r, alpha, a }: BetaGeometricParameters,
  bAfter: number,
  frequency: number,
  T: number,
  time: number,
): number {
  if (time === 0) return 0
  const c = a + bAfter - 1
  const z = time / (alpha + T + time)
  const logRest = Math.log((alpha + T) / (alpha + T + time))
  // S = (2F1(c-r-x, a-1; c; z) - 1) c / (a-1), term by term.
  let term = (c - r - frequency) * z
  let series = term
  for (let n = 1; n < MOST_TERMS; n += 1) {
    term *= ((c - r - frequency + n) * (a + n - 1) * z) / ((c + n) * (n + 1))
    series += term
    if (Math.abs(term) <= SERIES_TOLERANCE * Math.abs(series)) break
  }
  return -c * expm1Over(a - 1, logRest) - Math.exp((a - 1) * logRest) * series
}
