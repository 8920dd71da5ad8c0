import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf } from '#renderer/whatif/model/driver-display.ts'
import { driverNames } from '#shared/domain/scenario.ts'
import { driverRange, onStep, roundUp } from '#shared/models/projection/driver-range.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'

describe('a slider’s range', () => {
  it('reaches from 0 to a round number of about two and a half baselines', () => {
    expect(driverRange('churn', 0.042)).toMatchObject({ min: 0, max: 0.15 })
    expect(driverRange('arpa', 84)).toMatchObject({ min: 0, max: 250 })
  })

  it('stays within what the driver can be', () => {
    expect(driverRange('margin', 0.8).max).toBe(1)
    expect(driverRange('churn', 0.7).max).toBe(1)
  })

  it('offers something to drag where the baseline is 0 or not known', () => {
    for (const driver of driverNames) {
      expect(driverRange(driver, 0).max).toBeGreaterThan(0)
      expect(driverRange(driver, null).step).toBeGreaterThan(0)
      expect(driverRange(driver, Number.MIN_VALUE)).toEqual(driverRange(driver, 0))
    }
  })

  it('holds the value, the baseline and the interval, whatever they are', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...driverNames), value, value, (driver, baseline, upper) => {
        const { min, max } = driverRange(driver, baseline, [upper])
        const reach = Math.min(DRIVER_FACTS[driver].most, Math.max(baseline, upper))
        expect(min).toBeLessThanOrEqual(0)
        expect(max).toBeGreaterThanOrEqual(reach * (1 - 1e-6))
      }),
    )
  })
})

describe('a slider’s value', () => {
  it('falls on steps without binary noise', () => {
    expect(onStep(0.30000000000000004, { min: 0, max: 1, step: 0.1, largeStep: 1 })).toBe(0.3)
  })

  it('has a place in percent, and none outside', () => {
    const range = { min: 0, max: 200, step: 1, largeStep: 10 }
    expect(placeOf(50, range)).toBe(25)
    expect(placeOf(201, range)).toBeNull()
  })

  it('rounds up to numbers that people say', () => {
    expect([0.042, 1, 7, 83, 2100].map(roundUp)).toEqual([0.05, 1, 8, 100, 2500])
  })
})
