import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { DriverValues, Lever, RowRule, Scenario, WhatIf } from '#shared/domain/scenario.ts'
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { lineageOf } from '#shared/models/projection/scenarios.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { today } from '../../today.ts'
import { futureDates } from '../baseline/future-dates.ts'
import { measureBusiness } from '../baseline/measure-business.ts'
import { refuseModel } from '../model-refusal.ts'
import { overlay } from '../rules/overlay.ts'
import { type BusinessAsMeasured, projectionInput } from './projection-input.ts'

/** A business to be projected: as it was measured, under row rules where the scenario has any, and the levers on it. */
export interface Case {
  readonly name: string
  readonly input: ProjectionInput
  readonly levers: readonly Lever[]
  /** The row rules that the business was measured under, its parents' first. */
  readonly rules: readonly RowRule[]
}

export interface Cases {
  readonly baseline: Case
  readonly scenarios: readonly Case[]
  /** Where the baseline's drivers come from. */
  readonly drivers: readonly BaselineDriver[]
  readonly problems: readonly Problem[]
}

export const baselineName = 'Baseline'

export interface CaseContext {
  readonly place: Workplace
  readonly whatIf: WhatIf
  /** Drivers typed in the project; those of the question come before them. */
  readonly typed: DriverValues
  /** Scenarios saved in the project, which those of the question may build on. */
  readonly saved: readonly Scenario[]
}

/** The baseline and every scenario of a question, each ready to be projected. */
export async function prepareCases(context: CaseContext): Promise<Outcome<Cases>> {
  const { place, whatIf } = context
  const repeated = whatIf.scenarios.find(
    ({ name }, index) => whatIf.scenarios.findIndex((other) => other.name === name) !== index,
  )
  if (repeated !== undefined)
    return refuse('invalid_scenario', `Two scenarios are called "${repeated.name}". Rename one of them.`)
  const business = await measured(place, context)
  if (!business.ok) return business
  const input = projectionInput(business.value, whatIf)
  if (!input.ok) return input
  const scenarios: Case[] = []
  for (const scenario of whatIf.scenarios) {
    const prepared = await prepareScenario(scenario, input.value, context)
    if (!prepared.ok) return prepared
    scenarios.push(prepared.value)
  }
  return {
    ok: true,
    value: {
      baseline: { name: baselineName, input: input.value, levers: [], rules: [] },
      scenarios,
      drivers: business.value.drivers,
      problems: [...(await futureDates(place, today())), ...notesOn(business.value)],
    },
  }
}

async function prepareScenario(
  scenario: Scenario,
  baseline: ProjectionInput,
  context: CaseContext,
): Promise<Outcome<Case>> {
  const { place, whatIf, saved } = context
  const lineage = lineageOf<Scenario>(scenario, [...whatIf.scenarios, ...saved])
  if (!lineage.ok) return refuseModel(lineage.error)
  const levers = lineage.value.flatMap((each) => each.levers)
  const rules = lineage.value.flatMap((each) => each.rules)
  if (rules.length === 0) return { ok: true, value: { name: scenario.name, input: baseline, levers, rules } }
  const datasets = await overlay(place, lineage.value)
  if (!datasets.ok) return datasets
  const business = await measured({ ...place, datasets: datasets.value }, context)
  if (!business.ok) return business
  const input = projectionInput(business.value, whatIf)
  if (!input.ok) return input
  return { ok: true, value: { name: scenario.name, input: input.value, levers, rules } }
}

/** The business as far as the question asks for it, or a refusal of what of it cannot be measured. */
async function measured(
  place: Workplace,
  { whatIf, typed }: CaseContext,
): Promise<Outcome<BusinessAsMeasured>> {
  const business = await measureBusiness(place, whatIf, { ...typed, ...whatIf.drivers })
  const { drivers, tenure, segments } = business
  if (tenure?.ok === false) return tenure
  if (segments?.ok === false) return segments
  return {
    ok: true,
    value: { drivers, tenure: tenure?.value.curve, note: tenure?.value.note, segments: segments?.value },
  }
}

const notesOn = ({ note }: BusinessAsMeasured): Problem[] =>
  note === undefined ? [] : [{ code: 'churn_by_tenure', severity: 'information', message: note }]
