import { floatAt, numberAt, sum } from '../number-at.ts'
import { type SegmentPlan, stockAfter, type TenureChurn } from './plan.ts'

/** The customer count by month: customers = opening - lost + new. */
export interface CustomerBase {
  readonly opening: Float64Array
  readonly lost: Float64Array
  readonly new: Float64Array
  readonly customers: Float64Array
}

/**
 * Projects the customers of a segment into `base`. Those who join do so at the month's end, so nobody leaves in the month
 * of joining. Months for one churn; months times ages for a churn by tenure.
 */
export function projectBase(plan: SegmentPlan, base: CustomerBase): void {
  base.new.set(plan.path.new)
  if (plan.tenure === undefined) leaveAtOneRate(plan, base)
  else leaveByTenure(plan, plan.tenure, base)
}

function leaveAtOneRate(
  { openingCustomers, stockChange, path, months }: SegmentPlan,
  base: CustomerBase,
): void {
  let customers = openingCustomers
  for (let month = 0; month < months; month += 1) {
    const opening = stockAfter(stockChange, month, customers)
    const lost = opening * floatAt(path.churn, month)
    customers = opening - lost + floatAt(path.new, month)
    base.opening[month] = opening
    base.lost[month] = lost
    base.customers[month] = customers
  }
}

/** Keeps the base as a count for each month of tenure; the last count holds all who are beyond the churn curve. */
function leaveByTenure(plan: SegmentPlan, tenure: TenureChurn, base: CustomerBase): void {
  const ages = openingAges(plan.openingCustomers, tenure)
  for (let month = 0; month < plan.months; month += 1) {
    const before = sum(ages)
    const opening = stockAfter(plan.stockChange, month, before)
    if (opening !== before) spread(ages, before, opening)
    const joining = floatAt(plan.path.new, month)
    const lost = growOlder(plan, month, ages)
    ages[0] = floatAt(ages, 0) + joining
    base.opening[month] = opening
    base.lost[month] = lost
    base.customers[month] = opening - lost + joining
  }
}

/** A one-off change leaves the mix of tenures as it is; into an empty base it brings new customers. */
function spread(ages: Float64Array, before: number, after: number): void {
  if (before === 0) ages[0] = after
  else for (let age = 0; age < ages.length; age += 1) ages[age] = (floatAt(ages, age) * after) / before
}

/** Takes out those who leave in a month and makes the others a month older; returns how many left. */
function growOlder(plan: SegmentPlan, month: number, ages: Float64Array): number {
  const last = ages.length - 1
  let lost = 0
  let beyond = 0
  for (let age = last; age >= 0; age -= 1) {
    const count = floatAt(ages, age)
    const gone = count * churnAtTenure(plan, month, age)
    lost += gone
    if (age === last) beyond = count - gone
    else ages[age + 1] = count - gone
  }
  ages[0] = 0
  ages[last] = floatAt(ages, last) + beyond
  return lost
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

function openingAges(
  openingCustomers: number,
  { churnByTenure: { length }, openingByTenure = [1] }: TenureChurn,
): Float64Array {
  const ages = new Float64Array(length)
  const total = sum(openingByTenure)
  for (const [age, part] of openingByTenure.entries()) {
    const slot = Math.min(age, length - 1)
    ages[slot] = floatAt(ages, slot) + (openingCustomers * part) / total
  }
  return ages
}
