import type { Distribution, DriverName, Lever } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '../projection/drivers.ts'
import type { ProjectionInput } from '../projection/plan.ts'
import { baselineOf } from './output-of.ts'

/** A driver's value and its 95 % interval, as far as they are known. */
export interface KnownDriver {
  readonly driver: DriverName
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
}

export const distributionTypes = ['constant', 'beta', 'lognormal', 'normal', 'triangular'] as const
export type DistributionType = (typeof distributionTypes)[number]

/** Which distributions suit a driver: beta only where values lie between 0 and 1, lognormal only above 0. */
export function suitableTypes(driver: DriverName, value: number): readonly DistributionType[] {
  const { kind } = DRIVER_FACTS[driver]
  const isShare = kind === 'rate' || kind === 'share'
  return distributionTypes.filter((type) => {
    if (type === 'beta') return isShare && value > 0 && value < 1
    if (type === 'lognormal') return !isShare && value > 0
    return true
  })
}

/**
 * A driver as a case has it in its first month: the measured interval moved along with the value, since a scenario says
 * nothing of how well the driver is known.
 */
export function driverInCase<Known extends KnownDriver>(
  known: Known,
  { input, levers }: { readonly input: ProjectionInput; readonly levers: readonly Lever[] },
): Known {
  const { driver, value: measured, lower, upper } = known
  const value = baselineOf(input, levers, driver)
  if (!Number.isFinite(value) || measured === null || measured === 0) return known
  const moved = (bound: number | null) => (bound === null ? null : (bound * value) / measured)
  return { ...known, value, lower: moved(lower), upper: moved(upper) }
}

/** Standard deviations from the middle to either end of a 95 % interval of a normal distribution. */
const halfInterval = 1.959964

/**
 * The distribution first offered: measured drivers vary as their 95 % interval says, beta for rates, lognormal for
 * money, normal for counts; the others stay fixed.
 */
export function suggestedDistribution({ driver, value, lower, upper }: KnownDriver): Distribution {
  if (value === null || lower === null || upper === null || upper <= lower)
    return { type: 'constant', value: value ?? 0 }
  const standardDeviation = (upper - lower) / (2 * halfInterval)
  const suitable = suitableTypes(driver, value)
  if (suitable.includes('beta')) return { type: 'beta', mean: value, standardDeviation }
  if (suitable.includes('lognormal') && DRIVER_FACTS[driver].kind === 'money')
    return { type: 'lognormal', mean: value, standardDeviation }
  return { type: 'normal', mean: value, standardDeviation }
}

/** Those that vary; a fixed driver needs no distribution. */
export const varying = (
  distributions: Readonly<Partial<Record<DriverName, Distribution>>>,
): Partial<Record<DriverName, Distribution>> =>
  Object.fromEntries(
    Object.entries(distributions).filter(([, distribution]) => distribution.type !== 'constant'),
  )
