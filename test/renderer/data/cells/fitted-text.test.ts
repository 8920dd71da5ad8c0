import { describe, expect, it } from 'vitest'
import { fittedText } from '#renderer/data/cells/fitted-text.ts'

const number = (value: number, characters: number, format?: string) =>
  fittedText({ kind: 'number', value }, format, characters)

describe('a number in a narrow cell', () => {
  it('loses decimals that do not fit, never digits that count', () => {
    expect(number(1234.56789, 20)).toBe('1234.56789')
    expect(number(1234.56789, 7)).toBe('1234.57')
    expect(number(1234.56789, 4)).toBe('1235')
    expect(number(1234.56789, 3)).toBe('###')
    expect(number(-0.142857, 6)).toBe('-0.143')
    expect(number(9.96, 3)).toBe('10')
  })

  it('is hidden under a format that does not fit', () => {
    expect(number(1234.5, 5, '#,##0.00')).toBe('#####')
    expect(fittedText({ kind: 'date', value: 0 }, 'd mmm yyyy', 4)).toBe('####')
  })
})

it('leaves texts to the cell, which shows their beginning', () => {
  expect(fittedText({ kind: 'text', value: 'a long text' }, undefined, 3)).toBe('a long text')
})
