import { succeed } from '#shared/domain/result.ts'
import type { Billing, Lever } from '#shared/domain/scenario.ts'
import { columnsOf } from '../columns.ts'
import { floatAt } from '../number-at.ts'
import type { Outcome } from '../outcome.ts'
import { projectBase } from './customer-base.ts'
import { type ProjectionKpis, summarise, type WeightedLifetime } from './kpis.ts'
import { lifetimeValue, profitsFor } from './lifetime-value.ts'
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
  const { months, billing } = input
  const arrays = arraysFor(planned.value)
  const { monthly, kpis, notes, lifetimes } = projectPlans(planned.value, billing, arrays)
  const segments = arrays.segments.flatMap((segment, index) => {
    const name = planned.value[index]?.name
    const lifetime = lifetimes[index]
    if (name === undefined || lifetime === undefined) return []
    const figures = summarise(segment.monthly, [{ ...lifetime, weight: 1 }])
    return [{ name, months, monthly: segment.monthly, ...figures }]
  })
  return succeed({ months, monthly, kpis, notes, segments })
}

/** The arrays that a projection is written into. */
export interface ProjectionArrays {
  readonly segments: readonly { readonly monthly: MonthlyFigures; readonly profits: Float64Array }[]
  /** Of all segments together; of one alone, its own. */
  readonly total: MonthlyFigures
}

export function arraysFor(plans: readonly SegmentPlan[]): ProjectionArrays {
  const segments = plans.map((plan) => ({ monthly: emptyMonths(plan.months), profits: profitsFor(plan) }))
  const [only, ...others] = segments
  return {
    segments,
    total: only !== undefined && others.length === 0 ? only.monthly : emptyMonths(plans[0]?.months ?? 0),
  }
}

/** A projection of all segments together, and what a customer of each is worth. */
export interface ProjectedTotal extends Omit<Projection, 'months' | 'segments'> {
  readonly lifetimes: readonly WeightedLifetime[]
}

/** Projects what has been planned into arrays that can be used again; what an earlier call gave changes with them. */
export function projectPlans(
  plans: readonly SegmentPlan[],
  billing: Billing,
  { segments, total }: ProjectionArrays,
): ProjectedTotal {
  const customers = plans.reduce((all, plan) => all + openingOf(plan), 0)
  const lifetimes = segments.flatMap(({ monthly, profits }, index): WeightedLifetime[] => {
    const plan = plans[index]
    if (plan === undefined) return []
    projectSegment(plan, billing, monthly)
    const { arpa, margin, cac } = plan.path
    return [
      {
        weight: openingOf(plan) / customers,
        value: lifetimeValue(plan, profits),
        cac: floatAt(cac, 0),
        simpleProfit: floatAt(arpa, 0) * floatAt(margin, 0),
      },
    ]
  })
  if (segments.length > 1) addUp(segments, total)
  return { monthly: total, lifetimes, ...summarise(total, lifetimes) }
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

function projectSegment(plan: SegmentPlan, billing: Billing, monthly: MonthlyFigures): void {
  const { path, months, discounting } = plan
  projectBase(plan, monthly)
  let growth = 1
  for (let month = 0; month < months; month += 1) {
    const arpa = floatAt(path.arpa, month)
    const opening = floatAt(monthly.opening, month)
    const openingMrr = arpa * growth * opening
    growth *= 1 + floatAt(path.expansion, month) - floatAt(path.contraction, month)
    const closingMrr = arpa * growth * floatAt(monthly.customers, month)
    const revenue = billed(billing, openingMrr, closingMrr)
    const grossProfit = floatAt(path.margin, month) * revenue
    const contribution =
      grossProfit -
      floatAt(path.retentionCost, month) * opening -
      floatAt(path.cac, month) * floatAt(path.new, month)
    const presentValue = floatAt(discounting.presentValue, month)
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
  const column = columnsOf(months, MONTHLY_OUTPUTS.length)
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

function addUp(parts: ProjectionArrays['segments'], total: MonthlyFigures): void {
  for (const output of MONTHLY_OUTPUTS) {
    const column = total[output].fill(0)
    for (const { monthly } of parts) {
      const own = monthly[output]
      for (let index = 0; index < column.length; index += 1)
        column[index] = floatAt(column, index) + floatAt(own, index)
    }
  }
}
