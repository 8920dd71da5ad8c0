import type { DriverName } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from './drivers.ts'

/** The values of a driver that are worth looking at, and the steps between them. */
export interface DriverRange {
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
export function driverRange(
  driver: DriverName,
  baseline: number | null,
  reaches: readonly (number | null)[] = [],
): DriverRange {
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
export const onStep = (value: number, { step }: DriverRange): number =>
  Number((Math.round(value / step) * step).toPrecision(12))
