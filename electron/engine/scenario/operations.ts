import type { ScenarioProblem, scenarioOperations } from '#shared/contract/scenario.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import { isPossible, refuseDriver } from '#shared/models/projection/drivers.ts'
import type { HandlersOf, OperationContext } from '../handlers.ts'
import { atWorkplace } from '../metrics/workplace.ts'
import type { Outcome } from '../refusal.ts'
import { answerBaseline } from './baseline/answer-baseline.ts'
import { readTypedDrivers, saveTypedDriver } from './baseline/baseline.ts'
import { measureBaseline } from './baseline/measure-baseline.ts'
import { checkScenarios } from './check-scenarios.ts'
import { addClvColumns } from './clv/add-clv-columns.ts'
import { adviseClv } from './clv/advice.ts'
import { answerClv } from './clv/answer-clv.ts'
import { answerClvCustomers } from './clv/clv-customers.ts'
import { keepClvRequest } from './clv/kept-request.ts'
import { keepQuestions, readQuestions } from './kept-questions.ts'
import { refuseModel } from './model-refusal.ts'
import { answerRevenueAtRisk } from './risk/revenue-at-risk.ts'
import { checkRules } from './rules/check-rules.ts'
import { readScenarios, saveScenarios } from './saved-scenarios.ts'
import { answerWhatIf } from './what-if/answer.ts'

export const scenarioHandlers: HandlersOf<keyof typeof scenarioOperations> = {
  'scenario.list': async (_request, { project }) => ({
    ok: true,
    value: { scenarios: [...(await project.read(readScenarios))] },
  }),

  'scenario.save': async (request, context) => {
    const saved = await saveScenarios(context.project, request, () =>
      checkAtWorkplace(request.scenarios, context),
    )
    if (!saved.ok) return saved
    const { scenarios, problems } = saved.value
    return { ok: true, value: { scenarios: [...scenarios], problems: [...problems] } }
  },

  'scenario.questions': async (_request, { project }) => {
    const revision = project.revision()
    return { ok: true, value: { questions: await project.read(readQuestions), revision } }
  },

  'scenario.ask': async (request, { project }) => {
    const kept = await keepQuestions(project, request)
    return kept.ok ? { ok: true, value: { questions: kept.value, revision: project.revision() } } : kept
  },

  'scenario.checkRules': (scenario, context) =>
    atWorkplace(context, async (place) => ({ ok: true, value: await checkRules(place, scenario) })),

  'scenario.baseline': (request, context) =>
    atWorkplace(context, async (place) => ({ ok: true, value: await answerBaseline(place, request) })),

  'scenario.setBaseline': async ({ driver, value }, context) => {
    if (value !== null && !isPossible(driver, value)) {
      const refused = refuseDriver(driver, value, '')
      if (!refused.ok) return refuseModel(refused.error)
    }
    const saved = await saveTypedDriver(context.project, driver, value)
    if (!saved.ok) return saved
    return atWorkplace(context, async (place) => ({
      ok: true,
      value: { drivers: await measureBaseline(place) },
    }))
  },

  'scenario.whatIf': ({ whatIf }, context: OperationContext) =>
    atWorkplace(context, async (place) =>
      answerWhatIf(
        {
          place,
          whatIf,
          typed: await readTypedDrivers(place.connection),
          saved: await readScenarios(place.connection),
        },
        context,
      ),
    ),

  'scenario.clv': async (request, context) => {
    const answered = await atWorkplace(context, (place) => answerClv(place, request, context))
    // Only what the user asked for is kept: an export that values the customers by itself changes nothing.
    if (answered.ok) await keepClvRequest(context.project, request)
    return answered
  },

  'scenario.clvCustomers': (request, context) =>
    atWorkplace(context, (place) => answerClvCustomers(place, request, context.project)),

  'scenario.addClvColumns': (_request, context) => addClvColumns(context),

  'scenario.clvAdvice': (_request, context) =>
    atWorkplace(context, async (place) => ({ ok: true, value: await adviseClv(place) })),

  'scenario.revenueAtRisk': (request, context) =>
    atWorkplace(context, (place) => answerRevenueAtRisk(place, request, context)),
}

/** Only row rules are checked against the data; a list without any need not wait for it. */
function checkAtWorkplace(
  scenarios: readonly Scenario[],
  context: OperationContext,
): Promise<Outcome<ScenarioProblem[]>> {
  if (scenarios.every(({ rules }) => rules.length === 0))
    return Promise.resolve({ ok: true, value: checkScenarios(scenarios) })
  return atWorkplace(context, async ({ datasets }) => ({
    ok: true,
    value: checkScenarios(scenarios, datasets),
  }))
}
