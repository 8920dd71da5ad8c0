import gammaln from '@stdlib/math-base-special-gammaln'
import { succeed } from '#shared/domain/result.ts'
import { codeAt, floatAt, numberAt } from '../number-at.ts'
import { maximiseLikelihood } from '../optimise/maximum-likelihood.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { encode } from '../purchases/distinct-histories.ts'
import { FEWEST_REPEAT_CUSTOMERS } from '../purchases/purchase-history.ts'
import { correlation } from '../statistics/correlation.ts'

/** Spend of each customer, one position a customer. */
export interface SpendHistories {
  /** x: repeat purchases. */
  readonly frequency: ArrayLike<number>
  /** Mean spend of the repeat purchases; the first purchase is not among them. NaN or 0 where there was no repeat. */
  readonly monetary: ArrayLike<number>
}

export type GammaGammaParameter = 'p' | 'q' | 'v'
export type GammaGammaParameters = Readonly<Record<GammaGammaParameter, number>>

export interface GammaGammaFit {
  readonly model: 'gamma-gamma'
  readonly parameters: GammaGammaParameters
  readonly standardErrors: GammaGammaParameters
  readonly logLikelihood: number
  readonly converged: true
  readonly evaluations: number
  readonly gradientSize: number
  /** Customers with at least one repeat purchase and a positive spend: the ones the fit rests on. */
  readonly customers: number
  /** Customers with a repeat purchase whose spend is zero, negative or unknown. */
  readonly customersLeftOut: number
  /** p v / (q - 1): the expected spend of a purchase of a random customer, and of one without a repeat. */
  readonly populationMean: number
  /** Correlation of frequency and spend among these customers; the model assumes there is none. */
  readonly correlation: number
  /** Said beside the result where the assumption is doubtful. */
  readonly warnings: readonly string[]
}

/** From here on, frequent customers spend enough more (or less) that multiplying the two expectations misleads. */
const DOUBTFUL_CORRELATION = 0.3

/**
 * Fits the Gamma-Gamma model of spend per purchase (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value",
 * equation 1a): purchases are gamma (p, nu) about a mean of the customer's own, nu is gamma (q, v) over customers.
 */
export function fitGammaGamma(spend: SpendHistories): Outcome<GammaGammaFit> {
  const used = customersWithSpend(spend)
  if (used.frequency.length < FEWEST_REPEAT_CUSTOMERS) {
    return refuse(
      'too-few-repeat-customers',
      `Only ${used.frequency.length} customers have a repeat purchase with a positive amount; at least ${FEWEST_REPEAT_CUSTOMERS} are needed. Use a longer period, or check the amount column.`,
    )
  }
  // In units of the mean spend, so that the currency does not change the path of the fit.
  const scale = used.monetary.reduce((total, value) => total + value, 0) / used.monetary.length
  const scaled = { frequency: used.frequency, monetary: used.monetary.map((value) => value / scale) }
  const purchases = encode(scaled.frequency)
  const found = maximiseLikelihood<GammaGammaParameter>({
    names: ['p', 'q', 'v'],
    start: { p: 2, q: 2, v: 1 },
    logLikelihood: (parameters) => logLikelihood(parameters, scaled, purchases),
    observations: used.frequency.length,
    adviceOnFailure:
      'This happens when all customers spend about the same: use the plain average value instead.',
  })
  if (!found.ok) return found
  const { parameters, standardErrors, evaluations, gradientSize } = found.value
  if (parameters.q <= 1) {
    return refuse(
      'infinite-mean',
      'The amounts are so uneven that the model has no finite average (q is 1 or less). Leave out extreme orders, or use the plain average value.',
    )
  }
  const fitted = { ...parameters, v: parameters.v * scale }
  const dependence = correlation(used.frequency, used.monetary)
  return succeed({
    model: 'gamma-gamma',
    parameters: fitted,
    standardErrors: { ...standardErrors, v: standardErrors.v * scale },
    logLikelihood: found.value.logLikelihood - used.frequency.length * Math.log(scale),
    converged: true,
    evaluations,
    gradientSize,
    customers: used.frequency.length,
    customersLeftOut: used.leftOut,
    populationMean: (fitted.p * fitted.v) / (fitted.q - 1),
    correlation: dependence,
    warnings: Math.abs(dependence) > DOUBTFUL_CORRELATION ? [correlationWarning(dependence)] : [],
  })
}

/**
 * The expected spend of a purchase of a customer with this history, p (v + x m) / (p x + q - 1): between the customer's
 * own mean m and the population's, nearer to the customer's the more purchases there are. Without a repeat purchase, or
 * where the spend is not positive, the population mean.
 */
export function expectedSpend(
  { p, q, v }: GammaGammaParameters,
  frequency: number,
  monetary: number,
): number {
  if (!(frequency > 0 && monetary > 0)) return (p * v) / (q - 1)
  return (p * (v + frequency * monetary)) / (p * frequency + q - 1)
}

function logLikelihood(
  { p, q, v }: GammaGammaParameters,
  { frequency, monetary }: { readonly frequency: Float64Array; readonly monetary: Float64Array },
  purchases: { readonly values: Float64Array; readonly codes: Uint32Array },
): number {
  const constant = q * Math.log(v) - gammaln(q)
  const purchaseTerm = purchases.values.map(
    (x) => constant + gammaln(p * x + q) - gammaln(p * x) + p * x * Math.log(x),
  )
  let total = 0
  for (let row = 0; row < frequency.length; row += 1) {
    const x = floatAt(frequency, row)
    const mean = floatAt(monetary, row)
    total +=
      floatAt(purchaseTerm, codeAt(purchases.codes, row)) +
      (p * x - 1) * Math.log(mean) -
      (p * x + q) * Math.log(v + x * mean)
  }
  return total
}

function customersWithSpend({ frequency, monetary }: SpendHistories): {
  frequency: Float64Array
  monetary: Float64Array
  leftOut: number
} {
  const positions: number[] = []
  let leftOut = 0
  for (let index = 0; index < frequency.length; index += 1) {
    if (!(numberAt(frequency, index) > 0)) continue
    const mean = numberAt(monetary, index)
    if (mean > 0 && Number.isFinite(mean)) positions.push(index)
    else leftOut += 1
  }
  return {
    frequency: Float64Array.from(positions, (index) => numberAt(frequency, index)),
    monetary: Float64Array.from(positions, (index) => numberAt(monetary, index)),
    leftOut,
  }
}

function correlationWarning(dependence: number): string {
  const direction = dependence > 0 ? 'more' : 'less'
  return `Customers who buy more often spend ${direction} a purchase (correlation ${dependence.toFixed(2)}). The model assumes the two are independent, so values of frequent customers may be off.`
}
