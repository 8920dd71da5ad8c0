import type { DriverName } from '#shared/domain/scenario.ts'

type Drivers = Readonly<Record<DriverName, number>>

interface Month {
  readonly customers: number
  readonly mrr: number
  readonly revenue: number
  readonly grossProfit: number
  readonly contribution: number
  readonly cumulativeGrossProfit: number
}

/**
 * The months of a business with one rate for all, straight from the formulas of the projection and with none of its
 * questions: no levers, segments, tenures, discounting or CLV. The peer of the bench; what it lacks is what the ratio pays.
 */
export function textbookProjection(drivers: Drivers, months: number): Month[] {
  const projected: Month[] = []
  let { customers, arpa } = drivers
  let cumulativeGrossProfit = 0
  for (let month = 0; month < months; month += 1) {
    const revenue = arpa * customers
    const grossProfit = revenue * drivers.margin
    const contribution = grossProfit - drivers.retentionCost * customers - drivers.cac * drivers.new
    cumulativeGrossProfit += grossProfit
    customers += drivers.new - drivers.churn * customers
    arpa *= 1 + drivers.expansion - drivers.contraction
    projected.push({
      customers,
      mrr: arpa * customers,
      revenue,
      grossProfit,
      contribution,
      cumulativeGrossProfit,
    })
  }
  return projected
}
