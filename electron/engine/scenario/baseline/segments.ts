import type { DriverName, DriverValues } from '#shared/domain/scenario.ts'
import type { SegmentInput } from '#shared/models/projection/plan.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { CustomerMoments } from './current-customers.ts'
import { type DriverCounts, monthlyChurn } from './measure-drivers.ts'
import { addTallies, bottomOf, type Counted, type Tally, topOf } from './tally.ts'

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
): Outcome<SegmentInput[]> {
  const [whole, ...groups] = counts.current
  if (whole === undefined || groups.length === 0)
    return refuse('no_data', `The customers cannot be put into segments: no column is mapped to "${field}".`)
  const kept = groups.length > mostSegments ? groups.slice(0, mostSegments - 1) : groups
  const parts = kept.map((group) => [group])
  if (groups.length > kept.length) parts.push(groups.slice(kept.length))
  const segments = parts.map((part) => measureSegment(part, counts))
  const won = counts.newCustomers
  const totals: DriverValues =
    won === undefined ? {} : { new: topOf(won.whole) / bottomOf(won.whole) / won.length }
  return {
    ok: true,
    value: divide(segments, typed, totals).map((segment) => withoutTyped(segment, typed)),
  }
}

function measureSegment(part: readonly CustomerMoments[], counts: DriverCounts): SegmentInput {
  const names = part.map(({ group }) => group ?? '')
  const customers = part.reduce((total, each) => total + each.customers, 0)
  const paying = part.reduce((total, each) => total + each.paying, 0)
  const revenue = part.reduce((total, { mean, paying: members }) => total + (mean ?? 0) * members, 0)
  const drivers: Partial<Record<DriverName, number | undefined>> = {
    customers,
    arpa: paying > 0 ? revenue / paying : undefined,
    churn: churnOf(counts.churn, names),
    new: newOf(counts.newCustomers, names),
    expansion: ratioOf(counts.expansion, names),
    contraction: ratioOf(counts.contraction, names),
  }
  return { name: names.length === 1 ? (names[0] ?? '') : `${otherSegments} (${names.length})`, drivers }
}

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

const countsOf = ['customers', 'new'] as const

/** Divides totals among segments: what was typed, else what was measured for all, else what the segments add up to. */
function divide(
  segments: readonly SegmentInput[],
  typed: DriverValues,
  totals: DriverValues,
): SegmentInput[] {
  const totalOf = (driver: DriverName) => segments.reduce((sum, each) => sum + numberOf(each, driver), 0)
  const shareOf = (segment: SegmentInput, driver: DriverName) => {
    // Where nobody knows which segment new customers go to, they are spread as the present ones are.
    const by = totalOf(driver) === 0 ? 'customers' : driver
    return numberOf(segment, by) / totalOf(by)
  }
  return segments.map((segment) => {
    const counted = countsOf.map((driver) => {
      const total = typed[driver] ?? totals[driver] ?? totalOf(driver)
      return [driver, total * shareOf(segment, driver)] as const
    })
    return { ...segment, drivers: { ...segment.drivers, ...Object.fromEntries(counted) } }
  })
}

const numberOf = ({ drivers }: SegmentInput, driver: DriverName): number => {
  const value = drivers[driver]
  return typeof value === 'number' ? value : 0
}

/** What was typed for all is not measured by segment. */
const withoutTyped = ({ name, drivers }: SegmentInput, typed: DriverValues): SegmentInput => ({
  name,
  drivers: Object.fromEntries(
    Object.entries(drivers).filter(
      ([driver]) => countsOf.some((count) => count === driver) || !(driver in typed),
    ),
  ),
})
