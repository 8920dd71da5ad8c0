import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Scenario, scenarioSchema } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../refusal.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { readSaved, saveRecord } from './saved-record.ts'

const key = 'scenarios'

/** The project's scenarios, in the user's order. */
export const readScenarios = async (connection: Connection): Promise<readonly Scenario[]> =>
  (await readSaved(connection, key, z.array(scenarioSchema))) ?? []

/** Keeps the whole list; a scenario without an id gets one, by which it is known when it is renamed. */
export async function saveScenarios(
  project: Project,
  scenarios: readonly Scenario[],
  label: string,
): Promise<Outcome<Scenario[]>> {
  const named = scenarios.map((scenario) => ({ ...scenario, id: scenario.id ?? randomUUID() }))
  const saved = await saveRecord(
    project,
    key,
    z.array(z.json()).parse(JSON.parse(JSON.stringify(named))),
    label,
  )
  return saved.ok ? { ok: true, value: named } : saved
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
