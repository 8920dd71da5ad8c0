import type { CellValue } from '#shared/domain/cell.ts'
import { namedSeries } from './named-series.ts'

const millisecondsPerDay = 86_400_000

/** The cell at a step of a series; the source stands at the steps from 0. */
export type Series = (step: number) => CellValue

/**
 * Continues a series as Excel's fill handle does: numbers by their linear trend, one number by 1, dates by their
 * distance in days or in whole months, one date by a day, names of months, days and quarters, texts that end in a
 * number by counting it up, and anything else by repeating.
 */
export function continueSeries(source: readonly CellValue[]): Series {
  const numbers = source.flatMap((cell) => (cell.kind === 'number' ? [cell.value] : []))
  const dates = source.flatMap((cell) => (cell.kind === 'date' ? [cell.value] : []))
  if (source.length > 0 && numbers.length === source.length) {
    const trend = linearTrend(numbers, 1)
    return (step) => ({ kind: 'number', value: trend(step) })
  }
  if (source.length > 0 && dates.length === source.length) return dateSeries(dates)
  return (
    namedSeries(source) ??
    numberedTexts(source) ??
    ((step) => source[step % source.length] ?? { kind: 'blank' })
  )
}

/** The least-squares line through the values at 0, 1, 2, ...; of one value the line with the slope given. */
function linearTrend(values: readonly number[], slopeOfOne: number): (step: number) => number {
  const [first = 0, second] = values
  const step = second === undefined ? slopeOfOne : second - first
  // Evenly spaced values continue exactly, without the rounding of a fitted line.
  if (values.every((value, index) => value === first + step * index)) return (index) => first + step * index
  const count = values.length
  const meanStep = (count - 1) / 2
  const meanValue = values.reduce((sum, value) => sum + value, 0) / count
  const covariance = values.reduce((sum, value, index) => sum + (index - meanStep) * (value - meanValue), 0)
  const variance = values.reduce((sum, _, index) => sum + (index - meanStep) ** 2, 0)
  const slope = covariance / variance
  return (index) => Number((meanValue + slope * (index - meanStep)).toPrecision(15))
}

function dateSeries(dates: readonly number[]): Series {
  const months = monthDistance(dates)
  const [first = 0] = dates
  if (months !== undefined) return (step) => ({ kind: 'date', value: addMonths(first, months * step) })
  const trend = linearTrend(dates, millisecondsPerDay)
  return (step) => ({ kind: 'date', value: Math.round(trend(step)) })
}

/** The number of months between dates that are evenly so many months apart; undefined for one date and for others. */
function monthDistance(dates: readonly number[]): number | undefined {
  const [first, second] = dates
  if (first === undefined || second === undefined) return undefined
  const [from, to] = [new Date(first), new Date(second)]
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  if (months === 0) return undefined
  return dates.every((date, index) => date === addMonths(first, months * index)) ? months : undefined
}

/** The same day so many months on, or the last of a shorter month; the last of a month leads to last days. */
function addMonths(date: number, months: number): number {
  const from = new Date(date)
  const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const [year, month, day] = [from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()]
  const target = new Date(Date.UTC(year, month + months, 1))
  const last = lastDay(target.getUTCFullYear(), target.getUTCMonth())
  const newDay = day === lastDay(year, month) ? last : Math.min(day, last)
  return target.getTime() + (newDay - 1) * millisecondsPerDay + (date - Date.UTC(year, month, day))
}

/** `Item 1`, `Item 2`, ...: texts with the same beginning and numbers at the end. */
function numberedTexts(source: readonly CellValue[]): Series | undefined {
  const parts = source.map((cell) => (cell.kind === 'text' ? /^(.*?)(\d{1,15})$/s.exec(cell.value) : null))
  const [head] = parts
  if (head === null || head === undefined) return undefined
  const [, prefix = '', digits = ''] = head
  const numbers = parts.flatMap((part) => (part?.[1] === prefix ? [Number(part[2])] : []))
  if (numbers.length !== source.length) return undefined
  const trend = linearTrend(numbers, 1)
  return (step) => {
    const number = Math.max(0, Math.round(trend(step)))
    return {
      kind: 'text',
      value: `${prefix}${String(number).padStart(digits.startsWith('0') ? digits.length : 0, '0')}`,
    }
  }
}
