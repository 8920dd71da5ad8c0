import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  leversBesideSlider,
  leverWords,
  moveDriver,
  partialLevers,
  resetDriver,
  sliderValue,
} from '#renderer/whatif/model/levers.ts'
import { type Lever, type Scenario, scenarioSchema } from '#shared/domain/scenario.ts'

const scenarioWith = (...levers: Lever[]): Scenario => scenarioSchema.parse({ name: 'Plan', levers })

describe('the slider of a scenario', () => {
  it('stands where the plain levers bring the value before them', () => {
    const scenario = scenarioWith(
      { driver: 'arpa', op: 'multiply', value: 1.1 },
      { driver: 'arpa', op: 'add', value: 5 },
    )
    expect(sliderValue(scenario, 'arpa', 50)).toBeCloseTo(60)
  })

  it('leaves out levers on some months or segments, which the row names instead', () => {
    const june: Lever = { driver: 'churn', op: 'add', value: 0.01, from: 6, to: 6 }
    const scenario = scenarioWith(june, { driver: 'churn', op: 'set', value: 0.03 })
    expect(sliderValue(scenario, 'churn', 0.04)).toBe(0.03)
    expect(partialLevers(scenario, 'churn')).toEqual([june])
  })

  it('moves one segment by a lever of its own, after those of all segments', () => {
    const all: Lever = { driver: 'churn', op: 'multiply', value: 0.5 }
    const moved = moveDriver(scenarioWith(all), 'churn', 0.02, 0.01, { segment: 'Pro', op: 'multiply' })
    expect(moved.levers).toEqual([all, { driver: 'churn', op: 'multiply', value: 0.5, segment: 'Pro' }])
    expect(sliderValue(moved, 'churn', 0.02, 'Pro')).toBeCloseTo(0.01)
    expect(sliderValue(moved, 'churn', 0.04)).toBeCloseTo(0.02)
    expect(leversBesideSlider(moved, 'churn', 'Pro')).toEqual([all])
  })

  it('keeps the pattern of a driver that differs by segment: its first move multiplies', () => {
    expect(moveDriver(scenarioWith(), 'churn', 0.04, 0.03, { op: 'multiply' }).levers).toEqual([
      { driver: 'churn', op: 'multiply', value: 0.75 },
    ])
    expect(moveDriver(scenarioWith(), 'churn', 0, 0.03, { op: 'multiply' }).levers).toEqual([
      { driver: 'churn', op: 'set', value: 0.03 },
    ])
  })

  it('shows, wherever it is moved, the value it was moved to, whatever kind of change stood there', () => {
    const op = fc.constantFrom('set' as const, 'add' as const, 'multiply' as const)
    const amount = fc.double({ min: 0.001, max: 1000, noNaN: true })
    fc.assert(
      fc.property(op, amount, amount, amount, (kind, value, before, after) => {
        const moved = moveDriver(scenarioWith({ driver: 'arpa', op: kind, value }), 'arpa', before, after)
        const shown = sliderValue(moved, 'arpa', before)
        // A difference of nearly equal numbers keeps ten digits of the larger one.
        expect(Math.abs(shown - after)).toBeLessThanOrEqual(1e-8 * Math.max(before, after))
      }),
    )
  })

  it('keeps the kind of a change: points stay points', () => {
    const moved = moveDriver(scenarioWith({ driver: 'churn', op: 'add', value: -0.01 }), 'churn', 0.04, 0.025)
    expect(moved.levers).toEqual([{ driver: 'churn', op: 'add', value: -0.015 }])
  })

  it('sets where multiplying 0 could never get there', () => {
    const moved = moveDriver(scenarioWith({ driver: 'cac', op: 'multiply', value: 2 }), 'cac', 0, 100)
    expect(moved.levers).toEqual([{ driver: 'cac', op: 'set', value: 100 }])
  })

  it('takes the change away when it is moved back, and leaves other drivers alone', () => {
    const other: Lever = { driver: 'arpa', op: 'set', value: 60 }
    const scenario = scenarioWith({ driver: 'churn', op: 'set', value: 0.02 }, other)
    expect(moveDriver(scenario, 'churn', 0.04, 0.04).levers).toEqual([other])
    expect(resetDriver(scenario, 'churn').levers).toEqual([other])
  })
})

describe('a lever in words', () => {
  it('says change, months, ramp and segment', () => {
    const lever: Lever = {
      driver: 'churn',
      op: 'add',
      value: -0.005,
      from: 3,
      to: 6,
      ramp: 2,
      segment: 'Pro',
    }
    expect(leverWords(lever, '$')).toBe('\u22120.50\u00a0pp, months 3 to 6, eased in over 2 months, only Pro')
  })

  it('calls one month a single month', () => {
    expect(leverWords({ driver: 'new', op: 'multiply', value: 2, from: 4, to: 4 }, '')).toBe(
      '× 2, in month 4',
    )
  })
})
