import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { driverNames, type WhatIf } from '#shared/domain/scenario.ts'
import { whatIfSettingsKey, whatIfSettingsSchema, whatIfUnder } from '#shared/domain/what-if-settings.ts'
import { project } from '#shared/models/projection/projection.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { readTypedDrivers } from '../../scenario/baseline/baseline.ts'
import { readQuestions } from '../../scenario/kept-questions.ts'
import { refuseModel } from '../../scenario/model-refusal.ts'
import { readScenarios } from '../../scenario/saved-scenarios.ts'
import { askKept } from '../../scenario/what-if/ask-kept.ts'
import { type Cases, prepareCases } from '../../scenario/what-if/cases.ts'
import type { Connection } from '../../store/connection.ts'
import { readSetting } from '../../store/setting.ts'
import { blockColumns } from './projection-block.ts'
import type { ProjectedCase } from './scenario-sheets.ts'

export interface PlannedScenarios {
  readonly whatIf: WhatIf
  /** Whether the questions were asked, in a file or in What-if's panels, or are to be those that matter to everyone. */
  readonly isAsked: boolean
  readonly prepared: Cases
  readonly cases: readonly ProjectedCase[]
  readonly drivers: readonly BaselineDriver[]
}

/** The cases to be exported: those of the question, else the project's saved scenarios, over the measured baseline. */
export async function planScenarios(
  place: Workplace,
  asked: WhatIf | undefined,
): Promise<Outcome<PlannedScenarios>> {
  const saved = await readScenarios(place.connection)
  const whatIf = asked ?? { ...(await settingsOf(place.connection)), scenarios: [...saved] }
  const typed = await readTypedDrivers(place.connection)
  const prepared = await prepareCases({ place, whatIf, typed, saved })
  if (!prepared.ok) return prepared
  const cases: ProjectedCase[] = []
  for (const each of [prepared.value.baseline, ...prepared.value.scenarios]) {
    const projected = project(each.input, each.levers)
    if (!projected.ok) return refuseModel(projected.error)
    cases.push({ ...each, projection: projected.value })
  }
  const size = cases.reduce((sum, each) => sum + formulasOf(each, whatIf.months), 0)
  if (size > mostFormulas) {
    const count = size.toLocaleString('en-US')
    return refuse(
      'too_large',
      `As formulas they would need ${count} cells; fewer months, segments or scenarios fit.`,
    )
  }
  const { drivers } = prepared.value
  const kept = askKept(await readQuestions(place.connection), prepared.value, saved)
  const questions = asked ?? kept
  return {
    ok: true,
    value: {
      whatIf: { ...whatIf, ...questions },
      isAsked: questions !== undefined,
      prepared: prepared.value,
      cases,
      drivers,
    },
  }
}

/** How the project's scenarios are projected in the app. */
async function settingsOf(connection: Connection): Promise<WhatIf> {
  const kept = whatIfSettingsSchema.safeParse((await readSetting(connection, whatIfSettingsKey)) ?? {})
  return whatIfUnder(kept.success ? kept.data : whatIfSettingsSchema.parse({}))
}

/** More than this, and a spreadsheet takes long to open. */
export const mostFormulas = 400_000

/** How many formulas a case takes. */
export function formulasOf({ input }: Pick<ProjectedCase, 'input'>, months: number): number {
  const { segments = [], tenure } = input
  const curves = segments.length === 0 ? [tenure] : segments.map((segment) => segment.tenure ?? tenure)
  const perCurve = curves.map((curve) => {
    const length = curve?.churnByTenure.length ?? 0
    const ages = length === 0 ? 0 : months * (length + 8) + Math.max(months, length) * 10
    return months * blockColumns.length + ages
  })
  const total = curves.length > 1 ? months * 13 + 2400 : 0
  return perCurve.reduce((sum, each) => sum + each, total) + driverNames.length * (curves.length + 1)
}
