import type { DriverName, Lever, OutputName } from '#shared/domain/scenario.ts'
import { numberAt } from '../number-at.ts'
import { openingOf, type ProjectionInput, planProjection, type SegmentPlan } from '../projection/plan.ts'
import { project } from '../projection/projection.ts'

/** An output after one more lever; `null` where it has no finite value or the lever leads where no business can be. */
export function outputWith(
  input: ProjectionInput,
  levers: readonly Lever[],
  lever: Lever,
  output: OutputName,
): number | null {
  const projected = project(input, [...levers, lever])
  return projected.ok ? projected.value.kpis[output] : null
}

/**
 * A driver's value in month 1, levers applied: for counts the sum over segments, for the rest the mean weighted by what
 * it acts on. For a churn by tenure, the churn of the opening base. With a segment, that segment's own.
 */
export function baselineOf(
  input: ProjectionInput,
  levers: readonly Lever[],
  driver: DriverName,
  segment?: string,
): number {
  const planned = planProjection(input, levers)
  if (!planned.ok) return Number.NaN
  const plans = planned.value.filter(({ name }) => segment === undefined || name === segment)
  if (driver === 'customers') return plans.reduce((total, plan) => total + openingOf(plan), 0)
  if (driver === 'new') return plans.reduce((total, plan) => total + numberAt(plan.path.new, 0), 0)
  if (driver === 'churn') {
    const projected = project(input, levers)
    if (!projected.ok) return Number.NaN
    const { segments } = projected.value
    const { monthly } = segments.find(({ name }) => name === segment) ?? projected.value
    return numberAt(monthly.lost, 0) / numberAt(monthly.opening, 0)
  }
  return meanOf(plans, driver, 0)
}

/** Drivers that are shares of revenue; the other rates and amounts are those of a customer. */
const ofRevenue: ReadonlySet<DriverName> = new Set(['expansion', 'contraction', 'margin'])

/** A rate or amount of a month over segments: weighted by opening MRR where it is a share of revenue, else by customers. */
export function meanOf(
  plans: readonly SegmentPlan[],
  driver: Exclude<DriverName, 'customers'>,
  month: number,
): number {
  const weightOf = (plan: SegmentPlan) =>
    openingOf(plan) * (ofRevenue.has(driver) ? numberAt(plan.path.arpa, 0) : 1)
  const total = plans.reduce((sum, plan) => sum + weightOf(plan), 0)
  const [first] = plans
  // Without any revenue there is nothing to weight by, and nothing that the driver acts on.
  if (total === 0) return first === undefined ? Number.NaN : numberAt(first.path[driver], month)
  return plans.reduce((mean, plan) => mean + (weightOf(plan) / total) * numberAt(plan.path[driver], month), 0)
}
