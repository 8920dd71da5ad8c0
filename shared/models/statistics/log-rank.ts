import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'
import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { invertPositiveDefinite } from '../optimise/matrix.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { lifeTable } from './life-table.ts'

/** One group's tenures. */
export interface SurvivalGroup {
  readonly name: string
  readonly durations: readonly number[]
  readonly hasLeft: readonly boolean[]
}

export interface LogRank {
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  readonly groups: readonly {
    readonly name: string
    readonly subjects: number
    readonly observed: number
    readonly expected: number
  }[]
}

/**
 * The log-rank test (Mantel 1966; Peto & Peto 1972) of whether two or more groups leave at the same rate. `expected` is
 * the number that would have left had all groups the same churn at every tenure. Hypergeometric variance.
 */
export function logRankTest(groups: readonly SurvivalGroup[]): Outcome<LogRank> {
  if (groups.length < 2)
    return refuse('bad-input', 'The log-rank test compares groups; choose a field with at least two.')
  const empty = groups.find((group) => group.durations.length === 0)
  if (empty !== undefined)
    return refuse('no-customers', `The group "${empty.name}" has no customers. Leave it out.`)
  const pooled = lifeTable(
    groups.flatMap((group) => group.durations),
    groups.flatMap((group) => group.hasLeft),
  )
  if (!pooled.ok) return pooled

  const remaining = groups.map((group) => group.durations.length)
  const leavers = groups.map((group) => countByTime(group))
  const observed = new Array<number>(groups.length).fill(0)
  const expected = new Array<number>(groups.length).fill(0)
  const size = groups.length - 1
  const variance = Array.from({ length: size }, () => new Array<number>(size).fill(0))

  for (const { time, atRisk, events } of pooled.value) {
    for (const [index, counts] of leavers.entries()) {
      observed[index] = numberAt(observed, index) + (counts.get(time)?.events ?? 0)
      expected[index] = numberAt(expected, index) + (events * numberAt(remaining, index)) / atRisk
    }
    if (events > 0 && atRisk > 1) addVariance(variance, remaining, atRisk, events)
    for (const [index, counts] of leavers.entries()) {
      remaining[index] = numberAt(remaining, index) - (counts.get(time)?.subjects ?? 0)
    }
  }

  const inverse = invertPositiveDefinite(variance)
  if (inverse === undefined) {
    return refuse(
      'no-loss',
      'Too few customers left, or the groups were never observed together, so they cannot be compared.',
    )
  }
  const gaps = observed.map((count, index) => count - numberAt(expected, index)).slice(0, size)
  const chiSquare = inverse.reduce(
    (total, row, i) =>
      total + row.reduce((sum, cell, j) => sum + cell * numberAt(gaps, j), 0) * numberAt(gaps, i),
    0,
  )
  return succeed({
    chiSquare,
    degreesOfFreedom: size,
    pValue: 1 - chisquareCdf(chiSquare, size),
    groups: groups.map((group, index) => ({
      name: group.name,
      subjects: group.durations.length,
      observed: numberAt(observed, index),
      expected: numberAt(expected, index),
    })),
  })
}

function countByTime({
  durations,
  hasLeft,
}: SurvivalGroup): Map<number, { subjects: number; events: number }> {
  const counts = new Map<number, { subjects: number; events: number }>()
  for (const [index, time] of durations.entries()) {
    const count = counts.get(time) ?? { subjects: 0, events: 0 }
    count.subjects += 1
    if (hasLeft[index] === true) count.events += 1
    counts.set(time, count)
  }
  return counts
}

function addVariance(
  variance: number[][],
  remaining: readonly number[],
  atRisk: number,
  events: number,
): void {
  const spread = (events * (atRisk - events)) / (atRisk - 1)
  for (const [i, row] of variance.entries()) {
    const shareI = numberAt(remaining, i) / atRisk
    for (const j of row.keys()) {
      const shareJ = numberAt(remaining, j) / atRisk
      row[j] = numberAt(row, j) + spread * shareI * ((i === j ? 1 : 0) - shareJ)
    }
  }
}
