import type { Distribution } from '#shared/domain/scenario.ts'
import type { DistributionType } from '#shared/models/questions/suggested-distributions.ts'

export const distributionLabels: Readonly<Record<DistributionType, string>> = {
  constant: 'fixed',
  beta: 'beta',
  lognormal: 'lognormal',
  normal: 'normal',
  triangular: 'triangular',
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
