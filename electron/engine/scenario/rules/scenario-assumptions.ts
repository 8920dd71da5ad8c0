import type { DriverName, Lever } from '#shared/domain/scenario.ts'
import { assumptionOfDriver } from '../baseline/driver-assumptions.ts'

/**
 * The assumptions under a scenario's levers: a lever on a driver that an assumption stands for, in force for all
 * customers from the first month to the last, is a changed assumption, and the KPIs that use it follow.
 */
export function scenarioAssumptions(
  assumptions: ReadonlyMap<string, number>,
  levers: readonly Lever[],
): ReadonlyMap<string, number> {
  const changed = new Map(assumptions)
  for (const lever of levers.filter((each) => isAssumed(each.driver) && isLasting(each))) {
    const name = assumptionOfDriver[lever.driver]?.name
    const value = name === undefined ? undefined : apply(lever, changed.get(name))
    if (name !== undefined && value !== undefined) changed.set(name, value)
  }
  return changed
}

/** The other drivers can be measured: a lever on them moves the projection, not what was measured. */
const isAssumed = (driver: DriverName): boolean => driver === 'margin' || driver === 'discount'

const isLasting = ({ from = 1, to, ramp = 0, segment }: Lever): boolean =>
  from === 1 && to === undefined && ramp === 0 && segment === undefined

function apply({ op, value }: Lever, before: number | undefined): number | undefined {
  if (op === 'set') return value
  if (before === undefined) return undefined
  return op === 'add' ? before + value : before * value
}
