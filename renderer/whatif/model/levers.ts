import { formatValue } from '#shared/domain/format.ts'
import type { DriverName, Lever, Scenario } from '#shared/domain/scenario.ts'
import { driverDisplay } from './driver-display.ts'

/** A lever on all months at once, of one segment or of all together: what the slider of a scenario moves. */
const isPlain = (lever: Lever, segment: string | undefined): boolean =>
  (lever.from === undefined || lever.from === 1) &&
  lever.to === undefined &&
  (lever.ramp === undefined || lever.ramp === 0) &&
  lever.segment === segment

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
export function sliderValue(
  scenario: Pick<Scenario, 'levers'>,
  driver: DriverName,
  before: number,
  segment?: string,
): number {
  return leversOn(scenario, driver)
    .filter((lever) => isPlain(lever, segment))
    .reduce((value, lever) => applyLever(lever, value), before)
}

/** A scenario's levers but for those that the slider of a driver moves. */
export const leversBesideSlider = (
  scenario: Pick<Scenario, 'levers'>,
  driver: DriverName,
  segment: string | undefined,
): readonly Lever[] => scenario.levers.filter((lever) => lever.driver !== driver || !isPlain(lever, segment))

/** What a slider moves: all segments or one, and the kind of change that a first move makes. */
export interface SliderTarget {
  readonly segment?: string | undefined
  /** Where a driver differs by segment or tenure, multiplying keeps its pattern; setting would level it. */
  readonly op?: 'set' | 'multiply'
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
  { segment, op: usual = 'set' }: SliderTarget = {},
): Scenario {
  const plain = leversOn(scenario, driver).filter((lever) => isPlain(lever, segment))
  const [only] = plain
  const others = scenario.levers.filter((lever) => !plain.includes(lever))
  if (before !== null && after === before) return { ...scenario, levers: others }
  const wanted = plain.length === 1 && only !== undefined ? only.op : usual
  const op = before === null || (wanted === 'multiply' && before === 0) ? 'set' : wanted
  const lever: Lever = {
    driver,
    op,
    value: before === null ? after : leverValue(op, before, after),
    ...(segment === undefined ? {} : { segment }),
  }
  // A change of one segment comes after those of all, so that what its slider shows is what it gets.
  const place =
    only === undefined ? (segment === undefined ? 0 : others.length) : scenario.levers.indexOf(only)
  return { ...scenario, levers: others.toSpliced(Math.min(place, others.length), 0, lever) }
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
export const partialLevers = (
  scenario: Pick<Scenario, 'levers'>,
  driver: DriverName,
  segment?: string,
): readonly Lever[] => leversOn(scenario, driver).filter((lever) => !isPlain(lever, segment))

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
