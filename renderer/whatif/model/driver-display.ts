import type { Unit } from '#shared/domain/metric.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
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

/** What a slider covers and how far one key press moves it. */
export interface SliderRange {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly largeStep: number
}

/** A baseline below this is as good as 0: no slider's steps could tell it apart. */
const leastBaseline = 1e-9

/** Ranges for drivers whose baseline is 0 or unknown, so that there is something to drag. */
const usualTop: Readonly<Record<DriverName, number>> = {
  customers: 1000,
  new: 50,
  churn: 0.1,
  arpa: 200,
  expansion: 0.05,
  contraction: 0.05,
  margin: 1,
  cac: 1000,
  retentionCost: 20,
  discount: 0.3,
}

const timesBaseline = 2.5
const stepsAcross = 200
const largeSteps = 10

/**
 * A range around the baseline that does not move while the slider does: from the least possible (or 0) to a round number
 * of about two and a half baselines, wider where the present value or the interval lies beyond.
 */
export function sliderRange(
  driver: DriverName,
  baseline: number | null,
  reaches: readonly (number | null)[] = [],
): SliderRange {
  const { least, most } = DRIVER_FACTS[driver]
  const wanted = baseline === null || baseline < leastBaseline ? usualTop[driver] : baseline * timesBaseline
  const known = reaches.filter((value) => value !== null)
  const max = Math.min(most, roundUp(Math.max(wanted, ...known)))
  const min = Math.max(least, Math.min(0, ...known.map((value) => (value < 0 ? -roundUp(-value) : 0))))
  const step = roundDown((max - min) / stepsAcross)
  return { min, max, step, largeStep: step * largeSteps }
}

/** The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 0
  const power = 10 ** Math.floor(Math.log10(value))
  const digit = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10
  return Number((digit * power).toPrecision(6))
}

/** The next lower of 1, 2, 5 times a power of ten. */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const digit = value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1
  return Number((digit * power).toPrecision(6))
}

/** The value on the slider's steps: binary noise such as 0.30000000000000004 is nothing a user typed. */
export const onStep = (value: number, { step }: SliderRange): number =>
  Number((Math.round(value / step) * step).toPrecision(12))

/** Where a value stands on the slider, in percent of its width; null outside. */
export function placeOf(value: number | null, { min, max }: SliderRange): number | null {
  if (value === null || value < min || value > max || max === min) return null
  return ((value - min) / (max - min)) * 100
}

/** A label within a sentence: "churn a month", but "ARPA a month". */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
