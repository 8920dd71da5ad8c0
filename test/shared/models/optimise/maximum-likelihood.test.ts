import { describe, expect, it } from 'vitest'
import { minimiseBfgs } from '#shared/models/optimise/bfgs.ts'
import { cholesky, invertPositiveDefinite } from '#shared/models/optimise/matrix.ts'
import { maximiseLikelihood } from '#shared/models/optimise/maximum-likelihood.ts'
import { minimiseNelderMead } from '#shared/models/optimise/nelder-mead.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

const rosenbrock = ([x = 0, y = 0]: readonly number[]): number => 100 * (y - x ** 2) ** 2 + (1 - x) ** 2

describe('minimisers', () => {
  it('BFGS finds the end of Rosenbrock’s valley', () => {
    const minimum = minimiseBfgs(rosenbrock, [-1.2, 1], 1e-8)
    expect(minimum.point[0]).toBeCloseTo(1, 5)
    expect(minimum.point[1]).toBeCloseTo(1, 5)
  })
  it('Nelder-Mead finds it without derivatives', () => {
    const minimum = minimiseNelderMead(rosenbrock, [-1.2, 1], 1e-14)
    expect(minimum.point[0]).toBeCloseTo(1, 4)
  })
  it('steps away from where the function is not defined', () => {
    const minimum = minimiseBfgs(([x = 0]) => (x < 0 ? Number.NaN : (x - 0.5) ** 2), [4], 1e-10)
    expect(minimum.point[0]).toBeCloseTo(0.5, 6)
  })
})

describe('matrices', () => {
  it('inverts a positive definite matrix and refuses another', () => {
    const inverse = invertPositiveDefinite([
      [4, 2],
      [2, 3],
    ])
    expect(inverse?.[0]?.[0]).toBeCloseTo(3 / 8, 12)
    expect(inverse?.[0]?.[1]).toBeCloseTo(-2 / 8, 12)
    expect(
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toBeUndefined()
  })
})

describe('maximum likelihood', () => {
  // Exponential waiting times: the estimate is the reciprocal of the mean, its standard error estimate / sqrt(n).
  const times = [1, 2, 3, 6]
  const exponential = (rate: number): number =>
    times.reduce((total, time) => total + Math.log(rate) - rate * time, 0)

  it('gives estimate, standard error and log-likelihood of a case that can be solved by hand', () => {
    const fit = expectValue(
      maximiseLikelihood({
        names: ['rate'],
        start: { rate: 5 },
        logLikelihood: ({ rate }) => exponential(rate),
        observations: 4,
        adviceOnFailure: '',
      }),
    )
    expect(fit.parameters.rate).toBeCloseTo(1 / 3, 7)
    expect(fit.standardErrors.rate).toBeCloseTo(1 / 3 / 2, 5)
    expect(fit.logLikelihood).toBeCloseTo(exponential(1 / 3), 10)
  })
  it('returns words and no numbers when a parameter runs away', () => {
    const refused = expectProblem(
      maximiseLikelihood({
        names: ['rate'],
        start: { rate: 1 },
        logLikelihood: ({ rate }) => -1 / rate,
        observations: 1,
        adviceOnFailure: 'Use more data.',
      }),
    )
    expect(refused.code).toBe('did-not-converge')
    expect(refused.message).toContain('Use more data.')
  })
  it('returns words and no numbers when the data cannot tell two parameters apart', () => {
    const refused = expectProblem(
      maximiseLikelihood({
        names: ['a', 'b'],
        start: { a: 1, b: 1 },
        logLikelihood: ({ a, b }) => exponential(a * b),
        observations: 4,
        adviceOnFailure: '',
      }),
    )
    expect(refused.code).toBe('did-not-converge')
  })
})
