import type { DriverName, DriverValues } from '#shared/domain/scenario.ts'
import { type MeasuredSegment, segmentsUnder } from '#shared/models/projection/segments.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { CustomerMoments } from './current-customers.ts'
import { type DriverCounts, monthlyChurn } from './measure-drivers.ts'
import { addTallies, bottomOf, type Counted, type Tally, topOf } from './tally.ts'

/** A segment with the values of the field that it is made of. */
export interface CountedSegment extends MeasuredSegment {
  readonly values: readonly string[]
}

/** More segments than this cannot be told apart on a chart; the smallest are taken together. */
const mostSegments = 8
const otherSegments = 'Other'

/**
 * Segments with drivers of their own, largest first. A rate that was typed holds for all of them; a number of customers
 * that was typed is divided among them as the measured ones are.
 */
export function measureSegments(
  counts: DriverCounts,
  field: string,
  typed: DriverValues,
): Outcome<CountedSegment[]> {
  const [whole, ...groups] = counts.current
  if (whole === undefined || groups.length === 0)
    return refuse(
      'no_data',
      `The customers cannot be put into segments: no column of the customers is mapped to “${field}”. Map one, or choose another field.`,
    )
  const kept = groups.length > mostSegments ? groups.slice(0, mostSegments - 1) : groups
  const parts = kept.map((group) => [group])
  if (groups.length > kept.length) parts.push(groups.slice(kept.length))
  const segments = parts.map((part) => measureSegment(part, counts))
  const won = counts.newCustomers
  const totals: DriverValues =
    won === undefined ? {} : { new: topOf(won.whole) / bottomOf(won.whole) / won.length }
  return {
    ok: true,
    value: segmentsUnder(segments, typed, totals),
  }
}

function measureSegment(part: readonly CustomerMoments[], counts: DriverCounts): CountedSegment {
  const names = part.map(({ group }) => group ?? '')
  const customers = part.reduce((total, each) => total + each.customers, 0)
  const paying = part.reduce((total, each) => total + each.paying, 0)
  const revenue = part.reduce((total, { mean, paying: members }) => total + (mean ?? 0) * members, 0)
  const drivers = {
    customers,
    arpa: paying > 0 ? revenue / paying : undefined,
    churn: churnOf(counts.churn, names),
    new: newOf(counts.newCustomers, names),
    expansion: ratioOf(counts.expansion, names),
    contraction: ratioOf(counts.contraction, names),
  }
  const name = names.length === 1 ? (names[0] ?? '') : `${otherSegments} (${names.length})`
  return { name, drivers: knownDrivers(drivers), values: names }
}

const knownDrivers = (drivers: Readonly<Partial<Record<DriverName, number | undefined>>>): DriverValues =>
  Object.fromEntries(Object.entries(drivers).filter(([, value]) => value !== undefined))

function tallyOf(counted: Counted | undefined, names: readonly string[]): Tally | undefined {
  const tallies = names.flatMap((name) => counted?.groups.get(name) ?? [])
  const tally = addTallies(tallies)
  return bottomOf(tally) > 0 ? tally : undefined
}

function churnOf(counted: Counted | undefined, names: readonly string[]): number | undefined {
  const tally = tallyOf(counted, names)
  return counted === undefined || tally === undefined
    ? undefined
    : monthlyChurn(tally, counted.length)?.estimate
}

function ratioOf(counted: Counted | undefined, names: readonly string[]): number | undefined {
  const tally = tallyOf(counted, names)
  return counted === undefined || tally === undefined
    ? undefined
    : topOf(tally) / bottomOf(tally) / counted.length
}

/** Out of all the periods counted, so that the segments add up: a period in which a segment won nobody counts as 0. */
function newOf(counted: Counted | undefined, names: readonly string[]): number | undefined {
  if (counted === undefined || counted.groups.size === 0) return undefined
  const won = topOf(addTallies(names.flatMap((name) => counted.groups.get(name) ?? [])))
  return won / bottomOf(counted.whole) / counted.length
}
