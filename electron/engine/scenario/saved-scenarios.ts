import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import { type Scenario, scenarioSchema } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../refusal.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { readSaved, saveRecord } from './saved-record.ts'

const key = 'scenarios'

/** The project's scenarios, in the user's order. */
export const readScenarios = async (connection: Connection): Promise<readonly Scenario[]> =>
  (await readSaved(connection, key, z.array(scenarioSchema))) ?? []

/** What the scenarios are after a save: those asked for, or those before with what is wrong with the ones asked for. */
interface SavedScenarios {
  readonly scenarios: readonly Scenario[]
  readonly problems: readonly ScenarioProblem[]
}

/** Keeps the whole list if `check` finds nothing wrong; a scenario without an id gets one, by which it is known when it is renamed. */
export async function saveScenarios(
  project: Project,
  { scenarios, label }: { readonly scenarios: readonly Scenario[]; readonly label: string },
  check: () => Promise<Outcome<readonly ScenarioProblem[]>>,
): Promise<Outcome<SavedScenarios>> {
  const named = scenarios.map((scenario) => ({ ...scenario, id: scenario.id ?? randomUUID() }))
  let problems: readonly ScenarioProblem[] = []
  const saved = await saveRecord(project, {
    key,
    label,
    value: async () => {
      const checked = await check()
      if (!checked.ok) return checked
      problems = checked.value
      const [first] = problems
      if (first !== undefined) return refuse('invalid_scenario', first.message)
      return { ok: true, value: z.array(z.json()).parse(JSON.parse(JSON.stringify(named))) }
    },
  })
  if (problems.length > 0)
    return { ok: true, value: { scenarios: await project.read(readScenarios), problems } }
  return saved.ok ? { ok: true, value: { scenarios: named, problems } } : saved
}

/** A saved scenario by name, or a refusal that lists those there are. */
export function findScenario(scenarios: readonly Scenario[], name: string): Outcome<Scenario> {
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found !== undefined) return { ok: true, value: found }
  const known = scenarios.map((scenario) => `"${scenario.name}"`).join(', ')
  return refuse(
    'not_found',
    known === ''
      ? `There is no scenario "${name}": none is saved yet.`
      : `There is no scenario "${name}". There are: ${known}.`,
  )
}
