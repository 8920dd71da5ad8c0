import type { DriverName, DriverValues } from '#shared/domain/scenario.ts'
import type { TenureChurn } from './plan.ts'

/** A segment with drivers of its own, each one number for all months, and the churn by tenure of its customers. */
export interface MeasuredSegment {
  readonly name: string
  readonly drivers: DriverValues
  readonly tenure?: TenureChurn | undefined
}

/** Drivers that segments divide among themselves; the others are rates and amounts that each has of its own. */
const counts = ['customers', 'new'] as const satisfies readonly DriverName[]

/**
 * Segments under drivers that were typed for all of them together: a rate or an amount replaces what each segment has of
 * its own, a count is divided as the segments' own counts are. `totals` are counts that the segments are known to add up
 * to where nothing was typed. Where nobody knows which segment new customers go to, they are spread as the customers are.
 */
export function segmentsUnder<Segment extends MeasuredSegment>(
  segments: readonly Segment[],
  typed: DriverValues,
  totals: DriverValues = {},
): Segment[] {
  const totalOf = (driver: DriverName) => segments.reduce((sum, each) => sum + numberOf(each, driver), 0)
  const sums = { customers: totalOf('customers'), new: totalOf('new') }
  return segments.map((segment) => {
    const own = Object.entries(segment.drivers).filter(([driver]) => isCount(driver) || !(driver in typed))
    const divided = counts.map((driver) => {
      const by = sums[driver] === 0 ? 'customers' : driver
      const share = numberOf(segment, by) / sums[by]
      return [driver, (typed[driver] ?? totals[driver] ?? sums[driver]) * share] as const
    })
    return { ...segment, drivers: { ...Object.fromEntries(own), ...Object.fromEntries(divided) } }
  })
}

const isCount = (driver: string): boolean => counts.some((count) => count === driver)

const numberOf = ({ drivers }: MeasuredSegment, driver: DriverName): number => drivers[driver] ?? 0
