import { type WhatIf, whatIfSchema } from '#shared/domain/scenario.ts'
import { project } from '#shared/models/projection/projection.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { readTypedDrivers } from '../../scenario/baseline/baseline.ts'
import { refuseModel } from '../../scenario/model-refusal.ts'
import { readScenarios } from '../../scenario/saved-scenarios.ts'
import { prepareCases } from '../../scenario/what-if/cases.ts'
import type { ProjectedCase, ScenarioSheetsRequest } from './scenario-sheets.ts'

/** The cases to be exported: those of the question, else the project's saved scenarios, over the measured baseline. */
export async function planScenarios(
  place: Workplace,
  asked: WhatIf | undefined,
): Promise<Outcome<Omit<ScenarioSheetsRequest, 'workbook'>>> {
  const saved = await readScenarios(place.connection)
  const whatIf = asked ?? whatIfSchema.parse({ scenarios: saved })
  const typed = await readTypedDrivers(place.connection)
  const prepared = await prepareCases({ place, whatIf, typed, saved })
  if (!prepared.ok) return prepared
  const cases: ProjectedCase[] = []
  for (const each of [prepared.value.baseline, ...prepared.value.scenarios]) {
    const { tenure, segments = [] } = each.input
    if (tenure !== undefined || segments.length > 0)
      return refuse(
        'unsupported',
        'Scenarios by segment, or with a churn by tenure, are not in the workbook: as formulas they would fill a sheet a segment. Export them with one churn for all.',
      )
    const projected = project(each.input, each.levers)
    if (!projected.ok) return refuseModel(projected.error)
    cases.push({ ...each, projection: projected.value })
  }
  return {
    ok: true,
    value: {
      cases,
      months: whatIf.months,
      billing: whatIf.billing,
      sources: new Map(prepared.value.drivers.map(({ driver, source }) => [driver, source])),
    },
  }
}
