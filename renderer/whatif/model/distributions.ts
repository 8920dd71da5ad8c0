import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { Distribution, DriverName } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'

export const distributionTypes = ['constant', 'beta', 'lognormal', 'normal', 'triangular'] as const
export type DistributionType = (typeof distributionTypes)[number]

export const distributionLabels: Readonly<Record<DistributionType, string>> = {
  constant: 'fixed',
  beta: 'beta',
  lognormal: 'lognormal',
  normal: 'normal',
  triangular: 'triangular',
}

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

/** Standard deviations from the middle to either end of a 95 % interval of a normal distribution. */
const halfInterval = 1.959964

/**
 * The distribution first offered: measured drivers vary as their 95 % interval says, beta for rates, lognormal for
 * money, normal for counts; the others stay fixed.
 */
export function suggestedDistribution({ driver, value, lower, upper }: BaselineDriver): Distribution {
  if (value === null || lower === null || upper === null || upper <= lower)
    return { type: 'constant', value: value ?? 0 }
  const standardDeviation = (upper - lower) / (2 * halfInterval)
  const suitable = suitableTypes(driver, value)
  if (suitable.includes('beta')) return { type: 'beta', mean: value, standardDeviation }
  if (suitable.includes('lognormal') && DRIVER_FACTS[driver].kind === 'money')
    return { type: 'lognormal', mean: value, standardDeviation }
  return { type: 'normal', mean: value, standardDeviation }
}

/** Where an interval was not measured, a spread to begin with. */
const usualSpread = 0.1

/** The same driver under another type, its middle and spread kept. */
export function withType(distribution: Distribution, type: DistributionType): Distribution {
  const { centre, spread } = centreAndSpread(distribution)
  switch (type) {
    case 'constant':
      return { type, value: centre }
    case 'triangular':
      return { type, min: centre - 2 * spread, mode: centre, max: centre + 2 * spread }
    case 'beta':
    case 'lognormal':
    case 'normal':
      return { type, mean: centre, standardDeviation: spread }
  }
}

function centreAndSpread(distribution: Distribution): { centre: number; spread: number } {
  switch (distribution.type) {
    case 'constant':
      return { centre: distribution.value, spread: Math.abs(distribution.value) * usualSpread || usualSpread }
    case 'triangular':
      return { centre: distribution.mode, spread: (distribution.max - distribution.min) / 4 }
    default:
      return { centre: distribution.mean, spread: distribution.standardDeviation }
  }
}

/** Those that vary; a fixed driver needs no distribution. */
export const varying = (
  distributions: Readonly<Partial<Record<DriverName, Distribution>>>,
): Partial<Record<DriverName, Distribution>> =>
  Object.fromEntries(
    Object.entries(distributions).filter(([, distribution]) => distribution.type !== 'constant'),
  )
