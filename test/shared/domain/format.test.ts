import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTick, formatValue, sharedDigits } from '#shared/domain/format.ts'

describe('a mark on an axis', () => {
  test.each([
    [2_250_000, 'money', '$2.25M'],
    [2_000_000, 'money', '$2M'],
    [50_000, 'money', '$50k'],
    [500, 'money', '$500'],
    [0, 'money', '$0'],
    [-1_500_000, 'money', '−$1.5M'],
    [12.5, 'money', '$12.5'],
    [0.02, 'percent', '2\u00a0%'],
    [0.0025, 'percent', '0.25\u00a0%'],
    [0.1 + 0.2, 'percent', '30\u00a0%'],
    [1_250, 'count', '1,250'],
  ] as const)('%d as %s is %s: as many digits as it needs and no more', (value, unit, text) => {
    expect(formatTick(value, unit, { currency: '$' })).toBe(text)
  })
})

describe('values side by side', () => {
  test.each([
    ['as whole amounts where the largest is in thousands', [610, 745.55, 1016.66], 'money', 0],
    ['with cents where one has them', [40, 45.5], 'money', 2],
    ['with the digits of the largest rate', [0.09, 0.12], 'percent', 1],
    ['without digits where none has any', [3, 12], 'count', 0],
  ] as const)('show the same digits: %s', (_, values, unit, digits) => {
    expect(sharedDigits(values, unit)).toBe(digits)
  })

  test('alone, a value is shown as ever', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const digits = sharedDigits([value], 'money')
        expect(formatValue(value, 'money', { digits })).toBe(formatValue(value, 'money'))
      }),
    )
  })
})
