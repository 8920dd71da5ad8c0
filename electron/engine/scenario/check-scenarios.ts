import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import { checkLevers } from '#shared/models/projection/levers.ts'
import { lineageOf } from '#shared/models/projection/scenarios.ts'
import type { Datasets } from '../mapping/dataset.ts'
import { readRules } from './rules/read-rule.ts'

/** All that is wrong with a list of scenarios: names, what they build on, levers, and, with the data, their rules. */
export function checkScenarios(scenarios: readonly Scenario[], datasets?: Datasets): ScenarioProblem[] {
  return scenarios.flatMap((scenario, index) => [
    ...nameProblems(scenario, scenarios.slice(0, index)),
    ...lineageProblems(scenario, scenarios),
    ...leverProblems(scenario),
    ...(datasets === undefined ? [] : readRules(scenario, datasets).problems),
  ])
}

const problem = (scenario: string, message: string): ScenarioProblem => ({
  code: 'invalid_scenario',
  severity: 'error',
  message,
  scenario,
})

function nameProblems({ name }: Scenario, before: readonly Scenario[]): ScenarioProblem[] {
  return before.some((other) => other.name === name)
    ? [problem(name, `Two scenarios are called "${name}". Rename one of them.`)]
    : []
}

function lineageProblems(scenario: Scenario, all: readonly Scenario[]): ScenarioProblem[] {
  const lineage = lineageOf<Scenario>(scenario, all)
  return lineage.ok ? [] : [problem(scenario.name, lineage.error.message)]
}

function leverProblems({ name, levers }: Scenario): ScenarioProblem[] {
  // Which segments there are depends on the question: a lever on one is checked when it is asked.
  const segments = levers.flatMap(({ segment }) => segment ?? [])
  const fault = checkLevers(levers, segments)
  return fault === undefined || fault.ok ? [] : [problem(name, `Scenario "${name}": ${fault.error.message}`)]
}
