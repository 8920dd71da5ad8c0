import { succeed } from '#shared/domain/result.ts'
import { type DriverName, driverNames, type Lever, type OutputName } from '#shared/domain/scenario.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import type { ProjectionInput } from '../projection/plan.ts'
import { project } from '../projection/projection.ts'

export interface Waterfall {
  readonly output: OutputName
  readonly baseline: number
  /** What each changed driver adds, in the order in which drivers are shown. */
  readonly steps: readonly { readonly driver: DriverName; readonly change: number }[]
  /** The baseline plus all steps. */
  readonly scenario: number
}

/**
 * How an output gets from the baseline to a scenario, by driver. What a driver adds depends on which were changed before
 * it, so each step is the mean over all orders (the Shapley value): the picture does not depend on an order nobody chose,
 * and the steps add up. 2^k projections for k changed drivers.
 */
export function waterfall(
  input: ProjectionInput,
  levers: readonly Lever[],
  output: OutputName,
): Outcome<Waterfall> {
  const changed = driverNames.filter((driver) => levers.some((lever) => lever.driver === driver))
  const values: number[] = []
  for (let subset = 0; subset < 2 ** changed.length; subset += 1) {
    const projected = project(
      input,
      levers.filter((lever) => isIn(subset, changed.indexOf(lever.driver))),
    )
    if (!projected.ok) return projected
    const value = projected.value.kpis[output]
    if (value === null) {
      return refuse(
        'bad-input',
        'On the way from the baseline to the scenario there is no finite value, so it cannot be split by driver.',
      )
    }
    values.push(value)
  }
  const steps = changed.map((driver, index) => ({
    driver,
    change: shapleyValue(values, index, changed.length),
  }))
  return succeed({
    output,
    baseline: numberAt(values, 0),
    steps,
    scenario: numberAt(values, values.length - 1),
  })
}

/** The mean gain from adding one member to the subsets without it; `values` by subset, as a bit mask. */
function shapleyValue(values: readonly number[], member: number, size: number): number {
  let total = 0
  for (let subset = 0; subset < values.length; subset += 1) {
    if (isIn(subset, member)) continue
    const gain = numberAt(values, subset + 2 ** member) - numberAt(values, subset)
    total += gain / (size * binomial(size - 1, countMembers(subset)))
  }
  return total
}

function isIn(subset: number, member: number): boolean {
  return Math.floor(subset / 2 ** member) % 2 === 1
}

function countMembers(subset: number): number {
  let count = 0
  for (let rest = subset; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}

function binomial(n: number, k: number): number {
  let value = 1
  for (let index = 1; index <= k; index += 1) value = (value * (n - k + index)) / index
  return Math.round(value)
}
