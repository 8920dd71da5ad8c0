import { formatValue } from '#shared/domain/format.ts'
import type { DriverName, Lever, Scenario } from '#shared/domain/scenario.ts'
import { driverDisplay } from './driver-display.ts'

/** A lever on all months and segments at once: what the slider of a scenario moves. */
const isPlain = ({ from, to, ramp, segment }: Lever): boolean =>
  (from === undefined || from === 1) &&
  to === undefined &&
  (ramp === undefined || ramp === 0) &&
  segment === undefined

export const leversOn = (scenario: Pick<Scenario, 'levers'>, driver: DriverName): readonly Lever[] =>
  scenario.levers.filter((lever) => lever.driver === driver)

/** What a lever in full force makes of a value. */
export function applyLever({ op, value }: Pick<Lever, 'op' | 'value'>, before: number): number {
  if (op === 'set') return value
  return op === 'add' ? before + value : before * value
}

/** The lever's own number for an op, so that `before` becomes `after`. */
export function leverValue(op: Lever['op'], before: number, after: number): number {
  if (op === 'set') return after
  const value = op === 'add' ? after - before : after / before
  return Number(value.toPrecision(10))
}

/**
 * The value that a driver's slider stands at: what the plain levers make of the value before them. Levers on some months
 * or segments only are left out; the row names them instead.
 */
export function sliderValue(scenario: Pick<Scenario, 'levers'>, driver: DriverName, before: number): number {
  return leversOn(scenario, driver)
    .filter(isPlain)
    .reduce((value, lever) => applyLever(lever, value), before)
}

/**
 * Moves a driver of a scenario to a value by its one plain lever: an existing one keeps its kind (a change in points stays
 * one in points), several become one, and the value before takes the lever away.
 */
export function moveDriver(
  scenario: Scenario,
  driver: DriverName,
  before: number | null,
  after: number,
): Scenario {
  const plain = leversOn(scenario, driver).filter(isPlain)
  const [only] = plain
  const others = scenario.levers.filter((lever) => !plain.includes(lever))
  if (before !== null && after === before) return { ...scenario, levers: others }
  const keeps = plain.length === 1 && before !== null && !(only?.op === 'multiply' && before === 0)
  const op = keeps && only !== undefined ? only.op : 'set'
  const lever: Lever = { driver, op, value: before === null ? after : leverValue(op, before, after) }
  const place = only === undefined ? -1 : scenario.levers.indexOf(only)
  return {
    ...scenario,
    levers: place < 0 ? [lever, ...others] : others.toSpliced(Math.min(place, others.length), 0, lever),
  }
}

export const resetDriver = (scenario: Scenario, driver: DriverName): Scenario => ({
  ...scenario,
  levers: scenario.levers.filter((lever) => lever.driver !== driver),
})

/** A driver's levers replaced, the others as they are. */
export const withLevers = (scenario: Scenario, driver: DriverName, levers: readonly Lever[]): Scenario => ({
  ...scenario,
  levers: [...scenario.levers.filter((lever) => lever.driver !== driver), ...levers],
})

/** How many levers on a driver act in some months or one segment only. */
export const partialLevers = (scenario: Pick<Scenario, 'levers'>, driver: DriverName): readonly Lever[] =>
  leversOn(scenario, driver).filter((lever) => !isPlain(lever))

/** "+0.50 pp from month 3 to 6, over 2 months, Pro only" */
export function leverWords(lever: Lever, currency: string): string {
  const { unit } = driverDisplay(lever.driver)
  const { op, value, from = 1, to, ramp = 0, segment } = lever
  const change =
    op === 'multiply'
      ? `× ${Number(value.toPrecision(6))}`
      : op === 'set'
        ? `= ${formatValue(value, unit, { currency })}`
        : formatValue(value, unit === 'percent' ? 'percentage_points' : unit, { currency, signed: true })
  return [
    change,
    to === from ? `in month ${from}` : from > 1 || to !== undefined ? monthsWords(from, to) : '',
    ramp > 0 ? `eased in over ${ramp} months` : '',
    segment === undefined ? '' : `only ${segment}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

const monthsWords = (from: number, to: number | undefined): string =>
  to === undefined ? `from month ${from}` : `months ${from} to ${to}`
