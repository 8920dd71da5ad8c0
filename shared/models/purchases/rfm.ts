import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { DAYS_PER_UNIT, type TimeUnit } from '../time.ts'
import type { PurchaseHistories } from './purchase-history.ts'

/** Dated purchases, one position a purchase, in any order. */
export interface Purchases {
  readonly customer: ArrayLike<string | number>
  /** Whole days since any fixed day (for instance 1970-01-01). */
  readonly day: ArrayLike<number>
  /** What was paid; leave out when only the counts are needed. NaN where unknown. */
  readonly amount?: ArrayLike<number>
}

export interface RfmOptions {
  /** The last observed day. Purchases after it are not looked at (they can be the hold-out). */
  readonly observationEnd: number
  readonly unit: TimeUnit
  /** Today; a purchase dated later is refused. Leave out when the data may reach into the future. */
  readonly today?: number
}

/** Frequency, recency, T and spend, one position a customer, in order of first appearance. */
export interface RfmTable extends PurchaseHistories {
  readonly ids: readonly (string | number)[]
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly T: Float64Array
  /** Mean spend of a repeat purchase (a day's purchases together); NaN without a repeat or where amounts are unknown. */
  readonly monetary: Float64Array
  /** The day of each customer's first purchase. */
  readonly firstDay: Float64Array
  readonly unit: TimeUnit
  /** Purchases after the observation end, and customers whose first purchase is among them. */
  readonly purchasesLeftOut: number
  readonly customersLeftOut: number
}

/**
 * Summarises dated purchases as the purchase models want them.
 *
 * Purchases of one customer on one day are one purchase, of their total amount. The first is not a repeat, and its
 * amount is left out of the spend. Recency is the age at the last purchase; T runs to the observation end, no day added.
 * n log n in the purchases of a customer, linear in the customers.
 */
export function summarisePurchases(purchases: Purchases, options: RfmOptions): Outcome<RfmTable> {
  const fault = checkPurchases(purchases, options)
  if (fault !== undefined) return fault
  const byCustomer = groupByCustomer(purchases.customer)
  const inUnit = 1 / DAYS_PER_UNIT[options.unit]

  const ids: (string | number)[] = []
  const columns: RfmRows = { frequency: [], recency: [], T: [], monetary: [], firstDay: [] }
  let purchasesLeftOut = 0
  for (const [id, positions] of byCustomer) {
    const observed = positions.filter(
      (position) => numberAt(purchases.day, position) <= options.observationEnd,
    )
    purchasesLeftOut += positions.length - observed.length
    const history = summariseCustomer(purchases, observed)
    if (history === undefined) continue
    ids.push(id)
    columns.frequency.push(history.repeats)
    columns.recency.push((history.lastDay - history.firstDay) * inUnit)
    columns.T.push((options.observationEnd - history.firstDay) * inUnit)
    columns.monetary.push(history.repeats === 0 ? Number.NaN : history.repeatSpend / history.repeats)
    columns.firstDay.push(history.firstDay)
  }
  if (ids.length === 0) {
    return refuse(
      'no-customers',
      'No customer bought before the observation ends. Choose a later observation end, or check the date column.',
    )
  }
  return succeed({
    ids,
    frequency: Float64Array.from(columns.frequency),
    recency: Float64Array.from(columns.recency),
    T: Float64Array.from(columns.T),
    monetary: Float64Array.from(columns.monetary),
    firstDay: Float64Array.from(columns.firstDay),
    unit: options.unit,
    purchasesLeftOut,
    customersLeftOut: byCustomer.size - ids.length,
  })
}

interface RfmRows {
  frequency: number[]
  recency: number[]
  T: number[]
  monetary: number[]
  firstDay: number[]
}

/**
 * Purchase days of each customer of the table in (after, until]: what then happened, for a hold-out check.
 * In the order of `ids`; several purchases on a day are one.
 */
export function countPurchaseDays(
  purchases: Purchases,
  ids: readonly (string | number)[],
  period: { readonly after: number; readonly until: number },
): Float64Array {
  const byCustomer = groupByCustomer(purchases.customer)
  return Float64Array.from(ids, (id) => {
    const days = new Set<number>()
    for (const position of byCustomer.get(id) ?? []) {
      const day = numberAt(purchases.day, position)
      if (day > period.after && day <= period.until) days.add(day)
    }
    return days.size
  })
}

function checkPurchases(
  { customer, day, amount }: Purchases,
  { today }: RfmOptions,
): Outcome<never> | undefined {
  if (day.length !== customer.length || (amount !== undefined && amount.length !== customer.length)) {
    return refuse('bad-history', 'Customer, day and amount must have one value a purchase.')
  }
  let inFuture = 0
  for (let index = 0; index < day.length; index += 1) {
    const value = numberAt(day, index)
    if (!Number.isFinite(value)) {
      return refuse('bad-history', `Purchase ${index + 1} has no date. Fill it in or leave the row out.`)
    }
    if (today !== undefined && value > today) inFuture += 1
  }
  if (inFuture === 0) return undefined
  return refuse(
    'date-in-future',
    `${inFuture} of ${day.length} purchases are dated after today. Check the date column's format (day and month may be swapped), or leave those rows out.`,
  )
}

function groupByCustomer(customer: ArrayLike<string | number>): Map<string | number, number[]> {
  const byCustomer = new Map<string | number, number[]>()
  for (let index = 0; index < customer.length; index += 1) {
    const id = customer[index]
    if (id === undefined) continue
    const positions = byCustomer.get(id)
    if (positions === undefined) byCustomer.set(id, [index])
    else positions.push(index)
  }
  return byCustomer
}

interface CustomerHistory {
  readonly firstDay: number
  readonly lastDay: number
  readonly repeats: number
  readonly repeatSpend: number
}

function summariseCustomer(
  { day, amount }: Purchases,
  positions: readonly number[],
): CustomerHistory | undefined {
  const spendOfDay = new Map<number, number>()
  for (const position of positions) {
    const date = numberAt(day, position)
    const spend = amount === undefined ? Number.NaN : numberAt(amount, position)
    spendOfDay.set(date, (spendOfDay.get(date) ?? 0) + spend)
  }
  const days = [...spendOfDay.keys()].sort((a, b) => a - b)
  const firstDay = days.at(0)
  const lastDay = days.at(-1)
  if (firstDay === undefined || lastDay === undefined) return undefined
  const repeatSpend = days.slice(1).reduce((total, date) => total + (spendOfDay.get(date) ?? Number.NaN), 0)
  return { firstDay, lastDay, repeats: days.length - 1, repeatSpend }
}
