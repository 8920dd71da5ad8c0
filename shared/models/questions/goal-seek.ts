import { succeed } from '#shared/domain/result.ts'
import type { DriverName, Lever, OutputName } from '#shared/domain/scenario.ts'
import { numberAt } from '../number-at.ts'
import { findRoot } from '../optimise/brent.ts'
import type { Outcome } from '../outcome.ts'
import { DRIVER_FACTS } from '../projection/drivers.ts'
import type { ProjectionInput } from '../projection/plan.ts'
import { project } from '../projection/projection.ts'
import { baselineOf, outputWith } from './output-of.ts'

export interface GoalSeekQuestion {
  readonly driver: DriverName
  readonly output: OutputName
  readonly target: number
  /** Bounds of the search; without them the driver's own, or ten times its baseline where it has no upper bound. */
  readonly min?: number | undefined
  readonly max?: number | undefined
}

export type GoalSeekAnswer = GoalSeekQuestion & {
  /** The driver's value, for all months and segments, that makes the output reach the target; `null` if none does. */
  readonly value: number | null
  /** The output at that value, or at the nearest one. */
  readonly reached: number | null
  /** The value within the bounds that comes nearest; the same as `value` where there is one. */
  readonly nearest: number | null
  /** Why there is no value. */
  readonly reason?: string
}

/** Enough to see every turn of outputs that are smooth in a driver, few enough to answer at once. */
const SCAN_POINTS = 200
const TIMES_BASELINE = 10

/**
 * Which value of one driver makes an output reach a target: scans the bounds for a change of sign, then Brent's method.
 * Where several values do, the one nearest to the baseline.
 */
export function goalSeek(
  input: ProjectionInput,
  levers: readonly Lever[],
  question: GoalSeekQuestion,
): Outcome<GoalSeekAnswer> {
  const baseline = project(input, levers)
  if (!baseline.ok) return baseline
  const { driver, output, target } = question
  const start = baselineOf(input, levers, driver)
  const [low, high] = searchBounds(question, start)
  const miss = (value: number): number => {
    const reached = outputWith(input, levers, { driver, op: 'set', value }, output)
    return reached === null ? Number.NaN : reached - target
  }

  const xs = scanPoints(low, high, start)
  const misses = xs.map(miss)
  const brackets = xs
    .map((x, index) => ({ from: x, to: xs[index + 1] ?? x, index }))
    .filter(({ index }) => bracketsZero(numberAt(misses, index), misses[index + 1]))
    .toSorted((a, b) => distance(a, start) - distance(b, start))
  for (const { from, to } of brackets) {
    const root = findRoot(miss, from, to, Math.abs(to - from) * 1e-13)
    if (root === undefined) continue
    return succeed({ ...question, value: root.x, reached: target + miss(root.x), nearest: root.x })
  }
  return succeed({ ...question, value: null, ...nearestMiss(question, xs, misses) })
}

/** A round target beyond the present value: what a fresh question asks for. */
export function suggestedTarget(output: OutputName, present: number | null | undefined): number {
  if (present === null || present === undefined || present === 0) return 1
  const aim = output === 'paybackMonths' ? present * 0.8 : present * 1.2
  const power = 10 ** (Math.floor(Math.log10(Math.abs(aim))) - 1)
  return Number((Math.round(aim / power) * power).toPrecision(6))
}

function searchBounds({ driver, min, max }: GoalSeekQuestion, start: number): [number, number] {
  const { least, most } = DRIVER_FACTS[driver]
  const low = min ?? (Number.isFinite(least) ? least : 0)
  const high = max ?? (Number.isFinite(most) ? most : Math.max(TIMES_BASELINE * start, 1))
  return low <= high ? [low, high] : [high, low]
}

/** Even steps, and finer ones toward 0, where CLV rises without limit as churn falls; and the baseline itself. */
function scanPoints(low: number, high: number, start: number): number[] {
  const points = new Set<number>()
  for (let step = 0; step <= SCAN_POINTS; step += 1) points.add(low + ((high - low) * step) / SCAN_POINTS)
  for (let exponent = 1; exponent <= 12; exponent += 1)
    points.add(low + (high - low) / SCAN_POINTS / 4 ** exponent)
  if (start > low && start < high) points.add(start)
  return [...points].toSorted((a, b) => a - b)
}

function bracketsZero(miss: number, next: number | undefined): boolean {
  return miss === 0 || (next !== undefined && (next === 0 || miss * next < 0))
}

function distance({ from, to }: { from: number; to: number }, start: number): number {
  return start < from ? from - start : Math.max(0, start - to)
}

function nearestMiss(
  { driver, output, target }: GoalSeekQuestion,
  xs: readonly number[],
  misses: readonly number[],
): { reached: number | null; nearest: number | null; reason: string } {
  const bounds = `between ${show(numberAt(xs, 0))} and ${show(numberAt(xs, xs.length - 1))}`
  const known = [...misses.keys()].filter((index) => !Number.isNaN(numberAt(misses, index)))
  const best = known.toSorted((a, b) => Math.abs(numberAt(misses, a)) - Math.abs(numberAt(misses, b))).at(0)
  if (best === undefined) {
    return {
      reached: null,
      nearest: null,
      reason: `${output} has no value for any ${driver} ${bounds}. Choose other bounds.`,
    }
  }
  const nearest = numberAt(xs, best)
  const reached = target + numberAt(misses, best)
  return {
    reached,
    nearest,
    reason: `No value of ${driver} ${bounds} brings ${output} to ${show(target)}; the nearest is ${show(nearest)}, which gives ${show(reached)}.`,
  }
}

function show(value: number): string {
  return String(Number(value.toPrecision(6)))
}
