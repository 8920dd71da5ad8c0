import { succeed } from '#shared/domain/result.ts'
import { type DriverName, driverNames, type Lever, type OutputName } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { DRIVER_FACTS } from '../projection/drivers.ts'
import type { ProjectionInput } from '../projection/plan.ts'
import { project } from '../projection/projection.ts'
import { baselineOf, outputWith } from './output-of.ts'

export interface TornadoQuestion {
  readonly output: OutputName
  /** How far each driver is moved either way, as a share of its baseline. */
  readonly swing?: number | undefined
  /** A driver's own interval, used instead of the swing. */
  readonly intervals?: {
    readonly [Name in DriverName]?: { readonly low: number; readonly high: number } | undefined
  }
}

/** One driver moved down and up, all else as it is. */
export interface TornadoBar {
  readonly driver: DriverName
  readonly low: number
  readonly high: number
  /** The output with the driver at its low and at its high value; `null` where there is no finite value. */
  readonly outputAtLow: number | null
  readonly outputAtHigh: number | null
  /** The distance between the two; Infinity where one has no finite value. */
  readonly effect: number
}

export interface Tornado {
  readonly output: OutputName
  readonly baseline: number | null
  /** Largest effect first; drivers without any effect are left out. */
  readonly bars: readonly TornadoBar[]
}

export const USUAL_SWING = 0.1

/** Which drivers matter most for an output: each is moved by its own interval or by the swing, sorted by effect. */
export function tornado(
  input: ProjectionInput,
  levers: readonly Lever[],
  { output, swing = USUAL_SWING, intervals = {} }: TornadoQuestion,
): Outcome<Tornado> {
  if (!(swing > 0))
    return refuse('bad-input', `The swing is ${swing}; give a share above 0, such as 0.1 for 10 %.`)
  const baseline = project(input, levers)
  if (!baseline.ok) return baseline
  const centre = baseline.value.kpis[output]

  const bars: TornadoBar[] = []
  for (const driver of driverNames) {
    const value = baselineOf(input, levers, driver)
    const { least, most } = DRIVER_FACTS[driver]
    const own = intervals[driver]
    const reach = swing * Math.abs(value)
    const low = Math.max(least, own?.low ?? value - reach)
    const high = Math.min(most, own?.high ?? value + reach)
    const move = (to: number): Lever =>
      own === undefined && value !== 0
        ? // Multiplying keeps the pattern over months, segments and tenures; an interval is of the value itself.
          { driver, op: 'multiply', value: to / value }
        : { driver, op: 'set', value: to }
    const outputAtLow = outputWith(input, levers, move(low), output)
    const outputAtHigh = outputWith(input, levers, move(high), output)
    const effect =
      outputAtLow === null || outputAtHigh === null
        ? Number.POSITIVE_INFINITY
        : Math.abs(outputAtHigh - outputAtLow)
    const hasNoValue = outputAtLow === null && outputAtHigh === null
    if (effect > 0 && !hasNoValue) bars.push({ driver, low, high, outputAtLow, outputAtHigh, effect })
  }
  return succeed({ output, baseline: centre, bars: bars.toSorted((a, b) => rank(b) - rank(a)) })
}

/** The effect without rounding noise, so that drivers of equal effect keep their usual order. */
function rank({ effect }: TornadoBar): number {
  return Number(effect.toPrecision(10))
}
