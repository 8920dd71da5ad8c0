import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { describe, expect, it } from 'vitest'
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { project } from '#shared/models/projection/projection.ts'
import { correlator, samplerOf } from '#shared/models/questions/distributions.ts'
import { prepareSimulation, type SimulationQuestion, simulate } from '#shared/models/questions/simulation.ts'
import { FAN_PERCENTILES } from '#shared/models/questions/simulation-summary.ts'
import { correlation } from '#shared/models/statistics/correlation.ts'
import { seededRandom } from '#shared/models/statistics/random.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

const input: ProjectionInput = {
  months: 12,
  billing: 'advance',
  drivers: { customers: 1000, new: 30, churn: 0.04, arpa: 50, margin: 0.8, cac: 300, discount: 0.1 },
}
const question: SimulationQuestion = {
  runs: 2000,
  seed: 42,
  distributions: {
    churn: { type: 'beta', mean: 0.04, standardDeviation: 0.008 },
    arpa: { type: 'lognormal', mean: 50, standardDeviation: 5 },
    new: { type: 'triangular', min: 20, mode: 30, max: 45 },
    margin: { type: 'normal', mean: 0.8, standardDeviation: 0.03 },
  },
}

describe('simulation', () => {
  it('the same seed gives the same result, another seed another', () => {
    const first = expectValue(simulate(input, [], question))
    expect(expectValue(simulate(input, [], question))).toEqual(first)
    expect(expectValue(simulate(input, [], { ...question, seed: 43 })).kpis.clv?.mean).not.toBe(
      first.kpis.clv?.mean,
    )
  })
  it('in slices it gives the same as in one go, and says how far it is', () => {
    const simulation = expectValue(prepareSimulation(input, [], question))
    simulation.advance(1)
    expect(simulation.done()).toBe(1)
    simulation.advance(999)
    simulation.advance(5000)
    expect(simulation.done()).toBe(2000)
    expect(expectValue(simulation.result())).toEqual(expectValue(simulate(input, [], question)))
  })
  it('drivers that are certain give the baseline in every percentile', () => {
    const certain = expectValue(
      simulate(input, [], { runs: 50, seed: 1, distributions: { churn: { type: 'constant', value: 0.04 } } }),
    )
    const baseline = expectValue(project(input))
    for (const percentile of FAN_PERCENTILES) {
      expect(certain.fans.mrr[percentile].at(-1)).toBeCloseTo(baseline.kpis.mrr ?? 0, 1)
      expect(certain.kpis.clv?.percentiles[percentile]).toBeCloseTo(baseline.kpis.clv ?? 0, 8)
    }
  })
  it('the percentiles of a fan are in order, and its middle is near the baseline', () => {
    const { fans } = expectValue(simulate(input, [], question))
    const middle = expectValue(project(input)).monthly.mrr
    for (let month = 0; month < 12; month += 1) {
      const values = FAN_PERCENTILES.map((percentile) => fans.mrr[percentile][month] ?? 0)
      expect(values).toEqual(values.toSorted((a, b) => a - b))
      expect(Math.abs((fans.mrr[50][month] ?? 0) / (middle[month] ?? 1) - 1)).toBeLessThan(0.03)
    }
  })
  it('the probability of meeting a target comes with its interval; a payback meets it from below', () => {
    const sure = expectValue(simulate(input, [], { ...question, target: { output: 'mrr', value: 1 } }))
    expect(sure.target?.probability.estimate).toBe(1)
    expect(sure.target?.probability.low).toBeGreaterThan(0.99)
    const median = sure.kpis.paybackMonths?.percentiles[50] ?? 0
    const half = expectValue(
      simulate(input, [], { ...question, target: { output: 'paybackMonths', value: median } }),
    )
    expect(half.target?.probability.estimate).toBeCloseTo(0.5, 2)
  })
  it('the histogram counts every run', () => {
    const histogram = expectValue(simulate(input, [], question)).clvHistogram
    const counted = (histogram?.counts ?? []).reduce((total, count) => total + count, 0)
    expect(counted + (histogram?.below ?? 0) + (histogram?.above ?? 0)).toBe(2000)
    expect(histogram?.edges).toHaveLength((histogram?.counts.length ?? 0) + 1)
  })
  it('refuses a bad seed, no runs, and more runs than fit', () => {
    expect(expectProblem(simulate(input, [], { ...question, seed: 0 })).message).toContain('seed')
    expect(expectProblem(simulate(input, [], { ...question, runs: 0 })).message).toContain('runs')
    expect(expectProblem(simulate(input, [], { ...question, runs: 1e7 })).message).toContain(
      'at most 833333 runs',
    )
  })
})

describe('distributions', () => {
  const deviates = ((): number[] => {
    const random = seededRandom(3)
    return Array.from({ length: 20_000 }, () => normalQuantile(random(), 0, 1))
  })()
  const moments = (values: readonly number[]): { mean: number; deviation: number } => {
    const mean = values.reduce((total, value) => total + value, 0) / values.length
    return {
      mean,
      deviation: Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length),
    }
  }

  it.each([
    ['churn', { type: 'beta', mean: 0.04, standardDeviation: 0.01 }, 0.04, 0.01],
    ['arpa', { type: 'lognormal', mean: 50, standardDeviation: 20 }, 50, 20],
    ['margin', { type: 'normal', mean: 0.8, standardDeviation: 0.1 }, 0.8, 0.1],
    ['new', { type: 'triangular', min: 10, mode: 20, max: 60 }, 30, Math.sqrt(116.67)],
  ] as const)('%s: %o has the mean and spread asked for', (driver, distribution, mean, deviation) => {
    const sampler = expectValue(samplerOf(driver, distribution))
    const drawn = moments(deviates.map(sampler))
    // 20,000 draws: the mean is within 4 standard errors, the spread within 5 %.
    expect(Math.abs(drawn.mean - mean)).toBeLessThan((4 * deviation) / Math.sqrt(20_000))
    expect(Math.abs(drawn.deviation / deviation - 1)).toBeLessThan(0.05)
  })
  it('correlated draws are correlated as asked, and each keeps its own distribution', () => {
    const correlate = expectValue(correlator(['churn', 'arpa'], [{ a: 'churn', b: 'arpa', value: -0.6 }]))
    const pairs = Array.from({ length: 10_000 }, (_, index) =>
      correlate([deviates[index] ?? 0, deviates[index + 10_000] ?? 0]),
    )
    const first = pairs.map((pair) => pair[0] ?? 0)
    const second = pairs.map((pair) => pair[1] ?? 0)
    expect(correlation(first, second)).toBeCloseTo(-0.6, 1)
    expect(moments(second).deviation).toBeCloseTo(1, 1)
  })
  it('refuses correlations that contradict each other, or of a driver that is not drawn', () => {
    const drivers = ['churn', 'arpa', 'new'] as const
    const impossible = [
      { a: 'churn', b: 'arpa', value: 0.9 },
      { a: 'arpa', b: 'new', value: 0.9 },
      { a: 'churn', b: 'new', value: -0.9 },
    ] as const
    expect(expectProblem(correlator(drivers, impossible)).message).toContain('contradict')
    expect(expectProblem(correlator(['churn'], [{ a: 'churn', b: 'arpa', value: 0.5 }])).code).toBe(
      'not-a-correlation',
    )
  })
  it('refuses a spread that a rate cannot have, saying how much it can', () => {
    const refused = expectProblem(samplerOf('churn', { type: 'beta', mean: 0.04, standardDeviation: 0.3 }))
    expect(refused.message).toContain('below 0.196')
  })
})
