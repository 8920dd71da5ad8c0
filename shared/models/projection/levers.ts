import type { DriverName, Lever } from '#shared/domain/scenario.ts'
import { floatAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'

/**
 * What a list of levers does to a driver, month by month: value(t) = scale(t) x baseline(t) + shift(t). Setting, adding
 * and multiplying, and easing any of them in, are all of this form, so any number of levers folds into one; and it
 * applies to a churn that depends on tenure as well as to a single rate.
 */
export interface LeverEffect {
  readonly scale: Float64Array
  readonly shift: Float64Array
}

/** Refuses levers that mean nothing, naming the one at fault. */
export function checkLevers(
  levers: readonly Lever[],
  segments: readonly string[],
): Outcome<never> | undefined {
  for (const lever of levers) {
    const { driver, value, from = 1, to = from, ramp = 0, segment } = lever
    if (!Number.isFinite(value))
      return refuse('bad-lever', `The change of ${driver} has no number. Give a value.`)
    if (!(from >= 1))
      return refuse('bad-lever', `The change of ${driver} starts in month ${from}; the first month is 1.`)
    if (to < from) {
      return refuse(
        'bad-lever',
        `The change of ${driver} ends in month ${to}, before it starts in month ${from}. Swap them.`,
      )
    }
    if (ramp < 0)
      return refuse('bad-lever', `The change of ${driver} is eased in over ${ramp} months; give 0 or more.`)
    if (segment !== undefined && !segments.includes(segment)) {
      const known =
        segments.length === 0 ? 'There are no segments.' : `The segments are: ${segments.join(', ')}.`
      return refuse('unknown-segment', `There is no segment "${segment}". ${known}`)
    }
  }
  return undefined
}

/**
 * Folds the levers on one driver, in their order, into their effect on each month.
 *
 * A lever works from month `from` (default 1) to month `to` (default the last), both included; `from` = `to` is a one-off
 * shock. With a ramp of n it reaches full strength in its n-th month, in equal steps. Levers on the customer count change
 * the stock once, at the start of month `from`; whoever joined or left by then stays or is gone.
 *
 * Without a lever on the driver there is no effect: `undefined`.
 *
 * @param share the part of an amount set or added that falls to this segment: a count (customers, new) for all segments
 *   together is divided among them.
 */
export function foldLevers(
  levers: readonly Lever[],
  driver: DriverName,
  segment: string | undefined,
  months: number,
  share: number,
): LeverEffect | undefined {
  const acting = levers.filter(
    (lever) => lever.driver === driver && (lever.segment === undefined || lever.segment === segment),
  )
  if (acting.length === 0) return undefined
  const scale = new Float64Array(months).fill(1)
  const shift = new Float64Array(months)
  for (const lever of acting) {
    const from = lever.from ?? 1
    const to = Math.min(months, driver === 'customers' ? from : (lever.to ?? months))
    const amount = lever.segment === undefined ? lever.value * share : lever.value
    for (let month = from; month <= to; month += 1) {
      const strength = driver === 'customers' ? 1 : leverStrength(lever, month)
      const { factor, term } = step(lever, amount, strength)
      scale[month - 1] = floatAt(scale, month - 1) * factor
      shift[month - 1] = floatAt(shift, month - 1) * factor + term
    }
  }
  return { scale, shift }
}

/** How far a lever is in force in a month from `from` on: 0 to 1. */
function leverStrength({ from = 1, ramp = 0 }: Lever, month: number): number {
  return ramp === 0 ? 1 : Math.min(1, (month - from + 1) / ramp)
}

function step(lever: Lever, amount: number, strength: number): { factor: number; term: number } {
  switch (lever.op) {
    case 'set':
      return { factor: 1 - strength, term: strength * amount }
    case 'add':
      return { factor: 1, term: strength * amount }
    case 'multiply':
      return { factor: 1 + strength * (lever.value - 1), term: 0 }
  }
}
