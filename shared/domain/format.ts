import type { Unit } from './metric.ts'

/** Minus sign, thin spaces and the like as a typesetter would: the hyphen of `toFixed` is too short in a column. */
const minus = '\u2212'
const noBreakSpace = '\u00a0'

export interface FormatOptions {
  /** Currency symbol of the mapped data, put before amounts; none by default. */
  readonly currency?: string
  /** Fraction digits; by default what the unit usually shows. */
  readonly digits?: number
  /** A plus sign before positive numbers, for changes. */
  readonly signed?: boolean
}

const formatters = new Map<number, Intl.NumberFormat>()

function grouped(value: number, digits: number): string {
  const known = formatters.get(digits)
  const formatter =
    known ?? new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  formatters.set(digits, formatter)
  return formatter.format(Math.abs(value))
}

function usualDigits(value: number, unit: Unit): number {
  const size = Math.abs(value)
  switch (unit) {
    case 'percent':
      return size < 0.1 ? 2 : 1
    case 'count':
      return Number.isInteger(value) ? 0 : 1
    case 'money':
      return size >= 1000 || Number.isInteger(value) ? 0 : 2
    case 'points':
      return 1
    case 'percentage_points':
    case 'ratio':
    case 'per_year':
      return 2
    case 'seconds':
    case 'hours':
    case 'days':
    case 'months':
      return size >= 100 ? 0 : 1
  }
}

const suffixes: Partial<Record<Unit, string>> = {
  percent: '%',
  percentage_points: 'pp',
  seconds: 's',
  hours: 'h',
  days: 'd',
  months: 'mo',
  per_year: '/ yr',
}

/** A metric's value as the screen and the command line show it: `4.83 %`, `12,400`, `−0.50 pp`. */
export function formatValue(value: number, unit: Unit, options: FormatOptions = {}): string {
  const scaled = unit === 'percent' || unit === 'percentage_points' ? value * 100 : value
  const text = grouped(scaled, options.digits ?? usualDigits(value, unit))
  const isZero = !/[1-9]/.test(text)
  const sign = value < 0 && !isZero ? minus : options.signed === true && !isZero ? '+' : ''
  const currency = unit === 'money' ? (options.currency ?? '') : ''
  const suffix = suffixes[unit]
  return `${sign}${currency}${text}${suffix === undefined ? '' : noBreakSpace + suffix}`
}

/** The digits that show values side by side alike, as the largest of them needs: `$746` above `$1,017`. */
export function sharedDigits(values: readonly number[], unit: Unit): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const digits = usualDigits(largest, unit)
  const isByLargest = unit === 'percent' || unit === 'months' || (unit === 'money' && largest >= 1000)
  return isByLargest ? digits : Math.max(digits, ...values.map((value) => usualDigits(value, unit)))
}

const noiseOfTick = 1e-6
const mostTickDigits = 4

/** A mark on an axis with as many digits as it needs and no more: `$2.25M`, `50k`, `4 %`. */
export function formatTick(value: number, unit: Unit, options: FormatOptions = {}): string {
  const isAmount = unit === 'money' || unit === 'count'
  const scale =
    unit === 'percent' || unit === 'percentage_points' ? 100 : isAmount ? 1 / magnitude(value)[0] : 1
  const shown = value * scale
  const isExact = (digits: number) =>
    Math.abs(shown - Number(shown.toFixed(digits))) <= noiseOfTick * Math.abs(shown)
  let digits = 0
  while (digits < mostTickDigits && !isExact(digits)) digits += 1
  return formatCompact(value, unit, { digits, ...options })
}

function magnitude(value: number): readonly [divisor: number, letter: string] {
  const size = Math.abs(value)
  return size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, '']
}

/** A short form for tight places: `1.2k`, `3.4M`. */
export function formatCompact(value: number, unit: Unit, options: FormatOptions = {}): string {
  if (unit !== 'money' && unit !== 'count') return formatValue(value, unit, options)
  const [divisor, letter] = magnitude(value)
  if (divisor === 1) return formatValue(value, unit, options)
  const digits = options.digits ?? (Math.abs(value) / divisor >= 100 ? 0 : 1)
  const sign = value < 0 ? minus : options.signed === true ? '+' : ''
  return `${sign}${unit === 'money' ? (options.currency ?? '') : ''}${grouped(value / divisor, digits)}${letter}`
}

/** The unit of a difference between two values: rates differ by percentage points. */
export const differenceUnit = (unit: Unit): Unit => (unit === 'percent' ? 'percentage_points' : unit)
