import type { Billing } from '#shared/domain/scenario.ts'
import { floatAt } from '../number-at.ts'
import { churnAtTenure } from './customer-base.ts'
import type { SegmentPlan } from './plan.ts'

/** What one new customer is worth over a lifetime. */
export interface LifetimeValue {
  /** Infinity where churn ends at 0 with a margin left. */
  readonly clv: number
  readonly clvDiscounted: number
  /** Expected months as a customer; Infinity where churn ends at 0. */
  readonly lifetime: number
  /** Expected gross profit of month 1, 2, ... of the customer, survival included. */
  readonly profits: Float64Array
  /** After those months the profit shrinks by this factor every month. */
  readonly tailRetention: number
}

/** How many months late a payment is, seen from the start of the month. */
export const MONTHS_UNTIL_PAYMENT: Readonly<Record<Billing, number>> = {
  advance: 0,
  average: 0.5,
  closing: 1,
}

/**
 * The lifetime value of a customer who joins before month 1 and lives through the projection's months; what the last
 * month says holds ever after. With the same drivers in all months this is
 *
 *   clv = ARPA x margin / churn
 *   clvDiscounted = ARPA x margin x (1+i)/(i+churn) billed in advance, ARPA x margin/(i+churn) at the month's end,
 *
 * i = (1 + annual discount)^(1/12) - 1. All who are active in a month pay for it, also those who leave at its end.
 * Expansion and contraction are not compounded over the lifetime: the formulas have none.
 */
export function lifetimeValue(plan: SegmentPlan, billing: Billing): LifetimeValue {
  const { path, months, tenure } = plan
  const curveLength = tenure === undefined ? 0 : tenure.churnByTenure.length
  const length = Math.max(months, curveLength)
  const profits = new Float64Array(length)
  let survival = 1
  let discount = 1
  let clv = 0
  let clvDiscounted = 0
  let lifetime = 0
  for (let index = 0; index < length; index += 1) {
    const month = Math.min(index, months - 1)
    const monthFactor = floatAt(plan.monthFactor, month)
    const profit = survival * floatAt(path.arpa, month) * floatAt(path.margin, month)
    profits[index] = profit
    lifetime += survival
    clv += profit
    clvDiscounted += profit * discount * monthFactor ** MONTHS_UNTIL_PAYMENT[billing]
    survival *= 1 - churnAtTenure(plan, month, index)
    discount *= monthFactor
  }

  const last = months - 1
  const churn = churnAtTenure(plan, last, length)
  const rate = 1 / floatAt(plan.monthFactor, last) - 1
  const profit = survival * floatAt(path.arpa, last) * floatAt(path.margin, last)
  const arrears = (discount * profit) / (rate + churn)
  const isOver = survival === 0
  return {
    clv: clv + (profit === 0 ? 0 : profit / churn),
    clvDiscounted:
      clvDiscounted + (profit === 0 ? 0 : arrears * (1 + rate) ** (1 - MONTHS_UNTIL_PAYMENT[billing])),
    lifetime: lifetime + (isOver ? 0 : survival / churn),
    profits,
    tailRetention: 1 - churn,
  }
}

/** A payback longer than a hundred years is none. */
const LONGEST_PAYBACK = 1200

/**
 * Months until the cumulative gross profit of a customer, survival included, covers the cost of acquisition; a part of a
 * month is interpolated, so that with no churn this is CAC / (ARPA x margin). `null` where it never does.
 *
 * @param customers lifetime values of the segments, with their weights; the weights add up to 1.
 */
export function paybackMonths(
  customers: readonly { readonly weight: number; readonly value: LifetimeValue }[],
  cac: number,
): number | null {
  let covered = 0
  for (let index = 0; index < LONGEST_PAYBACK; index += 1) {
    if (covered >= cac) return index
    const profit = customers.reduce(
      (total, { weight, value }) => total + weight * profitOfMonth(value, index),
      0,
    )
    if (covered + profit >= cac) return index + (cac - covered) / profit
    covered += profit
  }
  return null
}

function profitOfMonth({ profits, tailRetention }: LifetimeValue, index: number): number {
  if (index < profits.length) return floatAt(profits, index)
  return floatAt(profits, profits.length - 1) * tailRetention ** (index - profits.length + 1)
}
