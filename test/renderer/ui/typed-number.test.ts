import { describe, expect, it } from 'vitest'
import { typedNumber } from '#renderer/ui/typed-number.ts'

describe('a number typed into a field', () => {
  it.each([
    ['4.5', 4.5],
    ['4,500', 4500],
    ['1,234,567.25', 1234567.25],
    ['-1,000', -1000],
    [' 4.5 % ', 4.5],
    ['1e3', 1000],
  ])('%j is read as people mean it', (text, number) => {
    expect(typedNumber(text)).toBe(number)
  })

  it.each(['', '  ', '%', 'many', '4,5', '12,34', '1,23,456', '1,000,', 'Infinity'])('%j is none', (text) => {
    expect(typedNumber(text)).toBeUndefined()
  })
})
