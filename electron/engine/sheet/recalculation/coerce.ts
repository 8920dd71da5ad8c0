import { parseDate } from '../parse-date.ts'
import { type CellError, errors, isError, isNearlyEqual, notComputable, type Scalar } from './operand.ts'

const numberPattern = /^\s*([-+]?)\s*\$?((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d+)?)\s*(%?)\s*$/i
const dateLike = /^\s*\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|^\s*\d{1,2}:\d{2}/

/** A text as the number that a spreadsheet would read in it; undefined where it reads none. */
export function numberOfText(text: string): number | undefined {
  const match = numberPattern.exec(text)
  const digits = match?.[2] ?? ''
  if (match === null || !/\d/.test(digits)) return undefined
  const value = Number(digits.replaceAll(',', ''))
  if (Number.isNaN(value)) return undefined
  return (match[1] === '-' ? -value : value) / (match[3] === '%' ? 100 : 1)
}

const epoch1900 = Date.UTC(1899, 11, 30)
const millisecondsPerDay = 86_400_000

/** A value as arithmetic takes it. Which day a text such as 3/4/2024 means depends on the user's settings. */
export function toNumber(value: Scalar): number | CellError {
  if (typeof value === 'number') return value
  if (value === null) return 0
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isError(value)) return value
  const number = numberOfText(value)
  if (number !== undefined) return number
  if (!dateLike.test(value)) return errors.value
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const date = parseDate(value)
    return date === undefined ? errors.value : (date - epoch1900) / millisecondsPerDay
  }
  return notComputable(`It takes the text "${value}" for a date.`)
}

export function toText(value: Scalar): string | CellError {
  if (typeof value === 'string') return value
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return isError(value) ? value : numberText(value)
}

/** A number as it is joined to a text: up to 15 significant digits, in the way of the General format. */
export function numberText(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const magnitude = Math.abs(rounded)
  if (rounded === 0) return '0'
  if (magnitude >= 1e21 || magnitude < 1e-9) {
    const [mantissa = '', exponent = '0'] = rounded.toExponential().split('e')
    const power = Number(exponent)
    return `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  if (Number.isInteger(rounded) || magnitude >= 1e-6) return String(rounded)
  return rounded.toFixed(20).replace(/0+$/, '')
}

export function toBoolean(value: Scalar): boolean | CellError {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (value === null) return false
  if (isError(value)) return value
  if (/^true$/i.test(value)) return true
  return /^false$/i.test(value) ? false : errors.value
}

const rank = (value: Scalar): number =>
  typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : typeof value === 'boolean' ? 2 : -1

const collator = new Intl.Collator('en', { sensitivity: 'accent' })

/**
 * The order of two values as comparison operators have it: numbers before texts before booleans, texts without regard
 * to case, a blank as the empty value of the other's kind. Neither may be an error.
 */
export function compareScalars(left: Scalar, right: Scalar): number {
  const a = left ?? emptyLike(right)
  const b = right ?? emptyLike(left)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (typeof a === 'number' && typeof b === 'number') return isNearlyEqual(a, b) ? 0 : a - b
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  return Number(a) - Number(b)
}

export function compareTexts(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x === y ? 0 : collator.compare(x, y) || (x < y ? -1 : 1)
}

function emptyLike(other: Scalar): Scalar {
  if (typeof other === 'string') return ''
  return typeof other === 'boolean' ? false : 0
}
