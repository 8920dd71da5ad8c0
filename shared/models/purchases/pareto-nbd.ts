import gammaln from '@stdlib/math-base-special-gammaln'
import { succeed } from '#shared/domain/result.ts'
import { codeAt, floatAt } from '../number-at.ts'
import { maximiseLikelihood } from '../optimise/maximum-likelihood.ts'
import type { Outcome } from '../outcome.ts'
import { integrate } from '../special/gauss-legendre.ts'
import { expm1Over, logAdd, logSubtract } from '../special/log-sum.ts'
import { unitHypergeometric } from '../special/unit-hypergeometric.ts'
import { type CodedPairs, type DistinctHistories, encodePairs, groupHistories } from './distinct-histories.ts'
import { negativeBinomialProbability } from './negative-binomial.ts'
import { checkPurchaseHistories, type PurchaseHistories } from './purchase-history.ts'
import type { PurchaseFit, PurchaseModel, PurchasePredictor } from './purchase-model.ts'

export type ParetoNbdParameter = 'r' | 'alpha' | 's' | 'beta'
export type ParetoNbdParameters = Readonly<Record<ParetoNbdParameter, number>>

/**
 * Pareto/NBD, for purchases without a contract (Schmittlein, Morrison & Colombo 1987; formulas as in Fader & Hardie
 * 2005, "A note on deriving the Pareto/NBD model and related expressions"). While alive, a customer buys at a Poisson
 * rate that is gamma distributed (r, alpha); lifetimes are exponential with a gamma distributed rate (s, beta).
 *
 * The parameters s and beta lie on a flat ridge of the likelihood: compare log-likelihoods and predictions, not them.
 */
export function fitParetoNbd(histories: PurchaseHistories): Outcome<PurchaseFit<ParetoNbdParameter>> {
  const checked = checkPurchaseHistories(histories)
  if (!checked.ok) return checked
  const grouped = groupHistories(histories)
  const ages = agesOf(grouped)
  const found = maximiseLikelihood<ParetoNbdParameter>({
    names: ['r', 'alpha', 's', 'beta'],
    start: { r: 1, alpha: 1, s: 1, beta: 1 },
    logLikelihood: (parameters) => paretoNbdLogLikelihood(parameters, grouped, ages),
    observations: grouped.customers,
    adviceOnFailure:
      'This happens when hardly any customer seems to leave, or when all leave alike. A longer period, more customers or BG/NBD may help.',
  })
  if (!found.ok) return found
  const { parameters, standardErrors, logLikelihood, evaluations, gradientSize } = found.value
  const { scale } = grouped
  return succeed({
    model: 'pareto-nbd',
    // Alpha and beta are times; the fit ran in units of the mean T.
    parameters: { ...parameters, alpha: parameters.alpha * scale, beta: parameters.beta * scale },
    standardErrors: {
      ...standardErrors,
      alpha: standardErrors.alpha * scale,
      beta: standardErrors.beta * scale,
    },
    logLikelihood: logLikelihood - grouped.repeatPurchases * Math.log(scale),
    converged: true,
    evaluations,
    gradientSize,
    customers: grouped.customers,
    repeatCustomers: checked.value.repeatCustomers,
    distinctHistories: grouped.weight.length,
  })
}

/** The distinct (x, T) and (x, t_x) of the data: the hypergeometric function is needed once for each. */
interface DistinctAges {
  readonly atEnd: CodedPairs
  readonly atLastPurchase: CodedPairs
}

function agesOf({ frequency, recency, T }: DistinctHistories): DistinctAges {
  return { atEnd: encodePairs(frequency, T), atLastPurchase: encodePairs(frequency, recency) }
}

/** The log-likelihood (Fader & Hardie 2005, equation 18) in the grouped data's own unit of time. */
export function paretoNbdLogLikelihood(
  parameters: ParetoNbdParameters,
  grouped: DistinctHistories,
  { atEnd, atLastPurchase }: DistinctAges = agesOf(grouped),
): number {
  const { r, alpha, s, beta } = parameters
  const constant = s * Math.log(beta) + r * Math.log(alpha) - gammaln(r)
  const purchaseTerm = grouped.distinct.frequency.values.map((x) => constant + gammaln(r + x))
  const logDeathTerm = grouped.distinct.frequency.values.map((x) => Math.log(s / (r + s + x)))
  const alive = atEnd.first.map((x, pair) => logStillAlive(parameters, x, floatAt(atEnd.second, pair)))
  const diedAfterEnd = atEnd.first.map((x, pair) => logDeathAfter(parameters, x, floatAt(atEnd.second, pair)))
  const diedAfterLast = atLastPurchase.first.map((x, pair) =>
    logDeathAfter(parameters, x, floatAt(atLastPurchase.second, pair)),
  )

  let total = 0
  for (let row = 0; row < grouped.weight.length; row += 1) {
    const code = codeAt(grouped.distinct.frequency.codes, row)
    const end = codeAt(atEnd.codes, row)
    const diedBetween = logSubtract(
      floatAt(diedAfterLast, codeAt(atLastPurchase.codes, row)),
      floatAt(diedAfterEnd, end),
    )
    const ways = logAdd(floatAt(alive, end), floatAt(logDeathTerm, code) + diedBetween)
    total += floatAt(grouped.weight, row) * (floatAt(purchaseTerm, code) + ways)
  }
  return total
}

