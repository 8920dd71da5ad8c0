import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCell } from '#renderer/data/cells/format-cell.ts'

const number = (value: number, code?: string) => formatCell({ kind: 'number', value }, code)
const date = (iso: string, code?: string) => formatCell({ kind: 'date', value: Date.parse(iso) }, code)

/** What stands for the width of a sign may be any number of spaces; the other implementation gives some zeros a sign. */
const tidy = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^-(?=[^1-9]*$)/, '')

const numberCodes = [
  '0',
  '0.00',
  '#,##0',
  '#,##0.00',
  '0%',
  '0.0%',
  '$#,##0.00',
  '"EUR" #,##0.00',
  '[$€-2] #,##0.00',
  '#,##0;(#,##0)',
  '#,##0.00;[Red]-#,##0.00',
  '0.00;-0.00;"zero"',
  '#,##0,',
  '0.0,,"M"',
  '00000',
  '#.##',
  '0.##',
  '0.00E+00',
  '_($* #,##0.00_)',
  '"n="0',
  '0\\x',
]

describe('numbers under their format', () => {
  it.each(numberCodes)('%s shows what a spreadsheet shows', (code) => {
    for (const value of [0, 1, -1, 0.5, 12, 1234.5, -1234.567, 0.12345, 1e6, 123456789])
      expect(tidy(number(value, code)), `${value}`).toBe(tidy(XLSX.SSF.format(code, value)))
  })

  it('agrees with a second implementation over random values', () => {
    const code = fc.constantFrom('0', '0.00', '#,##0', '#,##0.00', '0%', '0.0%', '#,##0.00;(#,##0.00)')
    // The other implementation rounds halves of negatives towards zero, which no spreadsheet does.
    const value = fc
      .integer({ min: -100_000_000, max: 100_000_000 })
      .filter((thousandths) => thousandths % 10 !== 5 && thousandths % 10 !== -5 && thousandths % 500 !== 0)
      .map((thousandths) => thousandths / 1000)
    fc.assert(
      fc.property(code, value, (chosen, amount) => {
        expect(number(amount, chosen)).toBe(tidy(XLSX.SSF.format(chosen, amount)))
      }),
    )
  })

  it('rounds half away from zero on the digits that a person sees', () => {
    expect(number(1.005, '0.00')).toBe('1.01')
    expect(number(-0.125, '0.00')).toBe('-0.13')
    expect(number(-0.001, '0.00')).toBe('0.00')
    expect(number(-218_891.5, '0')).toBe('-218892')
    expect(number(2.675, '0.00')).toBe('2.68')
    expect(number(999.995, '#,##0.00')).toBe('1,000.00')
  })

  it('shows digits as they are where there is no format', () => {
    expect(number(1234.5)).toBe('1234.5')
    expect(number(0.1 + 0.2)).toBe('0.3')
    expect(number(1e20)).toBe('1E+20')
    expect(number(123456789012345)).toBe('123456789012345')
    expect(number(0.5, 'General')).toBe('0.5')
  })

  it('puts the sign before signs of the format, and digits into places between them', () => {
    expect(number(123456789, '000-00-0000')).toBe('123-45-6789')
    expect(number(-1, '000-00-0000')).toBe('-000-00-0001')
    expect(number(-1, '[>=1000]#,##0,"k";0')).toBe('-1')
    expect(number(12_345, '[>=1000]#,##0,"k";0')).toBe('12k')
    expect(number(12_345, '##0.0E+0')).toBe('12.3E+3')
    expect(number(999.995, '##0.0E+0')).toBe('1.0E+3')
  })

  it('shows mixed fractions', () => {
    expect(number(2.375, '# ?/?')).toBe('2 3/8')
    expect(number(3, '# ?/?')).toBe('3')
  })
})

describe('dates under their format', () => {
  it.each([
    'yyyy-mm-dd',
    'dd mmm yyyy',
    'd/m/yy',
    'dddd, mmmm d, yyyy',
    'mmm-yy',
    'hh:mm',
    'h:mm AM/PM',
    'yyyy-mm-dd hh:mm:ss',
    'mm:ss',
    'mmmmm',
    '[$-409]d mmm yyyy;@',
    'yyyy"y"m"m"',
  ])('%s shows what a spreadsheet shows', (code) => {
    for (const iso of ['2024-01-31T00:00:00Z', '2026-12-05T14:05:09Z', '1999-02-28T23:59:59Z']) {
      const serial = (Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000
      expect(date(iso, code), iso).toBe(XLSX.SSF.format(code, serial))
    }
  })

  it('are ISO where there is no format, with a time only where there is one', () => {
    expect(date('2024-01-31T00:00:00Z')).toBe('2024-01-31')
    expect(date('2024-01-31T09:05:00Z')).toBe('2024-01-31 09:05')
    expect(date('2024-01-31T00:00:00Z', '#,##0')).toBe('2024-01-31')
  })

  it('leave plain numbers among them alone, and show durations', () => {
    expect(number(45322, 'yyyy-mm-dd')).toBe('45322')
    expect(number(1.5, '[h]:mm')).toBe('36:00')
  })
})

describe('other cells', () => {
  it('show their text, and nothing where they are blank', () => {
    expect(formatCell({ kind: 'blank' }, '0.00')).toBe('')
    expect(formatCell({ kind: 'text', value: '00123' }, '0.00')).toBe('00123')
    expect(formatCell({ kind: 'text', value: 'x' }, '0;0;0;"<"@">"')).toBe('<x>')
    expect(formatCell({ kind: 'boolean', value: false }, '0')).toBe('FALSE')
    expect(formatCell({ kind: 'error', value: '#DIV/0!' }, '0')).toBe('#DIV/0!')
  })
})
