import { formatValue } from '#shared/domain/format.ts'
import type { Unit } from '#shared/domain/metric.ts'

/** A driver as the data says it: its value and 95 % interval, or null and why there is none. */
export interface Measurement {
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** "4.2 % a month, 95 % 3.8-4.7, from 12 months of customers’ start and end dates" */
  readonly source: string
}

export const unknown = (reason: string): Measurement => ({
  value: null,
  lower: null,
  upper: null,
  source: reason,
})

interface Estimate {
  readonly value: number
  readonly interval?: { readonly low: number; readonly high: number } | undefined
  readonly unit: Unit
  /** " a month" */
  readonly per: string
  readonly from: string
}

/** A measured value with its words. */
export function measurement({ value, interval, unit, per, from }: Estimate): Measurement {
  const show = (number: number) => formatValue(number, unit)
  const bare = (number: number) => show(number).replace(/[^\d.,−-]/g, '')
  const range = interval === undefined ? '' : `, 95 % ${bare(interval.low)}-${bare(interval.high)}`
  return {
    value,
    lower: interval?.low ?? null,
    upper: interval?.high ?? null,
    source: `${show(value)}${per}${range}, from ${from}`,
  }
}
