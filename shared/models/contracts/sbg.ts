import betaln from '@stdlib/math-base-special-betaln'
import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { maximiseLikelihood } from '../optimise/maximum-likelihood.ts'
import type { Outcome } from '../outcome.ts'
import { unitHypergeometric } from '../special/unit-hypergeometric.ts'
import { checkLifetimes, type LifetimeCounts } from './lifetimes.ts'

export type SbgParameter = 'alpha' | 'beta'
export type SbgParameters = Readonly<Record<SbgParameter, number>>

export interface SbgFit {
  readonly model: 'sbg'
  readonly parameters: SbgParameters
  readonly standardErrors: SbgParameters
  readonly logLikelihood: number
  readonly converged: true
  readonly evaluations: number
  readonly gradientSize: number
  readonly customers: number
}

/**
 * Fits the shifted beta-geometric model of lifetimes under contract (Fader & Hardie 2007, "How to project customer
 * retention"): each customer drops a contract at every renewal with a probability of their own, beta distributed
 * (alpha, beta) over customers. Cohorts of different ages may be pooled in the counts.
 *
 * Example: survivors 1000, 869, 743, 653, 593, 551, 517, 491 (their "High End" segment) give alpha 0.668, beta 3.806.
 */
export function fitSbg(lifetimes: LifetimeCounts): Outcome<SbgFit> {
  const checked = checkLifetimes(lifetimes)
  if (!checked.ok) return checked
  const found = maximiseLikelihood<SbgParameter>({
    names: ['alpha', 'beta'],
    start: { alpha: 1, beta: 1 },
    logLikelihood: (parameters) => sbgLogLikelihood(parameters, lifetimes),
    observations: checked.value.customers,
    adviceOnFailure:
      'This happens when churn does not fall with age: a constant churn describes such data, so use the simple CLV.',
  })
  if (!found.ok) return found
  return succeed({ model: 'sbg', ...found.value, converged: true, customers: checked.value.customers })
}

/** The log-likelihood of the counts: P(T = t) for the lost, S(t) for those still there. */
export function sbgLogLikelihood({ alpha, beta }: SbgParameters, { lost, active }: LifetimeCounts): number {
  const base = betaln(alpha, beta)
  let total = 0
  for (let index = 0; index < Math.max(lost.length, active.length); index += 1) {
    const gone = lost[index] ?? 0
    const there = active[index] ?? 0
    if (gone > 0) total += gone * (betaln(alpha + 1, beta + index) - base)
    if (there > 0) total += there * (betaln(alpha, beta + index + 1) - base)
  }
  return total
}

/** S(t): the share of a cohort still there after `periods` renewals. */
export function sbgSurvival({ alpha, beta }: SbgParameters, periods: number): number {
  return Math.exp(betaln(alpha, beta + periods) - betaln(alpha, beta))
}

/** The share of those at age t - 1 who renew: (beta + t - 1) / (alpha + beta + t - 1). It rises with age t = 1, 2, ... */
export function sbgRetention({ alpha, beta }: SbgParameters, age: number): number {
  return (beta + age - 1) / (alpha + beta + age - 1)
}

/** Churn by tenure, the curve that the projection takes: entry 0 is the first period of a customer's life. */
export function sbgChurnByTenure(parameters: SbgParameters, periods: number): number[] {
  return Array.from({ length: periods }, (_, index) => 1 - sbgRetention(parameters, index + 1))
}

/**
 * Discounted expected lifetime of a new customer, in payments: the sum over t = 0, 1, ... of S(t) / (1+d)^t. The payment
 * at t = 0 counts. Without discount it is (alpha + beta - 1) / (alpha - 1), and infinite where alpha <= 1.
 */
export function sbgDiscountedExpectedLifetime(
  { alpha, beta }: SbgParameters,
  discountPerPeriod: number,
): number {
  return unitHypergeometric(beta, alpha + beta, 1 / (1 + discountPerPeriod))
}

/**
 * Discounted expected residual lifetime just before a renewal (Fader & Hardie 2010): the customer has been there for
 * `age` periods, and whether they renew is open. The renewal's own payment counts, undiscounted, if it is made.
 */
export function sbgResidualLifetimeBeforeRenewal(
  parameters: SbgParameters,
  age: number,
  discountPerPeriod: number,
): number {
  const renewed = { alpha: parameters.alpha, beta: parameters.beta + age }
  return sbgRetention(parameters, age) * sbgDiscountedExpectedLifetime(renewed, discountPerPeriod)
}

/**
 * Discounted expected residual lifetime just after a renewal: the customer has made `renewals` of them, and the payment
 * just made is behind. With 0 renewals, of a new customer after the first payment.
 */
export function sbgResidualLifetimeAfterRenewal(
  { alpha, beta }: SbgParameters,
  renewals: number,
  discountPerPeriod: number,
): number {
  return sbgDiscountedExpectedLifetime({ alpha, beta: beta + renewals }, discountPerPeriod) - 1
}

/** Survivor curve of the model beside the data, for a fit check: shares of the cohort after 0, 1, ... periods. */
export function sbgSurvivorCheck(
  parameters: SbgParameters,
  survivors: readonly number[],
): readonly { readonly period: number; readonly actual: number; readonly expected: number }[] {
  return survivors.map((count, period) => ({
    period,
    actual: count / numberAt(survivors, 0),
    expected: sbgSurvival(parameters, period),
  }))
}
