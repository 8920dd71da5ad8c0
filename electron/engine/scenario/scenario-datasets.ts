import type { Scenario } from '#shared/domain/scenario.ts'
import { lineageOf } from '#shared/models/projection/scenarios.ts'
import type { Datasets } from '../mapping/dataset.ts'
import type { Workplace } from '../metrics/workplace.ts'
import type { Outcome } from '../refusal.ts'
import { refuseModel } from './model-refusal.ts'
import { overlay } from './rules/overlay.ts'
import { findScenario, readScenarios } from './saved-scenarios.ts'

/** The datasets as a saved scenario has them. */
export async function datasetsUnder(
  place: Pick<Workplace, 'connection' | 'datasets' | 'range'>,
  name: string,
): Promise<Outcome<Datasets>> {
  const saved = await readScenarios(place.connection)
  const scenario = findScenario(saved, name)
  if (!scenario.ok) return scenario
  const lineage = lineageOf<Scenario>(scenario.value, saved)
  return lineage.ok ? overlay(place, lineage.value) : refuseModel(lineage.error)
}
