import { succeed } from '#shared/domain/result.ts'
import type { Billing, Lever } from '#shared/domain/scenario.ts'
import { floatAt, numberAt, sum } from '../number-at.ts'
import type { Outcome } from '../outcome.ts'
import { projectBase } from './customer-base.ts'
import { type ProjectionKpis, summarise, type WeightedLifetime } from './kpis.ts'
import { lifetimeValue, MONTHS_UNTIL_PAYMENT } from './lifetime-value.ts'
import { openingOf, type ProjectionInput, planProjection, type SegmentPlan } from './plan.ts'

/** Figures that a projection gives for each month; amounts in the currency of the ARPA. */
export const MONTHLY_OUTPUTS = [
  'opening',
  'new',
  'lost',
  'customers',
  'mrr',
  'revenue',
  'grossProfit',
  'contribution',
  'cumulativeGrossProfit',
  'cumulativeContribution',
  'discountedGrossProfit',
  'discountedContribution',
  'cumulativeDiscountedGrossProfit',
  'cumulativeDiscountedContribution',
] as const
export type MonthlyOutput = (typeof MONTHLY_OUTPUTS)[number]

/** One position a month, month 1 first. `opening` and `customers` are the counts at the month's start and end. */
export type MonthlyFigures = Readonly<Record<MonthlyOutput, Float64Array>>

/** One month as a row, as tables and the command line show it. */
export type MonthRow = { readonly month: number } & Readonly<Record<MonthlyOutput, number>>

export interface Projection {
  readonly months: number
  readonly monthly: MonthlyFigures
  readonly kpis: ProjectionKpis
  /** Why a figure has no value. */
  readonly notes: readonly string[]
  /** The same for each segment, where there are segments; their monthly figures add up to those above. */
  readonly segments: readonly (Omit<Projection, 'segments'> & { readonly name: string })[]
}

/**
 * Projects customers, revenue and profit month by month.
 *
 * In month t = 1..H: lost(t) = churn(t) x C(t-1); new(t) join at the month's end; C(t) = C(t-1) - lost(t) + new(t).
 * ARPA(1) is the given ARPA and then grows by expansion less contraction: ARPA(t+1) = ARPA(t) x (1 + e(t) - c(t)).
 * Opening MRR = ARPA(t) x C(t-1); closing MRR, called mrr, = ARPA(t) x (1 + e(t) - c(t)) x C(t). Revenue is the opening
 * MRR (billing in advance), the closing MRR, or their mean. Gross profit = margin x revenue; contribution = gross profit
 * - retention cost x C(t-1) - CAC x new(t). A month's amounts are discounted from the time its revenue is due: its
 * start, middle or end.
 *
 * `customers` and `mrr` among the KPIs are those at the end; `revenue`, `grossProfit` and `contribution` the totals. The
 * CLV of several segments is that of a customer drawn from the opening base.
 */
export function project(input: ProjectionInput, levers: readonly Lever[] = []): Outcome<Projection> {
  const planned = planProjection(input, levers)
  if (!planned.ok) return planned
  const projected = planned.value.map((plan) => projectSegment(plan, input.billing))
  const weights = openingWeights(planned.value)
  const monthly = addUp(projected.map((segment) => segment.monthly))
  const lifetimes = projected.map(({ lifetime }, index) => ({
    ...lifetime,
    weight: numberAt(weights, index),
  }))
  const { months } = input
  return succeed({
    months,
    monthly,
    ...summarise(monthly, lifetimes),
    segments: projected.flatMap((segment) =>
      segment.name === undefined
        ? []
        : [
            {
              name: segment.name,
              months,
              monthly: segment.monthly,
              ...summarise(segment.monthly, [{ ...segment.lifetime, weight: 1 }]),
            },
          ],
    ),
  })
}

/** The months of a projection as rows. */
export function monthRows({ months, monthly }: Projection): MonthRow[] {
  return Array.from({ length: months }, (_, index) => {
    const at = (output: MonthlyOutput): number => floatAt(monthly[output], index)
    return {
      month: index + 1,
      opening: at('opening'),
      new: at('new'),
      lost: at('lost'),
      customers: at('customers'),
      mrr: at('mrr'),
      revenue: at('revenue'),
      grossProfit: at('grossProfit'),
      contribution: at('contribution'),
      cumulativeGrossProfit: at('cumulativeGrossProfit'),
      cumulativeContribution: at('cumulativeContribution'),
      discountedGrossProfit: at('discountedGrossProfit'),
      discountedContribution: at('discountedContribution'),
      cumulativeDiscountedGrossProfit: at('cumulativeDiscountedGrossProfit'),
      cumulativeDiscountedContribution: at('cumulativeDiscountedContribution'),
    }
  })
}

