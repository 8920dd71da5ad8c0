import { monthNames, weekdayNames } from '#shared/domain/calendar-names.ts'
import type { FormatSection, FormatToken } from './format-code.ts'

const millisecondsADay = 86_400_000
/** 1899-12-30, day 0 of Excel's serial dates from March 1900 on. */
const serialEpoch = Date.UTC(1899, 11, 30)

/** A date under no format, or under one for numbers: ISO, with the time where there is one. */
export function formatIsoDate(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  const [day = '', time = ''] = iso.split('T')
  if (time.startsWith('00:00:00')) return day
  return `${day} ${time.slice(0, time.startsWith('00', 6) ? 5 : 8)}`
}

/** A date (milliseconds of its wall-clock time read as UTC) as a section of a format code shows it. */
export function formatDate(milliseconds: number, section: FormatSection): string {
  const smallest = section.tokens.some((token) => token.type === 'date' && token.text.includes('.'))
    ? 1
    : 1000
  // As Excel does, the smallest unit shown is rounded, not cut off.
  const moment = new Date(smallest === 1 ? milliseconds : Math.round(milliseconds / smallest) * smallest)
  return section.tokens
    .map((token, index) => {
      if (token.type === 'literal') return token.text
      return token.type === 'date' ? datePart(token.text, index, section, moment) : ''
    })
    .join('')
}

function datePart(text: string, index: number, section: FormatSection, moment: Date): string {
  const part = text.toLowerCase()
  if (part.startsWith('[')) return elapsed(part, moment)
  switch (part[0]) {
    case 'y':
      return part.length <= 2 ? padded(moment.getUTCFullYear() % 100, 2) : String(moment.getUTCFullYear())
    case 'd':
      return dayPart(part.length, moment)
    case 'h':
      return padded(section.hasAmPm ? moment.getUTCHours() % 12 || 12 : moment.getUTCHours(), part.length)
    case 's':
      return secondsPart(part, moment)
    case 'a':
      return amPm(text, moment)
    default:
      return isMinute(section.tokens, index)
        ? padded(moment.getUTCMinutes(), part.length)
        : monthPart(part.length, moment)
  }
}

const padded = (value: number, length: number): string => String(value).padStart(Math.min(length, 2), '0')

function dayPart(length: number, moment: Date): string {
  if (length <= 2) return padded(moment.getUTCDate(), length)
  const name = weekdayNames[moment.getUTCDay()] ?? ''
  return length === 3 ? name.slice(0, 3) : name
}

function monthPart(length: number, moment: Date): string {
  const name = monthNames[moment.getUTCMonth()] ?? ''
  if (length <= 2) return padded(moment.getUTCMonth() + 1, length)
  if (length === 3) return name.slice(0, 3)
  return length === 5 ? name.slice(0, 1) : name
}

function secondsPart(part: string, moment: Date): string {
  const [seconds = 's', fraction = ''] = part.split('.')
  const shown = padded(moment.getUTCSeconds(), seconds.length)
  if (fraction === '') return shown
  return `${shown}.${String(moment.getUTCMilliseconds()).padStart(3, '0').slice(0, fraction.length)}`
}

function amPm(text: string, moment: Date): string {
  const isAfternoon = moment.getUTCHours() >= 12
  const [morning = 'AM', afternoon = 'PM'] = text.split('/')
  return isAfternoon ? afternoon : morning
}

/** m is a minute next to hours or seconds, else a month. */
function isMinute(tokens: readonly FormatToken[], index: number): boolean {
  const dates = (list: readonly FormatToken[]) => list.filter((token) => token.type === 'date')
  const before = dates(tokens.slice(0, index)).at(-1)?.text.toLowerCase() ?? ''
  const after =
    dates(tokens.slice(index + 1))
      .at(0)
      ?.text.toLowerCase() ?? ''
  return /^\[?h/.test(before) || /^\[?s/.test(after)
}

/** Hours, minutes or seconds since day 0, as durations are kept: [h]:mm. */
function elapsed(part: string, moment: Date): string {
  const days = (moment.getTime() - serialEpoch) / millisecondsADay
  const unit = { h: 24, m: 1440, s: 86_400 }[part[1] ?? 'h'] ?? 24
  return String(Math.floor(days * unit + 1e-6)).padStart(part.length - 2, '0')
}

/** The date that a serial number stands for. */
export const dateOfSerial = (serial: number): number => serialEpoch + serial * millisecondsADay
