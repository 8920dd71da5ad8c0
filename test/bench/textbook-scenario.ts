import type { DriverName } from '#shared/domain/scenario.ts'

interface Month {
  readonly opening: number
  readonly joined: number
  readonly lost: number
  readonly customers: number
  readonly mrr: number
  readonly revenue: number
  readonly grossProfit: number
  readonly contribution: number
  readonly discountedGrossProfit: number
  readonly discountedContribution: number
  readonly cumulativeGrossProfit: number
  readonly cumulativeContribution: number
  readonly cumulativeDiscountedGrossProfit: number
  readonly cumulativeDiscountedContribution: number
}

export interface TextbookScenario {
  readonly months: readonly Month[]
  readonly clv: number
  readonly clvDiscounted: number
  readonly paybackMonths: number
  readonly revenue: number
}

/**
 * One scenario, billed in advance, whose churn is eased to a multiple of itself: all the figures that Tenure gives,
 * written down from their formulas for this one case. No checks, no other levers, segments or tenures. The peer of the
 * bench.
 */
export function textbookScenario(
  drivers: Readonly<Record<DriverName, number>>,
  { months, times, from, ramp }: { months: number; times: number; from: number; ramp: number },
): TextbookScenario {
  const churnIn = (month: number): number => {
    const strength = month < from ? 0 : Math.min(1, (month - from + 1) / ramp)
    return drivers.churn * (1 + strength * (times - 1))
  }
  const i = (1 + drivers.discount) ** (1 / 12) - 1
  const list: Month[] = []
  let { customers, arpa } = drivers
  let [presentValue, survival, clv, clvDiscounted] = [1, 1, 0, 0]
  let [grossSum, contributionSum, grossDiscounted, contributionDiscounted, revenueSum] = [0, 0, 0, 0, 0]
  let paybackMonths = Number.NaN
  for (let month = 1; month <= months; month += 1) {
    const churn = churnIn(month)
    const opening = customers
    const lost = churn * opening
    customers = opening - lost + drivers.new
    const revenue = arpa * opening
    arpa *= 1 + drivers.expansion - drivers.contraction
    const grossProfit = drivers.margin * revenue
    const contribution = grossProfit - drivers.retentionCost * opening - drivers.cac * drivers.new
    revenueSum += revenue
    grossSum += grossProfit
    contributionSum += contribution
    grossDiscounted += grossProfit * presentValue
    contributionDiscounted += contribution * presentValue
    list.push({
      opening,
      joined: drivers.new,
      lost,
      customers,
      mrr: arpa * customers,
      revenue,
      grossProfit,
      contribution,
      discountedGrossProfit: grossProfit * presentValue,
      discountedContribution: contribution * presentValue,
      cumulativeGrossProfit: grossSum,
      cumulativeContribution: contributionSum,
      cumulativeDiscountedGrossProfit: grossDiscounted,
      cumulativeDiscountedContribution: contributionDiscounted,
    })
    const profit = survival * drivers.arpa * drivers.margin
    if (clv < drivers.cac && clv + profit >= drivers.cac)
      paybackMonths = month - 1 + (drivers.cac - clv) / profit
    clv += profit
    clvDiscounted += profit * presentValue
    survival *= 1 - churn
    presentValue /= 1 + i
  }
  const churn = churnIn(months)
  const profit = survival * drivers.arpa * drivers.margin
  return {
    months: list,
    clv: clv + profit / churn,
    clvDiscounted: clvDiscounted + (profit * presentValue * (1 + i)) / (i + churn),
    paybackMonths,
    revenue: revenueSum,
  }
}
