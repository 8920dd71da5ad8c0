import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endLabelShifts, roundScale } from '#renderer/whatif/model/end-labels.ts'

describe('the scale of a chart', () => {
  it('has round ends and marks', () => {
    expect(roundScale([1_284_000, 2_031_000])).toEqual({ min: 1_200_000, max: 2_200_000, interval: 200_000 })
    expect(roundScale([3, 97], true)).toEqual({ min: 0, max: 100, interval: 25 })
  })

  it('holds every value, also where all are alike', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const { min, max } = roundScale(values)
        const slack = 1e-9 * (max - min)
        expect(max).toBeGreaterThan(min)
        for (const each of values) {
          expect(each).toBeGreaterThanOrEqual(min - slack)
          expect(each).toBeLessThanOrEqual(max + slack)
        }
      }),
    )
  })
})

describe('names at the ends of lines', () => {
  const scale = { min: 0, max: 254, interval: 50 }
  const placesOf = (ends: readonly number[]) =>
    endLabelShifts(ends, scale).map((shift, index) => 254 - (ends[index] ?? 0) + shift)

  it('stay where they are when there is room', () => {
    expect(endLabelShifts([10, 100, 200], scale)).toEqual([0, 0, 0])
  })

  it('are pushed apart around the middle of what they name', () => {
    expect(placesOf([100, 100])).toEqual([254 - 100 - 7, 254 - 100 + 7])
  })

  it('never run into one another, and stand in the order of the lines', () => {
    const end = fc.integer({ min: 0, max: 254 })
    fc.assert(
      fc.property(fc.uniqueArray(end, { minLength: 2, maxLength: 9 }), (ends) => {
        const places = placesOf(ends)
        for (const [a, place] of places.entries())
          for (const [b, other] of places.entries())
            if ((ends[a] ?? 0) > (ends[b] ?? 0)) expect(other - place).toBeGreaterThan(13.999)
      }),
    )
  })
})
