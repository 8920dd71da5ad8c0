/** What the app computed for the cells of a projection, as their cached results: a reader that does not compute shows them. */
import { floatAt } from '#shared/models/number-at.ts'
import type { SegmentPlan } from '#shared/models/projection/plan.ts'
import type { MonthlyFigures, MonthlyOutput } from '#shared/models/projection/projection.ts'
import type { BlockColumn } from './projection-block.ts'

/** A column's result in a month, from 1; undefined where the app has none. */
export type ResultAt = (column: BlockColumn, month: number) => number | undefined

type Figures = Partial<Record<BlockColumn, Float64Array>>

const resultsIn =
  (figures: Figures, monthly: MonthlyFigures): ResultAt =>
  (column, month) =>
    figures[column]?.[month - 1] ?? (isMonthly(monthly, column) ? monthly[column][month - 1] : undefined)

const isMonthly = (monthly: MonthlyFigures, column: string): column is MonthlyOutput =>
  Object.hasOwn(monthly, column)

/** Of one segment, by its plan. */
export function segmentResults(plan: SegmentPlan, monthly: MonthlyFigures): ResultAt {
  const { path, discounting, tenure } = plan
  const churn = tenure === undefined ? path.churn : churnOf(monthly)
  const { monthFactor, presentValue } = discounting
  const shared: Figures = {
    ...path,
    new: monthly.new,
    churn,
    growth: running(plan.months, (month, before) => before * growthIn(plan, month)),
    monthFactor,
    presentValue,
    discounting: running(plan.months, (month, before) => before * floatAt(monthFactor, month)),
  }
  // With a churn by tenure, a customer's lifetime has a table of its own.
  return resultsIn(tenure === undefined ? { ...shared, ...lifetimeOf(plan, churn) } : shared, monthly)
}

/** Of all segments together. */
export const totalResults = (monthly: MonthlyFigures): ResultAt =>
  resultsIn({ churn: churnOf(monthly) }, monthly)

const growthIn = ({ path }: SegmentPlan, month: number): number =>
  1 + floatAt(path.expansion, month) - floatAt(path.contraction, month)

function lifetimeOf({ path, months }: SegmentPlan, churn: Float64Array): Figures {
  const survival = running(months, (month, before) =>
    month === 0 ? 1 : before * (1 - floatAt(churn, month - 1)),
  )
  const profit = survival.map(
    (share, month) => share * floatAt(path.arpa, month) * floatAt(path.margin, month),
  )
  let sum = 0
  const cumulativeProfit = profit.map((amount) => {
    sum += amount
    return sum
  })
  return { survival, profit, cumulativeProfit }
}

/** Each month's value from that of the month before, which is 1 before the first. */
function running(months: number, next: (month: number, before: number) => number): Float64Array {
  let value = 1
  return Float64Array.from({ length: months }, (_, month) => {
    value = next(month, value)
    return value
  })
}

const churnOf = ({ lost, opening }: MonthlyFigures): Float64Array =>
  lost.map((count, month) => (opening[month] === 0 ? 0 : count / floatAt(opening, month)))
