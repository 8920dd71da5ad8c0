import { succeed } from '#shared/domain/result.ts'
import type { Lever, OutputName } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../outcome.ts'
import type { ProjectionInput } from './plan.ts'
import { type Projection, project } from './projection.ts'

/** A named list of levers over the baseline, or over another scenario. */
export interface LeverScenario {
  readonly name: string
  readonly basedOn?: string | undefined
  readonly levers: readonly Lever[]
}

/** How an output differs from the baseline's; `null` where either has no finite value. */
export interface Difference {
  readonly difference: number | null
  /** As a share of the baseline; `null` also where the baseline is 0. */
  readonly relative: number | null
}

export type Differences = Readonly<Record<OutputName, Difference>>

export interface ScenarioComparison {
  readonly baseline: Projection
  readonly scenarios: readonly {
    readonly name: string
    readonly projection: Projection
    readonly delta: Differences
  }[]
}

/** Projects the baseline and every scenario, side by side. A scenario without levers equals the baseline. */
export function compareScenarios(
  input: ProjectionInput,
  scenarios: readonly LeverScenario[],
): Outcome<ScenarioComparison> {
  const baseline = project(input)
  if (!baseline.ok) return baseline
  const compared: { name: string; projection: Projection; delta: Differences }[] = []
  for (const scenario of scenarios) {
    const levers = leversOf(scenario, scenarios)
    if (!levers.ok) return levers
    const projected = project(input, levers.value)
    if (!projected.ok)
      return refuse(projected.error.code, `Scenario "${scenario.name}": ${projected.error.message}`)
    compared.push({
      name: scenario.name,
      projection: projected.value,
      delta: differences(baseline.value, projected.value),
    })
  }
  return succeed({ baseline: baseline.value, scenarios: compared })
}

/** All levers of a scenario: first those it builds on, then its own. */
export function leversOf(
  scenario: LeverScenario,
  scenarios: readonly LeverScenario[],
): Outcome<readonly Lever[]> {
  const lineage = lineageOf(scenario, scenarios)
  return lineage.ok ? succeed(lineage.value.flatMap(({ levers }) => levers)) : lineage
}

/** The scenarios that a scenario builds on, the first one first, and itself last. */
export function lineageOf<Scenario extends Pick<LeverScenario, 'name' | 'basedOn'>>(
  scenario: Scenario,
  scenarios: readonly Scenario[],
): Outcome<readonly Scenario[]> {
  const lineage: Scenario[] = []
  let current: Scenario | undefined = scenario
  while (current !== undefined) {
    const { name, basedOn: parent }: Scenario = current
    if (lineage.some((known) => known.name === name)) {
      return refuse(
        'bad-lever',
        `The scenario "${scenario.name}" builds on itself by way of "${name}". Break the circle.`,
      )
    }
    lineage.unshift(current)
    if (parent === undefined) break
    current = scenarios.find((candidate) => candidate.name === parent)
    if (current === undefined) {
      return refuse(
        'bad-lever',
        `The scenario "${scenario.name}" builds on "${parent}", which does not exist. Choose another.`,
      )
    }
  }
  return succeed(lineage)
}

/** Each output of a scenario against the baseline's. */
export function differences(baseline: Projection, scenario: Projection): Differences {
  const compare = (output: OutputName): Difference => {
    const from = baseline.kpis[output]
    const to = scenario.kpis[output]
    if (from === null || to === null) return { difference: null, relative: null }
    return { difference: to - from, relative: from === 0 ? null : (to - from) / Math.abs(from) }
  }
  return {
    clv: compare('clv'),
    clvDiscounted: compare('clvDiscounted'),
    ltvToCac: compare('ltvToCac'),
    paybackMonths: compare('paybackMonths'),
    customers: compare('customers'),
    mrr: compare('mrr'),
    revenue: compare('revenue'),
    grossProfit: compare('grossProfit'),
  }
}
