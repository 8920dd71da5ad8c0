import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInput } from '#electron/engine/sheet/parse-input.ts'

const general = {}
const read = (input: string, numberFormat?: string) => {
  const parsed = parseInput(input, numberFormat === undefined ? general : { numberFormat })
  if (!parsed.ok) return 'refused'
  const cell = parsed.value
  if (cell.kind === 'blank') return 'blank'
  if (cell.kind === 'date') return `date ${new Date(cell.value).toISOString().slice(0, 16)}`
  return `${cell.kind} ${cell.value}`
}

describe('what typed text means', () => {
  test.each([
    ['', 'blank'],
    ['5', 'number 5'],
    ['-3.25', 'number -3.25'],
    ['+4', 'number 4'],
    ['.5', 'number 0.5'],
    ['5.', 'number 5'],
    ['1,234.5', 'number 1234.5'],
    ['12,34', 'text 12,34'],
    ['1,234,567', 'number 1234567'],
    ['5%', 'number 0.05'],
    ['5.1 %', 'number 0.051'],
    ['1e3', 'number 1000'],
    ['$1,200', 'number 1200'],
    ['-$5', 'number -5'],
    ['12.50 €', 'number 12.5'],
    ['(42)', 'number -42'],
    ['(-42)', 'text (-42)'],
    ['--5', 'text --5'],
    ['007', 'text 007'],
    ['0.5', 'number 0.5'],
    ['0', 'number 0'],
    ['-0', 'number 0'],
    ['1234567890123456', 'text 1234567890123456'],
    ['123456789012345', 'number 123456789012345'],
    ['1e400', 'text 1e400'],
    ['true', 'boolean true'],
    ['FALSE', 'boolean false'],
    ['#n/a', 'error #N/A'],
    ['#wrong', 'text #wrong'],
    ["'42", 'text 42'],
    ["'=1+1", 'text =1+1'],
    ['=1+1', 'refused'],
    ['=', 'text ='],
    [' 5 ', 'number 5'],
    ['plain text', 'text plain text'],
    ['e5', 'text e5'],
    ['.', 'text .'],
    ['-', 'text -'],
  ])('%s', (input, meaning) => {
    expect(read(input)).toBe(meaning)
  })
})

describe('dates', () => {
  test.each([
    ['2024-01-31', 'date 2024-01-31T00:00'],
    ['2024/1/31', 'date 2024-01-31T00:00'],
    ['2024-01-31 10:30', 'date 2024-01-31T10:30'],
    ['2024-01-31T10:30:00', 'date 2024-01-31T10:30'],
    ['31 Jan 2024', 'date 2024-01-31T00:00'],
    ['31-january-2024', 'date 2024-01-31T00:00'],
    ['Jan 31, 2024 5:05 pm', 'date 2024-01-31T17:05'],
    ['31/01/2024', 'date 2024-01-31T00:00'],
    ['01/31/2024', 'date 2024-01-31T00:00'],
    ['05.05.2024', 'date 2024-05-05T00:00'],
    ['03/04/2024', 'text 03/04/2024'],
    ['2024-02-30', 'text 2024-02-30'],
    ['2024-01-31 25:00', 'text 2024-01-31 25:00'],
    ['32 Jan 2024', 'text 32 Jan 2024'],
  ])('%s', (input, meaning) => {
    expect(read(input)).toBe(meaning)
  })

  test.each([
    ['dd/mm/yyyy', 'date 2024-04-03T00:00'],
    ['m/d/yyyy', 'date 2024-03-04T00:00'],
    ['[$-409]d-mmm-yy', 'date 2024-04-03T00:00'],
    ['0.00', 'text 03/04/2024'],
  ])('03/04/2024 in a column of format %s', (format, meaning) => {
    expect(read('03/04/2024', format)).toBe(meaning)
  })
})

test('a column of text format takes everything as text', () => {
  expect(read('5', '@')).toBe('text 5')
  expect(read('=1', '@')).toBe('text =1')
})

test('any number that is written out is read as itself', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }), (value) => {
      const short = Number(value.toPrecision(15))
      expect(parseInput(String(short), general)).toEqual({
        ok: true,
        value: { kind: 'number', value: short === 0 ? 0 : short },
      })
    }),
  )
})

test('no input throws', () => {
  fc.assert(fc.property(fc.string(), (input) => void parseInput(input, general)))
})
