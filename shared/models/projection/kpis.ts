import type { OutputName } from '#shared/domain/scenario.ts'
import { floatAt, sum } from '../number-at.ts'
import { type LifetimeValue, paybackMonths } from './lifetime-value.ts'

/** The figures of the whole horizon. `null` where there is no finite value; the notes say why. */
export type ProjectionKpis = Readonly<Record<OutputName, number | null>> & {
  /** CAC / (ARPA x margin), which leaves out that some customers leave before they have paid back. */
  readonly paybackMonthsSimple: number | null
  /** Expected months as a customer. */
  readonly lifetimeMonths: number | null
  /** Total over the horizon. */
  readonly contribution: number
}

/** One segment's customer, and the weight of the segment. */
export interface WeightedLifetime {
  readonly weight: number
  readonly value: LifetimeValue
  readonly cac: number
  /** ARPA x margin of month 1. */
  readonly simpleProfit: number
}

/** The figures of the whole horizon from those of the months and of a customer's lifetime. */
export function summarise(
  monthly: Readonly<Record<'customers' | 'mrr' | 'revenue' | 'grossProfit' | 'contribution', Float64Array>>,
  lifetimes: readonly WeightedLifetime[],
): { kpis: ProjectionKpis; notes: readonly string[] } {
  const last = monthly.customers.length - 1
  const mean = (of: (lifetime: WeightedLifetime) => number): number =>
    // A segment without customers adds nothing, even where its own value is infinite.
    lifetimes.reduce(
      (total, lifetime) => (lifetime.weight === 0 ? total : total + lifetime.weight * of(lifetime)),
      0,
    )
  const clv = mean(({ value }) => value.clv)
  const clvDiscounted = mean(({ value }) => value.clvDiscounted)
  const lifetime = mean(({ value }) => value.lifetime)
  const cac = mean((each) => each.cac)
  const simpleProfit = mean((each) => each.simpleProfit)
  const payback = paybackMonths(lifetimes, cac)

  const notes: string[] = []
  if (!Number.isFinite(clv)) {
    notes.push(
      'Churn is 0 % in the end, so a lifetime has no end and CLV no finite value. Give a churn above 0 %.',
    )
  }
  if (cac === 0) notes.push('CAC is 0, so LTV to CAC has no value and there is nothing to pay back.')
  else if (payback === null)
    notes.push('A customer never earns back the CAC: lower CAC or churn, or raise ARPA or margin.')
  return {
    notes,
    kpis: {
      clv: finite(clv),
      clvDiscounted: finite(clvDiscounted),
      ltvToCac: cac === 0 ? null : finite(clv / cac),
      paybackMonths: cac === 0 ? null : payback,
      customers: floatAt(monthly.customers, last),
      mrr: floatAt(monthly.mrr, last),
      revenue: sum(monthly.revenue),
      grossProfit: sum(monthly.grossProfit),
      paybackMonthsSimple: cac === 0 || !(simpleProfit > 0) ? null : cac / simpleProfit,
      lifetimeMonths: finite(lifetime),
      contribution: sum(monthly.contribution),
    },
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
