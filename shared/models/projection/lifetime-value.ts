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

/**
 * The lifetime value of a customer who joins before month 1 and lives through the projection's months; what the last
 * month says holds ever after. With the same drivers in all months this is
 *
 *   clv = ARPA x margin / churn
 *   clvDiscounted = ARPA x margin x (1+i)/(i+churn) billed in advance, ARPA x margin/(i+churn) at the month's end,
 *
 * i = (1 + annual discount)^(1/12) - 1. All who are active in a month pay for it, also those who leave at its end.
 * Expansion and contraction are not compounded over the lifetime: the formulas have none.
 *
 * @param profits where the profits of the months are put; see `profitsFor`.
 */
export function lifetimeValue(plan: SegmentPlan, profits = profitsFor(plan)): LifetimeValue {
  const { path, months, discounting } = plan
  const last = months - 1
  const lastFactor = floatAt(discounting.monthFactor, last)
  let survival = 1
  let presentValue = 1
  let clv = 0
  let clvDiscounted = 0
  let lifetime = 0
  for (let index = 0; index < profits.length; index += 1) {
    const month = Math.min(index, last)
    presentValue = index > last ? presentValue * lastFactor : floatAt(discounting.presentValue, month)
    const profit = survival * floatAt(path.arpa, month) * floatAt(path.margin, month)
    profits[index] = profit
    lifetime += survival
    clv += profit
    clvDiscounted += profit * presentValue
    survival *= 1 - churnAtTenure(plan, month, index)
  }

  const churn = churnAtTenure(plan, last, profits.length)
  const rate = 1 / lastFactor - 1
  const profit = survival * floatAt(path.arpa, last) * floatAt(path.margin, last)
  const nextPresentValue = presentValue * lastFactor
  return {
    clv: clv + (profit === 0 ? 0 : profit / churn),
    clvDiscounted:
      clvDiscounted + (profit === 0 ? 0 : (profit * nextPresentValue * (1 + rate)) / (rate + churn)),
    lifetime: lifetime + (survival === 0 ? 0 : survival / churn),
    profits,
    tailRetention: 1 - churn,
  }
}

/** Room for the profits of every month that is unlike the one before: those of the projection and of the churn by tenure. */
export const profitsFor = ({ months, tenure }: SegmentPlan): Float64Array =>
  new Float64Array(Math.max(months, tenure?.churnByTenure.length ?? 0))

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
  const longest = customers.reduce((length, { value }) => Math.max(length, value.profits.length), 0)
  const current = new Float64Array(customers.length)
  let covered = 0
  for (let index = 0; index < LONGEST_PAYBACK; index += 1) {
    if (covered >= cac) return index
    if (index >= longest && covered + profitEverAfter(customers, current) < cac) return null
    let profit = 0
    for (const [place, { weight, value }] of customers.entries()) {
      const { profits, tailRetention } = value
      const own = index < profits.length ? floatAt(profits, index) : floatAt(current, place) * tailRetention
      current[place] = own
      profit += weight * own
    }
    if (covered + profit >= cac) return index + (cac - covered) / profit
    covered += profit
  }
  return null
}

/** What is still to come of customers whose profit of the last month shrinks by one factor from now on; at most, where some lose money. */
function profitEverAfter(
  customers: readonly { readonly weight: number; readonly value: LifetimeValue }[],
  current: Float64Array,
): number {
  let total = 0
  for (const [place, { weight, value }] of customers.entries()) {
    const profit = Math.max(0, floatAt(current, place)) * value.tailRetention
    if (profit > 0) total += (weight * profit) / (1 - value.tailRetention)
  }
  return total
}
