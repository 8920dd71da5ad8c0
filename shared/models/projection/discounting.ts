import type { Billing } from '#shared/domain/scenario.ts'
import { floatAt } from '../number-at.ts'
import { monthlyDiscount } from '../time.ts'

/** How many months late a payment is, seen from the start of the month. */
export const MONTHS_UNTIL_PAYMENT: Readonly<Record<Billing, number>> = {
  advance: 0,
  average: 0.5,
  closing: 1,
}

/** What money is worth by the time it comes, month by month. */
export interface Discounting {
  /** An amount at the month's start, were it paid a month later: 1 / (1 + i), i a month's discount. */
  readonly monthFactor: Float64Array
  /** An amount due when the month is billed, seen from the start of the projection. */
  readonly presentValue: Float64Array
}

/** The discounting of months with these yearly rates, into arrays of the same length where they are given. */
export function discountMonths(
  annualDiscount: Float64Array,
  billing: Billing,
  into: Discounting = {
    monthFactor: new Float64Array(annualDiscount.length),
    presentValue: new Float64Array(annualDiscount.length),
  },
): Discounting {
  let annual = 0
  let monthFactor = 1
  let untilPayment = 1
  let start = 1
  for (let month = 0; month < annualDiscount.length; month += 1) {
    const rate = floatAt(annualDiscount, month)
    // Powers are slow, and the rate seldom changes.
    if (rate !== annual) {
      annual = rate
      monthFactor = 1 / (1 + monthlyDiscount(rate))
      untilPayment = monthFactor ** MONTHS_UNTIL_PAYMENT[billing]
    }
    into.monthFactor[month] = monthFactor
    into.presentValue[month] = start * untilPayment
    start *= monthFactor
  }
  return into
}
