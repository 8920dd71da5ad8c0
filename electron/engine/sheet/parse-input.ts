import { type CellValue, cellErrorCodes } from '#shared/domain/cell.ts'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { dateOrderOfFormat, parseDate } from './parse-date.ts'

/** Excel reads 15 significant digits and drops the rest; a longer number is kept exactly, as text. */
const exactDigits = 15

/**
 * What typed text means, read as Excel would: numbers with separators, percent, currency and brackets for a negative,
 * dates, TRUE and FALSE, error codes. A leading apostrophe, a column formatted as text (`@`), leading zeros and numbers
 * too long to be exact all stay text. Refused, with the reason: a formula.
 */
export function parseInput(
  input: string,
  column: Pick<ColumnInfo, 'numberFormat'>,
): Result<CellValue, string> {
  if (input === '') return succeed({ kind: 'blank' })
  if (input.startsWith("'")) return succeed({ kind: 'text', value: input.slice(1) })
  if (column.numberFormat === '@') return succeed({ kind: 'text', value: input })
  const trimmed = input.trim()
  if (trimmed.startsWith('=') && trimmed.length > 1)
    return fail(
      'A cell holds a value, not a formula. Give the column a formula instead, or start with an apostrophe to enter it as text.',
    )
  return succeed(parseNumber(trimmed) ?? parseWord(trimmed) ?? parseDateCell(trimmed, column) ?? text(input))
}

const text = (value: string): CellValue => ({ kind: 'text', value })

const number = /^([-+]?)(?:\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(e[-+]?\d+)?$/i

function parseNumber(input: string): CellValue | undefined {
  const { sign, digits, percent } = unwrapped(input)
  const match = number.exec(digits)
  if (match === null || !/\d/.test(digits.replace(/e.*/i, ''))) return undefined
  const plain = digits.replaceAll(',', '')
  if (isKeptAsText(plain)) return undefined
  const value = percent ? shifted(plain, -2) : Number(plain)
  if (!Number.isFinite(value)) return undefined
  const signed = sign * value
  return { kind: 'number', value: signed === 0 ? 0 : signed }
}

/** Takes off what may stand around a number: a currency sign, a percent sign, the brackets of a negative. */
function unwrapped(input: string): { sign: 1 | -1; digits: string; percent: boolean } {
  const bracketed = /^\((.+)\)$/.exec(input)
  const inner = bracketed?.[1] ?? input
  const match = /^([-+]?)\s*[$€£¥₹]?\s*([-+]?[\d.,]+(?:e[-+]?\d+)?)\s*(?:(%)|[$€£¥₹])?$/i.exec(inner.trim())
  const [, before = '', digits = '', percent] = match ?? []
  const isNegative = bracketed !== null || before === '-'
  // Two signs, as in (-5) or --5, are not a number to Excel either.
  const signs = [bracketed !== null, before !== '', /^[-+]/.test(digits)].filter((isThere) => isThere)
  return { sign: isNegative ? -1 : 1, digits: signs.length > 1 ? '' : digits, percent: percent !== undefined }
}

function isKeptAsText(plain: string): boolean {
  const [whole = '', fraction = ''] = plain.replace(/^[-+]/, '').replace(/e.*/i, '').split('.')
  if (/^0\d/.test(whole)) return true
  const significant = `${whole}${fraction}`.replace(/^0+/, '').replace(/0+$/, '')
  return significant.length > exactDigits
}

/** Moves the decimal point in the text, so that 5.1 % is exactly 0.051. */
const shifted = (plain: string, places: number): number =>
  Number(/e/i.test(plain) ? Number(plain) * 10 ** places : `${plain}e${places}`)

function parseWord(input: string): CellValue | undefined {
  const word = input.toUpperCase()
  if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE' }
  return cellErrorCodes.some((code) => code === word) ? { kind: 'error', value: word } : undefined
}

function parseDateCell(input: string, column: Pick<ColumnInfo, 'numberFormat'>): CellValue | undefined {
  const value = parseDate(input, dateOrderOfFormat(column.numberFormat))
  return value === undefined ? undefined : { kind: 'date', value }
}
