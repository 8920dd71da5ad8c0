import { floatAt, numberAt, sum } from '../number-at.ts'
import type { SegmentPlan } from './plan.ts'

/** The customer count by month: customers = opening - lost + new. */
export interface CustomerBase {
  readonly opening: Float64Array
  readonly lost: Float64Array
  readonly new: Float64Array
  readonly customers: Float64Array
}

/**
 * Projects the customers of a segment. Those who join do so at the month's end, so nobody leaves in the month of joining.
 * Months for one churn; months times ages for a churn by tenure.
 */
export function projectBase(plan: SegmentPlan): CustomerBase {
  const months = plan.months
  const base: CustomerBase = {
    opening: new Float64Array(months),
    lost: new Float64Array(months),
    new: plan.path.new,
    customers: new Float64Array(months),
  }
  const leave = plan.tenure === undefined ? leaveAtOneRate(plan) : leaveByTenure(plan)
  for (let month = 0; month < months; month += 1) {
    const scale = plan.stockChange === undefined ? 1 : floatAt(plan.stockChange.scale, month)
    const shift = plan.stockChange === undefined ? 0 : floatAt(plan.stockChange.shift, month)
    const joining = floatAt(plan.path.new, month)
    const { opening, lost } = leave(month, scale, shift, joining)
    base.opening[month] = opening
    base.lost[month] = lost
    base.customers[month] = opening - lost + joining
  }
  return base
}

/** Advances the base by a month: applies the one-off change, takes out those who leave, adds those who join. */
type Advance = (
  month: number,
  scale: number,
  shift: number,
  joining: number,
) => { opening: number; lost: number }

function leaveAtOneRate({ openingCustomers, path }: SegmentPlan): Advance {
  let customers = openingCustomers
  return (month, scale, shift, joining) => {
    const opening = Math.max(0, customers * scale + shift)
    const lost = opening * floatAt(path.churn, month)
    customers = opening - lost + joining
    return { opening, lost }
  }
}

/** Keeps the base as a count for each month of tenure; the last count holds all who are beyond the churn curve. */
function leaveByTenure(plan: SegmentPlan): Advance {
  const curve = plan.tenure?.churnByTenure ?? []
  let ages = openingAges(plan, curve.length)
  return (month, scale, shift, joining) => {
    const before = sum(ages)
    const opening = Math.max(0, before * scale + shift)
    // A one-off change leaves the mix of tenures as it is; into an empty base it brings new customers.
    if (before > 0) ages = ages.map((count) => (count * opening) / before)
    else ages[0] = opening

    const next = new Float64Array(curve.length)
    let lost = 0
    for (let age = 0; age < curve.length; age += 1) {
      const count = floatAt(ages, age)
      const gone = count * churnAtTenure(plan, month, age)
      lost += gone
      const older = Math.min(age + 1, curve.length - 1)
      next[older] = floatAt(next, older) + count - gone
    }
    next[0] = floatAt(next, 0) + joining
    ages = next
    return { opening, lost }
  }
}

/** The churn, in a month of the projection (from 0), of customers with `age` complete months; kept within 0 and 1. */
export function churnAtTenure(
  { tenure, churnEffect, path, months }: SegmentPlan,
  month: number,
  age: number,
): number {
  const when = Math.min(month, months - 1)
  if (tenure === undefined) return floatAt(path.churn, when)
  const known = tenure.churnByTenure
  const churn = numberAt(known, Math.min(age, known.length - 1))
  if (churnEffect === undefined) return churn
  const moved = churn * floatAt(churnEffect.scale, when) + floatAt(churnEffect.shift, when)
  return Math.min(1, Math.max(0, moved))
}

function openingAges({ openingCustomers, tenure }: SegmentPlan, length: number): Float64Array {
  const ages = new Float64Array(length)
  const spread = tenure?.openingByTenure ?? [1]
  const total = sum(spread)
  for (const [age, part] of spread.entries()) {
    const slot = Math.min(age, length - 1)
    ages[slot] = floatAt(ages, slot) + (openingCustomers * part) / total
  }
  return ages
}
