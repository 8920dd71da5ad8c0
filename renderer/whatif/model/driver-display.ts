import type { Unit } from '#shared/domain/metric.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import type { DriverRange } from '#shared/models/projection/driver-range.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'

/** How a driver is shown and moved: its unit, and what its number field shows. */
export interface DriverDisplay {
  readonly unit: Unit
  readonly label: string
  /** What the field shows is the value times this. */
  readonly scale: number
  readonly suffix: string | undefined
  readonly digits: number
}

const shortLabels: Readonly<Record<DriverName, string>> = {
  customers: 'Customers at start',
  new: 'New a month',
  churn: 'Churn a month',
  arpa: 'ARPA a month',
  expansion: 'Expansion a month',
  contraction: 'Contraction a month',
  margin: 'Gross margin',
  cac: 'CAC',
  retentionCost: 'Retention cost',
  discount: 'Discount a year',
}

const units = { count: 'count', rate: 'percent', share: 'percent', money: 'money' } as const

export function driverDisplay(driver: DriverName): DriverDisplay {
  const { kind } = DRIVER_FACTS[driver]
  const isShare = kind === 'rate' || kind === 'share'
  return {
    unit: units[kind],
    label: shortLabels[driver],
    scale: isShare ? 100 : 1,
    suffix: isShare ? '%' : undefined,
    digits: isShare ? 2 : kind === 'money' ? 2 : 1,
  }
}

/** Where a value stands on the slider, in percent of its width; null outside. */
export function placeOf(value: number | null, { min, max }: DriverRange): number | null {
  if (value === null || value < min || value > max || max === min) return null
  return ((value - min) / (max - min)) * 100
}

/** A label within a sentence: "churn a month", but "ARPA a month". */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
