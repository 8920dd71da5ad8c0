import type { Workbook } from 'exceljs'
import type { ExportChoices } from '#shared/contract/export.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type AddedParts, addedSheet, nothingAdded } from '../added-parts.ts'
import { planScenarios } from './plan-scenarios.ts'
import { projectionSheetName, scenariosSheetName, writeScenarioSheets } from './scenario-sheets.ts'

/** The scenarios' sheets; none, and why, where the data does not allow a projection. */
export async function writeScenarios(
  place: Workplace,
  choices: ExportChoices,
  workbook: Workbook,
): Promise<AddedParts> {
  const planned = await planScenarios(place, choices.whatIf)
  if (!planned.ok) {
    const message = `Scenarios are not in the workbook. ${planned.error.message}`
    return { ...nothingAdded, problems: [{ code: planned.error.code, severity: 'information', message }] }
  }
  const charts = writeScenarioSheets({ workbook, ...planned.value })
  const { cases, months } = planned.value
  return {
    ...nothingAdded,
    charts,
    sheets: [
      addedSheet(scenariosSheetName, [`Drivers as cells: ${cases.map(({ name }) => name).join(', ')}`]),
      addedSheet(projectionSheetName, [`${months} months of each case as formulas`]),
    ],
  }
}
