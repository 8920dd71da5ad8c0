import type { BaselineDriver } from '#shared/contract/scenario.ts'
import {
  type Billing,
  type DriverName,
  type DriverValues,
  driverNames,
  type Lever,
  type Scenario,
} from '#shared/domain/scenario.ts'
import { numberAt } from '#shared/models/number-at.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import {
  openingOf,
  type ProjectionInput,
  planProjection,
  type TenureChurn,
} from '#shared/models/projection/plan.ts'
import { type Projection, project } from '#shared/models/projection/projection.ts'
import { differences, leversOf, lineageOf } from '#shared/models/projection/scenarios.ts'
import { type MeasuredSegment, segmentsUnder } from '#shared/models/projection/segments.ts'
import { meanOf } from '#shared/models/questions/output-of.ts'

export const baselineName = 'Baseline'

/** The business before any scenario, as far as it is known. */
export interface Business {
  readonly months: number
  readonly billing: Billing
  readonly drivers: readonly BaselineDriver[]
  readonly segments?: readonly MeasuredSegment[] | undefined
  readonly tenure?: TenureChurn | undefined
  /** The business as measured under the row rules of a scenario, by its name. */
  readonly underRules?: ReadonlyMap<string, BusinessUnder>
}

/** What the row rules of a scenario make of the business, or why it cannot be said. */
export interface BusinessUnder {
  readonly drivers: DriverValues
  readonly segments?: readonly MeasuredSegment[] | undefined
  readonly tenure?: TenureChurn | undefined
  readonly problem?: string | undefined
}

/** The baseline or a scenario, projected; or why it cannot be. */
export interface ProjectedCase {
  readonly name: string
  /** Place in the saved order, which gives the colour; undefined for the baseline. */
  readonly index: number | undefined
  readonly input: ProjectionInput
  /** Those of the scenarios it builds on, then its own. */
  readonly levers: readonly Lever[]
  readonly projection: Projection | undefined
  readonly differences: ReturnType<typeof differences> | undefined
  readonly problem: string | undefined
}

/** Drivers without a value and without a default: they must be typed before anything can be projected. */
export const missingDrivers = ({
  drivers,
  tenure,
  segments = [],
}: Pick<Business, 'drivers' | 'tenure' | 'segments'>): DriverName[] =>
  drivers.flatMap(({ driver, value }) => {
    const isGiven =
      value !== null ||
      DRIVER_FACTS[driver].fallback !== undefined ||
      (driver === 'churn' && tenure !== undefined) ||
      (segments.length > 0 && segments.every((segment) => segment.drivers[driver] !== undefined))
    return isGiven ? [] : [driver]
  })

/** Segments while a driver of the baseline is being moved for all of them. */
export const segmentsWhileTyped = (
  segments: readonly MeasuredSegment[] | undefined,
  typed: DriverValues,
): readonly MeasuredSegment[] | undefined =>
  segments === undefined || Object.keys(typed).length === 0 ? segments : segmentsUnder(segments, typed)

export function inputOf(business: Business, under?: BusinessUnder): ProjectionInput {
  const { months, billing, drivers } = business
  const { segments, tenure } = under ?? business
  const known = drivers.flatMap(({ driver, value }) => (value === null ? [] : [[driver, value] as const]))
  return {
    months,
    billing,
    drivers: { ...Object.fromEntries(known), ...under?.drivers },
    ...(segments === undefined || segments.length === 0 ? {} : { segments }),
    ...(tenure === undefined ? {} : { tenure }),
  }
}

/** Baseline first, then every scenario in its order. One that cannot be projected says why and leaves the others alone. */
export function projectCases(business: Business, scenarios: readonly Scenario[]): readonly ProjectedCase[] {
  const input = inputOf(business)
  const projected = project(input)
  const baseline = projected.ok ? projected.value : undefined
  return [
    {
      name: baselineName,
      index: undefined,
      input,
      levers: [],
      projection: baseline,
      differences: undefined,
      problem: projected.ok ? undefined : projected.error.message,
    },
    ...scenarios.map((scenario, index) => projectScenario(scenario, index, business, scenarios, baseline)),
  ]
}

function projectScenario(
  scenario: Scenario,
  index: number,
  business: Business,
  scenarios: readonly Scenario[],
  baseline: Projection | undefined,
): ProjectedCase {
  const under = business.underRules?.get(scenario.name)
  const input = inputOf(business, under)
  const known = { name: scenario.name, index, input }
  const levers = leversOf(scenario, scenarios)
  const fault = under?.problem ?? (levers.ok ? undefined : levers.error.message)
  if (fault !== undefined || !levers.ok)
    return { ...known, levers: [], projection: undefined, differences: undefined, problem: fault }
  const projected = project(input, levers.value)
  const projection = projected.ok ? projected.value : undefined
  return {
    ...known,
    levers: levers.value,
    projection,
    differences:
      baseline === undefined || projection === undefined ? undefined : differences(baseline, projection),
    problem: projected.ok ? undefined : projected.error.message,
  }
}

/** The levers that come before a scenario's own: those of the scenarios it builds on. */
export function inheritedLevers(scenario: Scenario, scenarios: readonly Scenario[]): readonly Lever[] {
  const lineage = lineageOf(scenario, scenarios)
  return lineage.ok ? lineage.value.slice(0, -1).flatMap(({ levers }) => levers) : []
}

/** Whether a scenario, or one it builds on, changes rows. */
export function hasRules(scenario: Scenario, scenarios: readonly Scenario[]): boolean {
  const lineage = lineageOf(scenario, scenarios)
  return (lineage.ok ? lineage.value : [scenario]).some(({ rules }) => rules.length > 0)
}

/** A driver in the first and the last month, levers applied; over segments as counts add up and rates average. */
export interface DriverCourse {
  readonly first: number
  readonly last: number
}

export function driverCourses({
  input,
  levers,
  projection,
}: Pick<ProjectedCase, 'input' | 'levers' | 'projection'>): ReadonlyMap<DriverName, DriverCourse> {
  const planned = planProjection(input, levers)
  if (!planned.ok || projection === undefined) return new Map()
  const plans = planned.value
  const last = input.months - 1
  const at = (driver: DriverName, month: number): number => {
    if (driver === 'customers') return plans.reduce((total, plan) => total + openingOf(plan), 0)
    if (driver === 'churn') {
      const opening = numberAt(projection.monthly.opening, month)
      return opening === 0 ? Number.NaN : numberAt(projection.monthly.lost, month) / opening
    }
    if (driver === 'new') return plans.reduce((total, plan) => total + numberAt(plan.path.new, month), 0)
    return meanOf(plans, driver, month)
  }
  return new Map(
    driverNames.map((driver) => [driver, { first: at(driver, 0), last: at(driver, last) }] as const),
  )
}
