import { succeed } from '#shared/domain/result.ts'
import { numberAt, sum } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { expectedSpend, type GammaGammaParameters, type SpendHistories } from '../spend/gamma-gamma.ts'
import { monthlyDiscount, type TimeUnit, unitsPerMonth } from '../time.ts'
import { encodePairs } from './distinct-histories.ts'
import type { PurchaseHistories } from './purchase-history.ts'
import type { PurchasePredictor } from './purchase-model.ts'

export interface ClvInput {
  readonly histories: PurchaseHistories
  readonly predictor: PurchasePredictor
  /** Gamma-Gamma with the customers' own spend, or one average value for all. */
  readonly value:
    | { readonly spend: GammaGammaParameters; readonly monetary: SpendHistories['monetary'] }
    | { readonly perPurchase: number }
  /** The unit of time of the histories and the predictor. */
  readonly unit: TimeUnit
  readonly horizonMonths: number
  /** A year's discount rate, 0.1 for 10 %. */
  readonly annualDiscount: number
  /** Gross margin as a share, 0.4 for 40 %; 1 values revenue. */
  readonly margin: number
}

/** One position a customer. */
export interface ClvColumns {
  readonly probabilityAlive: Float64Array
  /** Purchases expected within the horizon; P(alive) is already contained. */
  readonly expectedPurchases: Float64Array
  /** Expected value of one purchase, before margin. */
  readonly expectedValue: Float64Array
  readonly clv: Float64Array
  readonly total: {
    readonly customers: number
    readonly alive: number
    readonly purchases: number
    readonly clv: number
  }
}

/**
 * Customer lifetime value over a horizon: the sum over months of the purchases expected in the month, times their
 * expected value, times the margin, discounted to the end of that month. A month is 365.25/12 days.
 *
 * Purchases given "alive" do not depend on recency, so they are worked out once for each distinct (x, T).
 */
export function customerLifetimeValues(input: ClvInput): Outcome<ClvColumns> {
  const { histories, predictor, value } = input
  const fault = checkClvInput(input)
  if (fault !== undefined) return fault

  const ages = encodePairs(histories.frequency, histories.T)
  const prospects = Array.from(ages.first, (x, pair) =>
    prospectsIfAlive(input, x, numberAt(ages.second, pair)),
  )
  const customers = histories.frequency.length
  const probabilityAlive = new Float64Array(customers)
  const expectedPurchases = new Float64Array(customers)
  const expectedValue = new Float64Array(customers)
  const clv = new Float64Array(customers)
  for (let index = 0; index < customers; index += 1) {
    const prospect = prospects[numberAt(ages.codes, index)]
    if (prospect === undefined) continue
    const frequency = numberAt(histories.frequency, index)
    const alive = predictor.probabilityAlive(
      frequency,
      numberAt(histories.recency, index),
      numberAt(histories.T, index),
    )
    const worth =
      'spend' in value
        ? expectedSpend(value.spend, frequency, numberAt(value.monetary, index))
        : value.perPurchase
    probabilityAlive[index] = alive
    expectedPurchases[index] = alive * prospect.purchases
    expectedValue[index] = worth
    clv[index] = alive * prospect.discountedPurchases * worth * input.margin
  }
  return succeed({
    probabilityAlive,
    expectedPurchases,
    expectedValue,
    clv,
    total: { customers, alive: sum(probabilityAlive), purchases: sum(expectedPurchases), clv: sum(clv) },
  })
}

function checkClvInput({
  histories,
  value,
  horizonMonths,
  annualDiscount,
  margin,
}: ClvInput): Outcome<never> | undefined {
  if (histories.frequency.length === 0) return refuse('no-customers', 'There are no customers to value.')
  if (!Number.isInteger(horizonMonths) || horizonMonths < 1) {
    return refuse(
      'bad-input',
      `The horizon is ${horizonMonths} months; give a whole number of months, 1 or more.`,
    )
  }
  if (!(annualDiscount > -1)) {
    return refuse(
      'rate-out-of-range',
      `The discount rate is ${annualDiscount}; give a share a year such as 0.1.`,
    )
  }
  if (!Number.isFinite(margin))
    return refuse('rate-out-of-range', 'The margin is not a number; give a share such as 0.8.')
  if ('perPurchase' in value && !(value.perPurchase >= 0)) {
    return refuse(
      'negative-money',
      `The value of a purchase is ${value.perPurchase}; give an amount of 0 or more.`,
    )
  }
  return undefined
}

/** Purchases over the horizon of a customer who is alive now, as a number and discounted by the month. */
function prospectsIfAlive(
  { predictor, unit, horizonMonths, annualDiscount }: ClvInput,
  frequency: number,
  T: number,
): { purchases: number; discountedPurchases: number } {
  const month = unitsPerMonth(unit)
  const factor = 1 / (1 + monthlyDiscount(annualDiscount))
  let purchases = 0
  let discountedPurchases = 0
  for (let n = 1; n <= horizonMonths; n += 1) {
    const soFar = predictor.expectedPurchasesIfAlive(frequency, T, n * month)
    discountedPurchases += (soFar - purchases) * factor ** n
    purchases = soFar
  }
  return { purchases, discountedPurchases }
}
