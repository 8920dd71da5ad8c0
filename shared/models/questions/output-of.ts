import type { DriverName, Lever, OutputName } from '#shared/domain/scenario.ts'
import { numberAt } from '../number-at.ts'
import { openingOf, type ProjectionInput, planProjection } from '../projection/plan.ts'
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
 * A driver's value in month 1, levers applied: for counts the sum over segments, for the rest the mean weighted by
 * opening customers. For a churn by tenure, the churn of the opening base.
 */
export function baselineOf(input: ProjectionInput, levers: readonly Lever[], driver: DriverName): number {
  const planned = planProjection(input, levers)
  if (!planned.ok) return Number.NaN
  const plans = planned.value
  if (driver === 'customers') return plans.reduce((total, plan) => total + openingOf(plan), 0)
  if (driver === 'new') return plans.reduce((total, plan) => total + numberAt(plan.path.new, 0), 0)
  if (driver === 'churn') {
    const projected = project(input, levers)
    if (!projected.ok) return Number.NaN
    return numberAt(projected.value.monthly.lost, 0) / numberAt(projected.value.monthly.opening, 0)
  }
  const total = plans.reduce((customers, plan) => customers + openingOf(plan), 0)
  return plans.reduce((mean, plan) => mean + (openingOf(plan) * numberAt(plan.path[driver], 0)) / total, 0)
}
