import { succeed } from '#shared/domain/result.ts'
import { type Billing, type DriverName, driverNames, type Lever } from '#shared/domain/scenario.ts'
import { columnsOf } from '../columns.ts'
import { floatAt, sum } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { type Discounting, discountMonths } from './discounting.ts'
import { DRIVER_FACTS, type DriverPath, type DriverPaths, isPossible, refuseDriver } from './drivers.ts'
import { checkLevers, foldLevers, type LeverEffect } from './levers.ts'

/** Churn that depends on how long a customer has been there, as from Kaplan-Meier or sBG. Replaces the churn driver. */
export interface TenureChurn {
  /** Entry k: the share of customers with k complete months who leave in the next one. The last is held. */
  readonly churnByTenure: readonly number[]
  /** How the opening customers are spread over k complete months, as counts or shares; without it all are new. */
  readonly openingByTenure?: readonly number[] | undefined
}

export interface SegmentInput {
  readonly name: string
  /** Its own drivers. Rates and amounts left out are the projection's; customers and new are always its own. */
  readonly drivers: DriverPaths
  readonly tenure?: TenureChurn | undefined
}

/** A projection to be made. Drivers are per month, the discount per year. */
export interface ProjectionInput {
  readonly months: number
  /** When the month's revenue is due: from the opening base, from the closing base, or from their average. */
  readonly billing: Billing
  readonly drivers: DriverPaths
  readonly tenure?: TenureChurn | undefined
  readonly segments?: readonly SegmentInput[] | undefined
}

/** One segment with every driver worked out for every month, levers applied. */
export interface SegmentPlan {
  readonly name: string | undefined
  readonly months: number
  readonly openingCustomers: number
  /** One-off changes of the customer count at the start of a month. */
  readonly stockChange: LeverEffect | undefined
  readonly tenure: TenureChurn | undefined
  /** What the levers do to a churn by tenure. */
  readonly churnEffect: LeverEffect | undefined
  readonly discounting: Discounting
  /** The part of a count given for all segments together that falls to this one. */
  readonly shares: Readonly<Record<'customers' | 'new', number>>
  /** Every driver by month; churn only where it does not depend on tenure. */
  readonly path: Readonly<Record<Exclude<DriverName, 'customers'>, Float64Array>>
}

export const MOST_MONTHS = 600

/** Works out the drivers of every segment for every month, or says which value cannot be. */
export function planProjection(
  input: ProjectionInput,
  levers: readonly Lever[],
): Outcome<readonly SegmentPlan[]> {
  const { months } = input
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS) {
    return refuse(
      'bad-input',
      `The projection runs over ${months} months; give a whole number from 1 to ${MOST_MONTHS}.`,
    )
  }
  const segments = segmentsOf(input)
  const fault = checkLevers(levers, input.segments?.map((segment) => segment.name) ?? [])
  if (fault !== undefined) return fault

  const plans: SegmentPlan[] = []
  for (const segment of segments) {
    const plan = planSegment(segment, segments, levers, input)
    if (!plan.ok) return plan
    plans.push(plan.value)
  }
  const opening = plans.reduce((total, plan) => total + openingOf(plan), 0)
  if (!(opening > 0)) {
    return refuse(
      'no-customers',
      'There are no customers at the start, so there is nothing to project. Give at least one.',
    )
  }
  return succeed(plans)
}

/** The customers at the start of month 1, a one-off change in that month included. */
export function openingOf({ openingCustomers, stockChange }: SegmentPlan): number {
  return stockAfter(stockChange, 0, openingCustomers)
}

/** What a one-off change at the start of a month leaves of a customer count; nobody is left where it takes more. */
export function stockAfter(stockChange: LeverEffect | undefined, month: number, customers: number): number {
  if (stockChange === undefined) return customers
  return Math.max(0, customers * floatAt(stockChange.scale, month) + floatAt(stockChange.shift, month))
}

interface Segment {
  readonly name: string | undefined
  readonly drivers: DriverPaths
  readonly tenure: TenureChurn | undefined
}

function segmentsOf({ drivers, tenure, segments }: ProjectionInput): readonly Segment[] {
  if (segments === undefined || segments.length === 0) return [{ name: undefined, drivers, tenure }]
  const { customers: _total, new: _joining, ...shared } = drivers
  return segments.map((segment) => ({
    name: segment.name,
    drivers: { ...shared, ...definedOnly(segment.drivers) },
    // A segment with a churn of its own does not take over the common churn by tenure.
    tenure: segment.tenure ?? (segment.drivers.churn === undefined ? tenure : undefined),
  }))
}

function definedOnly(drivers: DriverPaths): DriverPaths {
  return Object.fromEntries(Object.entries(drivers).filter(([, value]) => value !== undefined))
}

