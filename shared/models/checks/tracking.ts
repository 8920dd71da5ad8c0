import { numberAt } from '../number-at.ts'
import { encode } from '../purchases/distinct-histories.ts'
import type { PurchasePredictor } from '../purchases/purchase-model.ts'
import type { Purchases } from '../purchases/rfm.ts'
import { DAYS_PER_UNIT, type TimeUnit } from '../time.ts'

export interface TrackingInput {
  readonly purchases: Purchases
  readonly predictor: PurchasePredictor
  /** The predictor's unit of time, also the width of a period. */
  readonly unit: TimeUnit
  /** The end of the observation that the model was fitted to. */
  readonly observationEnd: number
  /** The last day to track; later than the observation end, it shows the hold-out. */
  readonly until: number
}

/** Repeat purchases of all customers in one period after the first purchase of all. */
export interface TrackingPoint {
  /** 1, 2, ... */
  readonly period: number
  readonly endDay: number
  readonly isHoldout: boolean
  readonly actual: number
  readonly expected: number
  readonly cumulativeActual: number
  readonly cumulativeExpected: number
}

/**
 * Tracks repeat purchases over calendar time, cumulative and by period, actual against expected (Fader, Hardie & Lee
 * 2005, figures 3 and 4). Customers whose first purchase lies within the observation; the expected count adds E[X(t)]
 * over them, t from each one's first purchase. Only whole periods. Distinct first days times periods.
 */
export function trackPurchases({
  purchases,
  predictor,
  unit,
  observationEnd,
  until,
}: TrackingInput): TrackingPoint[] {
  const daysOf = purchaseDays(purchases, observationEnd)
  const starts = encode(Float64Array.from(daysOf, (days) => Math.min(...days)))
  if (starts.values.length === 0) return []
  const customersOfStart = new Float64Array(starts.values.length)
  for (const code of starts.codes) customersOfStart[code] = numberAt(customersOfStart, code) + 1

  const begin = starts.values.reduce((least, day) => Math.min(least, day))
  const width = DAYS_PER_UNIT[unit]
  const periods = Math.floor((until - begin) / width)
  const actual = countByPeriod(daysOf, begin, width, periods)
  const points: TrackingPoint[] = []
  let cumulativeActual = 0
  let cumulativeExpected = 0
  for (let period = 1; period <= periods; period += 1) {
    const endDay = begin + period * width
    let expected = 0
    for (const [code, start] of starts.values.entries()) {
      if (start < endDay)
        expected += numberAt(customersOfStart, code) * predictor.expectedPurchases((endDay - start) / width)
    }
    const inPeriod = numberAt(actual, period - 1)
    cumulativeActual += inPeriod
    points.push({
      period,
      endDay,
      isHoldout: endDay > observationEnd,
      actual: inPeriod,
      expected: expected - cumulativeExpected,
      cumulativeActual,
      cumulativeExpected: expected,
    })
    cumulativeExpected = expected
  }
  return points
}

/** The distinct purchase days of every customer whose first purchase lies within the observation. */
function purchaseDays({ customer, day }: Purchases, observationEnd: number): Set<number>[] {
  const byCustomer = new Map<string | number, Set<number>>()
  for (let index = 0; index < customer.length; index += 1) {
    const id = customer[index]
    if (id === undefined) continue
    const days = byCustomer.get(id) ?? new Set()
    days.add(numberAt(day, index))
    byCustomer.set(id, days)
  }
  return [...byCustomer.values()].filter((days) => Math.min(...days) <= observationEnd)
}

/** Repeat purchases in each period (begin + k width, begin + (k+1) width]. */
function countByPeriod(
  daysOf: readonly Set<number>[],
  begin: number,
  width: number,
  periods: number,
): Float64Array {
  const counts = new Float64Array(periods)
  for (const days of daysOf) {
    const first = Math.min(...days)
    for (const day of days) {
      const period = Math.ceil((day - begin) / width) - 1
      if (day > first && period < periods) counts[period] = numberAt(counts, period) + 1
    }
  }
  return counts
}
