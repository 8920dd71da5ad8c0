import type { scenarioOperations } from '#shared/contract/scenario.ts'
import { isPossible, refuseDriver } from '#shared/models/projection/drivers.ts'
import type { HandlersOf, OperationContext } from '../handlers.ts'
import { isDimension } from '../metrics/borrowed-field.ts'
import { atWorkplace, type Workplace } from '../metrics/workplace.ts'
import { readTypedDrivers, saveTypedDriver } from './baseline/baseline.ts'
import { futureDates } from './baseline/future-dates.ts'
import { measureBaseline } from './baseline/measure-baseline.ts'
import { checkScenarios } from './check-scenarios.ts'
import { adviseClv } from './clv/advice.ts'
import { answerClv } from './clv/answer-clv.ts'
import { refuseModel } from './model-refusal.ts'
import { answerRevenueAtRisk } from './risk/revenue-at-risk.ts'
import { readScenarios, saveScenarios } from './saved-scenarios.ts'
import { today } from './today.ts'
import { answerWhatIf } from './what-if/answer.ts'

export const scenarioHandlers: HandlersOf<keyof typeof scenarioOperations> = {
  'scenario.list': async (_request, { project }) => ({
    ok: true,
    value: { scenarios: [...(await project.read(readScenarios))] },
  }),

  'scenario.save': async ({ scenarios, label }, context) => {
    const checked = await atWorkplace(context, async ({ datasets }) => ({
      ok: true,
      value: checkScenarios(scenarios, datasets),
    }))
    if (!checked.ok) return checked
    if (checked.value.length > 0) {
      const kept = await context.project.read(readScenarios)
      return { ok: true, value: { scenarios: [...kept], problems: checked.value } }
    }
    const saved = await saveScenarios(context.project, scenarios, label)
    return saved.ok ? { ok: true, value: { scenarios: saved.value, problems: [] } } : saved
  },

  'scenario.baseline': (_request, context) =>
    atWorkplace(context, async (place) => ({
      ok: true,
      value: {
        drivers: await measureBaseline(place),
        segments: segmentFields(place),
        problems: await futureDates(place, today()),
      },
    })),

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

  'scenario.clv': (request, context) => atWorkplace(context, (place) => answerClv(place, request, context)),

  'scenario.clvAdvice': (_request, context) =>
    atWorkplace(context, async (place) => ({ ok: true, value: await adviseClv(place) })),

  'scenario.revenueAtRisk': (request, context) =>
    atWorkplace(context, (place) => answerRevenueAtRisk(place, request, context.project)),
}

/** Fields of the customers by whose values there can be segments. */
function segmentFields({ datasets }: Workplace): string[] {
  const fields = ['customers', 'mrr_history'].flatMap((id) => [
    ...(datasets.byId.get(id)?.fields.values() ?? []),
  ])
  const ids = fields.filter((field) => isDimension(field) && !notSegments.has(field.id)).map(({ id }) => id)
  return [...new Set(ids)]
}

/** Texts and flags that name or describe single customers, or say what is to be explained. */
const notSegments = new Set(['customer_id', 'name', 'churned', 'is_churned', 'renewed'])