/** log of (alpha+T)^-(r+x) (beta+T)^-s: x purchases, and alive at T. */
function logStillAlive({ r, alpha, s, beta }: ParetoNbdParameters, x: number, T: number): number {
  return -(r + x) * Math.log(alpha + T) - s * Math.log(beta + T)
}

/**
 * log of (r+s+x) times the integral from t to infinity of (alpha+u)^-(r+x) (beta+u)^-(s+1) du: x purchases, then gone
 * some time after t. The paper's 2F1 after Euler's transformation; it has one branch for alpha >= beta and one for
 * alpha < beta, so that the argument stays within [0, 1).
 */
function logDeathAfter({ r, alpha, s, beta }: ParetoNbdParameters, x: number, t: number): number {
  const order = r + s + x + 1
  const logAlpha = Math.log(alpha + t)
  const logBeta = Math.log(beta + t)
  if (alpha >= beta) {
    const z = (alpha - beta) / (alpha + t)
    return -(r + x) * logAlpha - s * logBeta + Math.log(unitHypergeometric(r + x, order, z))
  }
  const z = (beta - alpha) / (beta + t)
  return -(r + x - 1) * logAlpha - (s + 1) * logBeta + Math.log(unitHypergeometric(s + 1, order, z))
}

/** Predictions of Pareto/NBD; `alpha`, `beta` and all times in one unit. */
export function paretoNbdPredictor(parameters: ParetoNbdParameters): PurchasePredictor {
  const { r, alpha, s, beta } = parameters

  const probabilityAlive = (frequency: number, recency: number, T: number): number => {
    const alive = logStillAlive(parameters, frequency, T)
    const died =
      Math.log(s / (r + s + frequency)) +
      logSubtract(logDeathAfter(parameters, frequency, recency), logDeathAfter(parameters, frequency, T))
    return 1 / (1 + Math.exp(died - alive))
  }
  const expectedPurchasesIfAlive = (frequency: number, T: number, time: number): number => {
    if (time === 0) return 0
    const rate = (r + frequency) / (alpha + T)
    return rate * (beta + T) * -expm1Over(s - 1, Math.log((beta + T) / (beta + T + time)))
  }

  return {
    model: 'pareto-nbd',
    probabilityAlive,
    expectedPurchasesIfAlive,
    conditionalExpectedPurchases: (frequency, recency, T, time) =>
      probabilityAlive(frequency, recency, T) * expectedPurchasesIfAlive(frequency, T, time),
    expectedPurchases: (time) => expectedPurchasesIfAlive(0, 0, time),
    purchaseCountProbability: (count, time) => purchaseCountProbability(parameters, count, time),
  }
}

/**
 * P(X(t) = n): the count while alive throughout, plus the count up to a death at u, integrated over u. The closed form
 * is a difference of sums of 2F1s that cancel; the integrand is smooth in log(u + m), m the shorter of the two time
 * scales, so that one 16-point panel per unit of that logarithm gives full precision.
 */
function purchaseCountProbability(
  { r, alpha, s, beta }: ParetoNbdParameters,
  count: number,
  time: number,
): number {
  const aliveThroughout = negativeBinomialProbability(count, r, alpha, time) * (beta / (beta + time)) ** s
  if (time === 0) return aliveThroughout
  const scale = Math.min(alpha, beta, time)
  const length = Math.log1p(time / scale)
  const diedWithin = integrate(
    (logAge) => {
      const age = scale * Math.expm1(logAge)
      const deathDensity = (s / (beta + age)) * (beta / (beta + age)) ** s
      return negativeBinomialProbability(count, r, alpha, age) * deathDensity * (scale + age)
    },
    0,
    length,
    Math.ceil(length),
  )
  return aliveThroughout + diedWithin
}

export const paretoNbd: PurchaseModel<ParetoNbdParameter> = {
  name: 'pareto-nbd',
  fit: fitParetoNbd,
  predictor: paretoNbdPredictor,
}
