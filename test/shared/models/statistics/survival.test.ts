import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  churnByTenure,
  kaplanMeier,
  restrictedMean,
  survivalAt,
} from '#shared/models/statistics/kaplan-meier.ts'
import { logRankTest } from '#shared/models/statistics/log-rank.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

// Weeks in remission of leukaemia patients (Freireich et al. 1963), the standard worked example.
const TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
const TREATED_RELAPSED = [
  true,
  true,
  true,
  false,
  true,
  false,
  true,
  false,
  false,
  true,
  true,
  false,
  false,
  false,
  true,
  true,
  false,
  false,
  false,
  false,
  false,
]
const CONTROL = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
const all = (durations: readonly number[]): boolean[] => durations.map(() => true)

describe('Kaplan-Meier, published', () => {
  const curve = expectValue(kaplanMeier(TREATED, TREATED_RELAPSED))

  it.each([
    [6, 0.857, 0.076],
    [7, 0.807, 0.087],
    [10, 0.753, 0.096],
    [13, 0.69, 0.107],
    [16, 0.627, 0.114],
    [22, 0.538, 0.128],
    [23, 0.448, 0.135],
  ])('survival at week %i is %f, Greenwood’s standard error %f', (week, survival, standardError) => {
    const point = curve.points.find((candidate) => candidate.time === week)
    expect(point?.survival).toBeCloseTo(survival, 3)
    expect(point?.standardError).toBeCloseTo(standardError, 3)
  })
  it('the band is on the log-log scale, and says so', () => {
    expect(curve.band).toBe('log-log')
    expect(curve.points[0]?.low).toBeCloseTo(0.62, 3)
    expect(curve.points[0]?.high).toBeCloseTo(0.952, 3)
  })
  it('the medians are 23 and 8 weeks', () => {
    expect(curve.median).toBe(23)
    expect(expectValue(kaplanMeier(CONTROL, all(CONTROL))).median).toBe(8)
  })
  it('the log-rank test of the two arms gives chi-square 16.79 on 1 degree of freedom, p = 0.00004', () => {
    const test = expectValue(
      logRankTest([
        { name: 'treated', durations: TREATED, hasLeft: TREATED_RELAPSED },
        { name: 'control', durations: CONTROL, hasLeft: all(CONTROL) },
      ]),
    )
    expect(test.chiSquare).toBeCloseTo(16.79, 2)
    expect(test.degreesOfFreedom).toBe(1)
    expect(test.pValue).toBeCloseTo(0.0000417, 6)
    expect(test.groups[0]?.observed).toBe(9)
    expect(test.groups[0]?.expected).toBeCloseTo(19.25, 2)
    expect(test.groups[1]?.expected).toBeCloseTo(10.75, 2)
  })
})

describe('conventions', () => {
  it('at a tie, those who left come before those whose observation ended, who still count as at risk', () => {
    const curve = expectValue(kaplanMeier([5, 5], [true, false]))
    expect(curve.points).toHaveLength(1)
    expect(curve.points[0]).toMatchObject({ atRisk: 2, events: 1, censored: 1, survival: 0.5 })
  })
  it('the restricted mean is the area under the step', () => {
    const curve = expectValue(kaplanMeier([2, 4, 6, 8], [true, true, true, true]))
    expect(expectValue(restrictedMean(curve, 8)).mean).toBeCloseTo(5, 12)
    expect(expectValue(restrictedMean(curve, 5)).mean).toBeCloseTo(2 + 2 * 0.75 + 1 * 0.5, 12)
  })
  it('without censoring the restricted mean to the end is the plain mean, with its standard error (n in the denominator)', () => {
    const curve = expectValue(kaplanMeier(CONTROL, all(CONTROL)))
    const mean = CONTROL.reduce((total, week) => total + week, 0) / CONTROL.length
    const variance = CONTROL.reduce((total, week) => total + (week - mean) ** 2, 0) / CONTROL.length ** 2
    const restricted = expectValue(restrictedMean(curve, 23))
    expect(restricted.mean).toBeCloseTo(mean, 10)
    expect(restricted.standardError).toBeCloseTo(Math.sqrt(variance), 10)
  })
  it('refuses a mean beyond what was observed', () => {
    const curve = expectValue(kaplanMeier(TREATED, TREATED_RELAPSED))
    expect(expectProblem(restrictedMean(curve, 60)).message).toContain('at most 35')
  })
  it('has no median while more than half are still there', () => {
    expect(expectValue(kaplanMeier([1, 2, 3], [true, false, false])).median).toBeNull()
  })
  it('gives churn by tenure, whose survival is the curve again', () => {
    const curve = expectValue(kaplanMeier(CONTROL, all(CONTROL)))
    const churn = churnByTenure(curve, 12)
    let survival = 1
    for (const [month, rate] of churn.entries()) {
      survival *= 1 - rate
      expect(survival).toBeCloseTo(survivalAt(curve, month + 1), 12)
    }
  })
  it('refuses no customers, and tenures below 0', () => {
    expect(expectProblem(kaplanMeier([], [])).code).toBe('no-customers')
    expect(expectProblem(kaplanMeier([3, -1], [true, true])).message).toContain('Customer 2')
  })
})

describe('laws', () => {
  const subjects = fc.array(fc.record({ tenure: fc.integer({ min: 0, max: 30 }), left: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  })
  it('survival only falls, stays within its band and within 0 and 1', () => {
    fc.assert(
      fc.property(subjects, (rows) => {
        const curve = expectValue(
          kaplanMeier(
            rows.map((row) => row.tenure),
            rows.map((row) => row.left),
          ),
        )
        let before = 1
        for (const point of curve.points) {
          expect(point.survival).toBeLessThanOrEqual(before)
          expect(point.low).toBeLessThanOrEqual(point.survival + 1e-12)
          expect(point.high).toBeGreaterThanOrEqual(point.survival - 1e-12)
          before = point.survival
        }
      }),
    )
  })
  it('three identical groups do not differ', () => {
    const group = { durations: [1, 2, 3, 4, 5], hasLeft: [true, true, false, true, true] }
    const test = expectValue(logRankTest(['a', 'b', 'c'].map((name) => ({ name, ...group }))))
    expect(test.chiSquare).toBeCloseTo(0, 10)
    expect(test.degreesOfFreedom).toBe(2)
    expect(test.pValue).toBeCloseTo(1, 10)
  })
  it('the order of the groups does not matter', () => {
    const groups = [
      { name: 'a', durations: [1, 2, 3, 4], hasLeft: [true, true, true, false] },
      { name: 'b', durations: [2, 4, 6, 8], hasLeft: [true, false, true, true] },
      { name: 'c', durations: [5, 7, 9, 9], hasLeft: [false, true, true, true] },
    ]
    const forwards = expectValue(logRankTest(groups))
    const backwards = expectValue(logRankTest(groups.toReversed()))
    expect(backwards.chiSquare).toBeCloseTo(forwards.chiSquare, 10)
  })
  it('refuses a single group and an empty one', () => {
    const group = { name: 'a', durations: [1], hasLeft: [true] }
    expect(expectProblem(logRankTest([group])).code).toBe('bad-input')
    expect(expectProblem(logRankTest([group, { name: 'b', durations: [], hasLeft: [] }])).message).toContain(
      '"b"',
    )
  })
})
