import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { DriverName, Scenario, WhatIf } from '#shared/domain/scenario.ts'
import { type CaseQuestionKind, caseKey, type KeptQuestions } from '#shared/domain/what-if-questions.ts'
import { project } from '#shared/models/projection/projection.ts'
import { suggestedAxis } from '#shared/models/questions/data-table.ts'
import { suggestedTarget } from '#shared/models/questions/goal-seek.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import {
  driverInCase,
  suggestedDistribution,
  varying,
} from '#shared/models/questions/suggested-distributions.ts'
import type { Case, Cases } from './cases.ts'

type Questions = Pick<WhatIf, 'goalSeek' | 'dataTables' | 'tornado' | 'breakEven' | 'simulation'>
type Asked<Kind extends keyof KeptQuestions> = NonNullable<KeptQuestions[Kind]>

/**
 * The questions of What-if's panels as a scenario file would ask them: axes, targets and distributions that were left to
 * the app are worked out for the business as it is now. One about a scenario that is gone is not asked. undefined where
 * nothing is left to ask.
 */
export function askKept(
  kept: KeptQuestions,
  cases: Cases,
  scenarios: readonly Scenario[],
): Questions | undefined {
  const asked = { kept, cases, scenarios }
  const goalSeek = questionOf('goalSeek', asked, askGoal)
  const dataTable = questionOf('dataTable', asked, askTable)
  const tornado = questionOf('tornado', asked, ({ output, swing, own }, target) => ({
    output,
    swing,
    own: own && target === cases.baseline,
  }))
  const breakEven = questionOf('breakEven', asked, ({ churnReduction }) => ({ churnReduction }))
  const simulation = questionOf('simulation', asked, (question, target) =>
    askSimulation(question, target, cases.drivers),
  )
  const all = [goalSeek, dataTable, tornado, breakEven, simulation]
  if (all.every((question) => question === undefined)) return undefined
  return {
    goalSeek: goalSeek === undefined ? [] : [goalSeek],
    dataTables: dataTable === undefined ? [] : [dataTable],
    ...(tornado === undefined ? {} : { tornado }),
    ...(breakEven === undefined ? {} : { breakEven }),
    ...(simulation === undefined ? {} : { simulation }),
  }
}

interface AskedOf {
  readonly kept: KeptQuestions
  readonly cases: Cases
  readonly scenarios: readonly Scenario[]
}

/** The question of one panel with the scenario that it is about; undefined where it is not to be answered. */
function questionOf<Kind extends CaseQuestionKind, Question>(
  kind: Kind,
  { kept, cases, scenarios }: AskedOf,
  ask: (question: Asked<Kind>, target: Case) => Question,
): (Question & { readonly scenario: string | undefined }) | undefined {
  const question = kept[kind]
  if (question === undefined || !question.inExport) return undefined
  if (question.of === undefined) return { ...ask(question, cases.baseline), scenario: undefined }
  const { of } = question
  const scenario = scenarios.find((each) => caseKey(each) === of)
  const target = cases.scenarios.find(({ name }) => name === scenario?.name)
  return target === undefined ? undefined : { ...ask(question, target), scenario: target.name }
}

function askGoal({ driver, output, target, min, max }: Asked<'goalSeek'>, { input, levers }: Case) {
  const projected = project(input, levers)
  const present = projected.ok ? projected.value.kpis[output] : null
  return { driver, output, min, max, target: target ?? suggestedTarget(output, present) }
}

function askTable({ output, x, y, swing, steps }: Asked<'dataTable'>, { input, levers }: Case) {
  const axis = (driver: DriverName) => ({
    driver,
    values: suggestedAxis(driver, baselineOf(input, levers, driver), swing, steps),
  })
  return { output, x: axis(x), ...(y === null ? {} : { y: axis(y) }) }
}

function askSimulation(
  { runs, seed, output, target, distributions, correlations, of }: Asked<'simulation'>,
  business: Case,
  drivers: readonly BaselineDriver[],
) {
  const suggested = drivers.map((known) => {
    const driver = driverInCase(known, business)
    return [driver.driver, suggestedDistribution(driver)] as const
  })
  const moving = varying({ ...Object.fromEntries(suggested), ...distributions[of ?? caseKey(undefined)] })
  return {
    runs,
    seed,
    distributions: moving,
    correlations: correlations.filter(({ a, b }) => moving[a] !== undefined && moving[b] !== undefined),
    ...(target === null ? {} : { target: { output, value: target } }),
  }
}