function planSegment(
  segment: Segment,
  all: readonly Segment[],
  levers: readonly Lever[],
  { months, billing }: ProjectionInput,
): Outcome<SegmentPlan> {
  const inSegment = segment.name === undefined ? '' : ` in segment "${segment.name}"`
  const effectOn = (driver: DriverName): LeverEffect | undefined =>
    foldLevers(levers, driver, segment.name, months, shareOf(driver, segment, all))

  const paths = new Map<DriverName, Float64Array>()
  const column = columnsOf(months, driverNames.length)
  for (const driver of driverNames) {
    if (driver === 'churn' && segment.tenure !== undefined) continue
    const given = segment.drivers[driver] ?? DRIVER_FACTS[driver].fallback
    if (given === undefined) {
      return refuse(
        'bad-input',
        `${DRIVER_FACTS[driver].label} is not known${inSegment}. Map data that has it, or type it in.`,
      )
    }
    const effect = driver === 'customers' ? undefined : effectOn(driver)
    const path = applyEffect(expand(given, column()), effect)
    const isOneNumber = effect === undefined && typeof given === 'number'
    const fault = firstFault(driver, isOneNumber ? path.subarray(0, 1) : path, inSegment)
    if (fault !== undefined) return fault
    paths.set(driver, path)
  }
  const curveFault = checkTenure(segment.tenure, inSegment)
  if (curveFault !== undefined) return curveFault

  const pathOf = (driver: DriverName): Float64Array => paths.get(driver) ?? new Float64Array(months)
  return succeed({
    name: segment.name,
    months,
    openingCustomers: floatAt(pathOf('customers'), 0),
    stockChange: effectOn('customers'),
    tenure: segment.tenure,
    churnEffect: effectOn('churn'),
    discounting: discountMonths(pathOf('discount'), billing),
    shares: { customers: shareOf('customers', segment, all), new: shareOf('new', segment, all) },
    path: {
      new: pathOf('new'),
      churn: pathOf('churn'),
      arpa: pathOf('arpa'),
      expansion: pathOf('expansion'),
      contraction: pathOf('contraction'),
      margin: pathOf('margin'),
      cac: pathOf('cac'),
      retentionCost: pathOf('retentionCost'),
      discount: pathOf('discount'),
    },
  })
}

/** The part of a count for all segments together that falls to this one: by its baseline, evenly where all are 0. */
function shareOf(driver: DriverName, segment: Segment, all: readonly Segment[]): number {
  if (DRIVER_FACTS[driver].kind !== 'count' || all.length === 1) return 1
  const size = ({ drivers }: Segment): number => {
    const given = drivers[driver] ?? 0
    return typeof given === 'number' ? given : sum(given) / Math.max(1, given.length)
  }
  const total = all.reduce((amount, each) => amount + size(each), 0)
  return total > 0 ? size(segment) / total : 1 / all.length
}

/** One number for all months, or those given and the last of them ever after. */
function expand(path: DriverPath, into: Float64Array): Float64Array {
  if (typeof path === 'number') return into.fill(path)
  const last = path.at(-1) ?? Number.NaN
  for (let month = 0; month < into.length; month += 1) into[month] = path[month] ?? last
  return into
}

function applyEffect(path: Float64Array, effect: LeverEffect | undefined): Float64Array {
  if (effect === undefined) return path
  const { scale, shift } = effect
  for (let index = 0; index < path.length; index += 1) {
    path[index] = floatAt(path, index) * floatAt(scale, index) + floatAt(shift, index)
  }
  return path
}

function firstFault(driver: DriverName, path: Float64Array, inSegment: string): Outcome<never> | undefined {
  for (let index = 0; index < path.length; index += 1) {
    const value = floatAt(path, index)
    if (isPossible(driver, value)) continue
    const month = driver === 'customers' ? '' : ` in month ${index + 1}`
    return refuseDriver(driver, value, `${month}${inSegment}`)
  }
  return undefined
}

function checkTenure(tenure: TenureChurn | undefined, inSegment: string): Outcome<never> | undefined {
  if (tenure === undefined) return undefined
  if (tenure.churnByTenure.length === 0) {
    return refuse('bad-input', `The churn by tenure is empty${inSegment}. Give at least the first month.`)
  }
  for (const [age, churn] of tenure.churnByTenure.entries()) {
    if (!isPossible('churn', churn)) {
      return refuseDriver('churn', churn, ` after ${age} months of tenure${inSegment}`)
    }
  }
  const spread = tenure.openingByTenure
  if (spread !== undefined && !(sum(spread) > 0 && spread.every((part) => part >= 0))) {
    return refuse(
      'no-customers',
      `The opening customers by tenure add up to nothing${inSegment}. Give counts of 0 or more.`,
    )
  }
  return undefined
}
