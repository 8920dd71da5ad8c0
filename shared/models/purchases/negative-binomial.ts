import gammaln from '@stdlib/math-base-special-gammaln'

/**
 * P(N = count) of a Poisson count over `time` whose rate is gamma distributed with the given shape (r) and rate (alpha):
 * the negative binomial distribution.
 */
export function negativeBinomialProbability(count: number, r: number, alpha: number, time: number): number {
  if (time === 0) return count === 0 ? 1 : 0
  return Math.exp(
    gammaln(r + count) -
      gammaln(r) -
      gammaln(count + 1) +
      r * Math.log(alpha / (alpha + time)) +
      count * Math.log(time / (alpha + time)),
  )
}
