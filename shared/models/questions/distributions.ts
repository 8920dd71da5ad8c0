import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import triangularQuantile from '@stdlib/stats-base-dists-triangular-quantile'
import { succeed } from '#shared/domain/result.ts'
import type { Distribution, DriverName } from '#shared/domain/scenario.ts'
import { cholesky, dot } from '../optimise/matrix.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { DRIVER_FACTS } from '../projection/drivers.ts'

/** Turns a standard normal deviate into a value of the distribution, by its quantile function. */
export type Sampler = (deviate: number) => number

/**
 * The sampler of a distribution given by what an analyst knows: mean and standard deviation (beta for rates, lognormal
 * for money, normal), or lowest, likeliest and highest value (triangular).
 */
export function samplerOf(driver: DriverName, distribution: Distribution): Outcome<Sampler> {
  const label = DRIVER_FACTS[driver].label
  switch (distribution.type) {
    case 'constant':
      return succeed(() => distribution.value)
    case 'normal': {
      const { mean, standardDeviation } = distribution
      if (!(standardDeviation >= 0)) return noSpread(label)
      return succeed((deviate) => mean + standardDeviation * deviate)
    }
    case 'lognormal': {
      const { mean, standardDeviation } = distribution
      if (!(standardDeviation >= 0)) return noSpread(label)
      if (!(mean > 0))
        return refuse('bad-input', `${label}: a lognormal distribution needs a mean above 0; it is ${mean}.`)
      const variance = Math.log1p((standardDeviation / mean) ** 2)
      const location = Math.log(mean) - variance / 2
      return succeed((deviate) => Math.exp(location + Math.sqrt(variance) * deviate))
    }
    case 'beta':
      return betaSampler(label, distribution.mean, distribution.standardDeviation)
    case 'triangular': {
      const { min, mode, max } = distribution
      if (!(min <= mode && mode <= max && min < max)) {
        return refuse(
          'bad-input',
          `${label}: the lowest, likeliest and highest value must be in that order; they are ${min}, ${mode}, ${max}.`,
        )
      }
      return succeed((deviate) => triangularQuantile(normalCdf(deviate, 0, 1), min, max, mode))
    }
  }
}

function betaSampler(label: string, mean: number, standardDeviation: number): Outcome<Sampler> {
  if (!(mean > 0 && mean < 1)) {
    return refuse(
      'rate-out-of-range',
      `${label}: a beta distribution needs a mean between 0 and 1; it is ${mean}.`,
    )
  }
  if (!(standardDeviation >= 0)) return noSpread(label)
  if (standardDeviation === 0) return succeed(() => mean)
  const concentration = (mean * (1 - mean)) / standardDeviation ** 2 - 1
  if (!(concentration > 0)) {
    const most = Math.sqrt(mean * (1 - mean))
    return refuse(
      'bad-input',
      `${label}: with a mean of ${mean} the standard deviation must be below ${most.toPrecision(3)}; it is ${standardDeviation}.`,
    )
  }
  return succeed((deviate) =>
    betaQuantile(normalCdf(deviate, 0, 1), mean * concentration, (1 - mean) * concentration),
  )
}

function noSpread(label: string): Outcome<never> {
  return refuse('bad-input', `${label}: the standard deviation cannot be negative. Give 0 or more.`)
}

/** A correlation between the draws of two drivers, on the normal scale (a Gaussian copula). */
export interface DriverCorrelation {
  readonly a: DriverName
  readonly b: DriverName
  readonly value: number
}

/** Makes independent standard normal deviates, one a driver, correlated as asked. */
export function correlator(
  drivers: readonly DriverName[],
  correlations: readonly DriverCorrelation[],
): Outcome<(deviates: readonly number[]) => readonly number[]> {
  if (correlations.length === 0) return succeed((deviates) => deviates)
  const matrix = drivers.map((_, i) => drivers.map((_, j): number => (i === j ? 1 : 0)))
  for (const { a, b, value } of correlations) {
    const i = drivers.indexOf(a)
    const j = drivers.indexOf(b)
    const [rowI, rowJ] = [matrix[i], matrix[j]]
    if (rowI === undefined || rowJ === undefined || i === j) {
      return refuse(
        'not-a-correlation',
        `The correlation of ${a} with ${b} needs two different drivers that are both drawn from distributions.`,
      )
    }
    if (!(value >= -1 && value <= 1)) {
      return refuse(
        'not-a-correlation',
        `The correlation of ${a} with ${b} is ${value}; give a number from -1 to 1.`,
      )
    }
    // A perfect correlation is singular; a millionth less is the same in every figure shown.
    const usable = Math.max(-ALMOST_ONE, Math.min(ALMOST_ONE, value))
    rowI[j] = usable
    rowJ[i] = usable
  }
  const lower = cholesky(matrix)
  if (lower === undefined) {
    return refuse(
      'not-a-correlation',
      'The correlations contradict each other: no drivers can be related like that. Bring some of them nearer to 0.',
    )
  }
  return succeed((deviates) => lower.map((row, index) => dot(row, deviates, Math.min(row.length, index + 1))))
}

const ALMOST_ONE = 1 - 1e-6

/** Keeps a draw within what the driver can be: a normal distribution may reach below 0. */
export function clampDraw(driver: DriverName, value: number): number {
  const { least, most } = DRIVER_FACTS[driver]
  return Math.min(most, Math.max(least, value))
}
