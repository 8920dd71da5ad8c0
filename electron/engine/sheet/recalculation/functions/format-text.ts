import { monthNames, weekdayNames } from '#shared/domain/calendar-names.ts'
import { dateOfSerial } from '#shared/formula/value.ts'
import { numberText } from '../coerce.ts'
import { errors, isError, notComputable, type Scalar } from '../operand.ts'

const literal = /"[^"]*"|\\./g

/**
 * TEXT: a value in a number format. Formats of one section made of digits, separators, a percent sign and plain
 * characters, and formats of dates and times; others are not computed.
 */
export function formatText(value: Scalar, format: string, epochOffset: number): Scalar {
  if (isError(value)) return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return value
  const number = value ?? 0
  if (format === '') return ''
  if (/^general$/i.test(format)) return numberText(number)
  if (format === '@') return numberText(number)
  const bare = format.replace(literal, '')
  if (/[;[\]?*_]|[eE][+-]/.test(bare)) return notComputable(`It shows a number as "${format}".`)
  return /[ymdhs]/i.test(bare) && !/[#0]/.test(bare)
    ? formatDate(number, format, epochOffset)
    : formatNumber(number, format)
}

const numberFormat = /^((?:"[^"]*"|\\.|[^#0.,%])*)([#0,]*)(?:(\.)([#0]*))?(%?)((?:"[^"]*"|\\.|[^#0.,%])*)$/

function formatNumber(value: number, format: string): Scalar {
  const match = numberFormat.exec(format)
  if (match === null) return notComputable(`It shows a number as "${format}".`)
  const [, prefix = '', whole = '', point = '', decimals = '', percent = '', suffix = ''] = match
  const scale = /,+$/.exec(whole)?.[0].length ?? 0
  const integer = whole.slice(0, whole.length - scale)
  const scaled = (Math.abs(value) * (percent === '' ? 1 : 100)) / 1000 ** scale
  const [digits = '0', fraction = ''] = roundedText(scaled, decimals.length).split('.')
  const least = (integer.match(/0/g) ?? []).length
  const padded = (least === 0 && digits === '0' ? '' : digits).padStart(least, '0')
  const grouped = integer.includes(',') ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded
  const kept = fraction.replace(/0+$/, '').padEnd((decimals.match(/0/g) ?? []).length, '0')
  const isZero = !/[1-9]/.test(digits + fraction)
  const sign = value < 0 && !isZero ? '-' : ''
  return `${sign}${plain(prefix)}${grouped}${point}${kept}${percent}${plain(suffix)}`
}

/** Half away from zero, as 15 digits show it. */
function roundedText(magnitude: number, decimals: number): string {
  const [mantissa = '0', exponent = '0'] = Number(magnitude.toPrecision(15)).toExponential().split('e')
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + decimals}`))
  const digits = BigInt(shifted)
    .toString()
    .padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

const plain = (text: string): string => text.replace(/"([^"]*)"|\\(.)/g, '$1$2')

const dateToken = /"[^"]*"|\\.|y+|m+|d+|h+|s+|am\/pm|a\/p|[^ymdhs"\\]/gi

function formatDate(serial: number, format: string, epochOffset: number): Scalar {
  if (serial < 0) return errors.value
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400)
  const day = Math.floor(serial) + epochOffset + (seconds === 86_400 ? 1 : 0)
  if (day < 61 && showsDay(format)) return notComputable('It shows a day of early 1900.')
  const [year = 0, month = 1, date = 1] = dateOfSerial(Math.max(day, 1)).split('-').map(Number)
  const time = seconds % 86_400
  const tokens = format.match(dateToken) ?? []
  const halves = tokens.some((token) => /^am\/pm$|^a\/p$/i.test(token))
  const hour = Math.floor(time / 3600)
  const parts = tokens.map((token, index) => {
    const width = token.length
    switch (token.charAt(0).toLowerCase()) {
      case 'y':
        return width <= 2 ? padded(year % 100, 2) : String(year)
      case 'm':
        return isMinute(tokens, index) ? padded(Math.floor(time / 60) % 60, width) : monthText(month, width)
      case 'd':
        return width <= 2 ? padded(date, width) : weekdayText(day, width)
      case 'h':
        return padded(halves ? ((hour + 11) % 12) + 1 : hour, width)
      case 's':
        return padded(time % 60, width)
      case 'a':
        return halfOfDay(token, hour)
      default:
        return plain(token)
    }
  })
  return parts.join('')
}

/** Years and days are of a date; months are told from minutes by hours or seconds beside them. */
const showsDay = (format: string): boolean => {
  const bare = format.replace(literal, '')
  return /[yd]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))
}

const padded = (value: number, width: number): string => String(value).padStart(Math.min(width, 2), '0')

function monthText(month: number, width: number): string {
  const name = monthNames[month - 1] ?? ''
  if (width <= 2) return padded(month, width)
  if (width === 3) return name.slice(0, 3)
  return width === 5 ? name.slice(0, 1) : name
}

function weekdayText(day: number, width: number): string {
  const name = weekdayNames[(day - 1) % 7] ?? ''
  return width === 3 ? name.slice(0, 3) : name
}

function halfOfDay(token: string, hour: number): string {
  if (!token.includes('/')) return token
  const [morning = '', afternoon = ''] = token.split('/')
  return hour < 12 ? morning : afternoon
}

/** An m is minutes after hours or before seconds. */
function isMinute(tokens: readonly string[], index: number): boolean {
  const letters = (token: string | undefined) => /^[ymdhs]/i.test(token ?? '')
  const before = tokens.slice(0, index).reverse().find(letters)
  const after = tokens.slice(index + 1).find(letters)
  return /^h/i.test(before ?? '') || /^s/i.test(after ?? '')
}