interface ProjectedSegment {
  readonly name: string | undefined
  readonly monthly: MonthlyFigures
  readonly lifetime: Omit<WeightedLifetime, 'weight'>
}

function projectSegment(plan: SegmentPlan, billing: Billing): ProjectedSegment {
  const { path, months } = plan
  const base = projectBase(plan)
  const monthly = emptyMonths(months)
  let growth = 1
  let discount = 1
  for (let month = 0; month < months; month += 1) {
    const arpa = floatAt(path.arpa, month)
    const openingMrr = arpa * growth * floatAt(base.opening, month)
    growth *= 1 + floatAt(path.expansion, month) - floatAt(path.contraction, month)
    const closingMrr = arpa * growth * floatAt(base.customers, month)
    const revenue = billed(billing, openingMrr, closingMrr)
    const grossProfit = floatAt(path.margin, month) * revenue
    const contribution =
      grossProfit -
      floatAt(path.retentionCost, month) * floatAt(base.opening, month) -
      floatAt(path.cac, month) * floatAt(base.new, month)
    const monthFactor = floatAt(plan.monthFactor, month)
    const presentValue = discount * monthFactor ** MONTHS_UNTIL_PAYMENT[billing]
    discount *= monthFactor

    monthly.opening[month] = floatAt(base.opening, month)
    monthly.new[month] = floatAt(base.new, month)
    monthly.lost[month] = floatAt(base.lost, month)
    monthly.customers[month] = floatAt(base.customers, month)
    monthly.mrr[month] = closingMrr
    monthly.revenue[month] = revenue
    monthly.grossProfit[month] = grossProfit
    monthly.contribution[month] = contribution
    monthly.discountedGrossProfit[month] = grossProfit * presentValue
    monthly.discountedContribution[month] = contribution * presentValue
  }
  accumulate(monthly.grossProfit, monthly.cumulativeGrossProfit)
  accumulate(monthly.contribution, monthly.cumulativeContribution)
  accumulate(monthly.discountedGrossProfit, monthly.cumulativeDiscountedGrossProfit)
  accumulate(monthly.discountedContribution, monthly.cumulativeDiscountedContribution)
  return {
    name: plan.name,
    monthly,
    lifetime: {
      value: lifetimeValue(plan, billing),
      cac: floatAt(path.cac, 0),
      simpleProfit: floatAt(path.arpa, 0) * floatAt(path.margin, 0),
    },
  }
}

function billed(billing: Billing, openingMrr: number, closingMrr: number): number {
  switch (billing) {
    case 'advance':
      return openingMrr
    case 'average':
      return (openingMrr + closingMrr) / 2
    case 'closing':
      return closingMrr
  }
}

function emptyMonths(months: number): MonthlyFigures {
  const column = (): Float64Array => new Float64Array(months)
  return {
    opening: column(),
    new: column(),
    lost: column(),
    customers: column(),
    mrr: column(),
    revenue: column(),
    grossProfit: column(),
    contribution: column(),
    cumulativeGrossProfit: column(),
    cumulativeContribution: column(),
    discountedGrossProfit: column(),
    discountedContribution: column(),
    cumulativeDiscountedGrossProfit: column(),
    cumulativeDiscountedContribution: column(),
  }
}

function accumulate(from: Float64Array, into: Float64Array): void {
  let total = 0
  for (let index = 0; index < from.length; index += 1) {
    total += floatAt(from, index)
    into[index] = total
  }
}

function addUp(parts: readonly MonthlyFigures[]): MonthlyFigures {
  const [first] = parts
  if (first === undefined || parts.length === 1) return first ?? emptyMonths(0)
  const total = emptyMonths(first.opening.length)
  for (const part of parts) {
    for (const output of MONTHLY_OUTPUTS) {
      const column = total[output]
      for (let index = 0; index < column.length; index += 1) {
        column[index] = floatAt(column, index) + floatAt(part[output], index)
      }
    }
  }
  return total
}

/** Each segment's share of the opening customers, one-off changes of month 1 included. */
function openingWeights(plans: readonly SegmentPlan[]): number[] {
  const opening = plans.map(openingOf)
  const total = sum(opening)
  return opening.map((customers) => customers / total)
}
