import { assumptions, findAssumption } from '#shared/catalogue/assumptions.ts'
import type { metricsOperations } from '#shared/contract/metrics.ts'
import type { HandlersOf } from '../handlers.ts'
import { changeAssumptions, readAssumptions } from '../mapping/assumptions.ts'
import { refuse } from '../refusal.ts'
import { readGoals, writeGoal } from './goals.ts'
import { atWorkplace } from './workplace.ts'
import { write } from './write.ts'

type SettingOperation = Extract<
  keyof typeof metricsOperations,
  `metrics.${'goals' | 'setGoal' | 'assumptions' | 'setAssumption' | 'setAssumptions'}`
>

/** What the user sets beside the data: goals and assumptions. */
export const settingHandlers: HandlersOf<SettingOperation> = {
  'metrics.goals': async (_request, { project }) => ({
    ok: true,
    value: { goals: await project.read(readGoals) },
  }),

  'metrics.setGoal': async ({ goal }, context) => {
    const saved = await write(context, (connection) =>
      writeGoal(connection, goal.metric, goal.period, goal.value),
    )
    if (!saved.ok) return saved
    return { ok: true, value: { goals: await context.project.read(readGoals) } }
  },

  'metrics.assumptions': (_request, context) =>
    atWorkplace(context, async ({ datasets }) => ({
      ok: true,
      value: { assumptions: await readAssumptions(context.project, datasets) },
    })),

  'metrics.setAssumption': async ({ name, value }, { project }) => {
    const misnamed = refuseMisnamed([name])
    if (misnamed !== undefined) return misnamed
    const label = findAssumption(name)?.label ?? name
    const changed = await changeAssumptions(project, [{ name, value }], `change of ${label}`)
    return changed.ok ? { ok: true, value: { problems: [] } } : changed
  },

  'metrics.setAssumptions': async ({ label, values }, { project }) => {
    const misnamed = refuseMisnamed(values.map(({ name }) => name))
    if (misnamed !== undefined) return misnamed
    const changed = await changeAssumptions(project, values, label)
    return changed.ok ? { ok: true, value: {} } : changed
  },
}

function refuseMisnamed(names: readonly string[]) {
  const wrong = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name))
  if (wrong === undefined) return undefined
  const known = assumptions.map((definition) => definition.name).join(', ')
  return refuse('invalid_value', `"${wrong}" cannot be the name of an assumption. Known ones are: ${known}.`)
}
