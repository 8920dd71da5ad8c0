import type { Workbook } from 'exceljs'
import type { ExportChoices, ExportSheet } from '#shared/contract/export.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { RevenueAtRiskQuestion } from '#shared/domain/scenario.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readQuestions } from '../../scenario/kept-questions.ts'
import { type AddedParts, addedSheet, joined, nothingAdded } from '../added-parts.ts'
import { commonCurrency } from '../report/currency.ts'
import { withCurrency } from '../report/styles.ts'
import { planScenarios } from './plan-scenarios.ts'
import { questionsSheetName, tablesSheetName, writeQuestions } from './questions-sheet.ts'
import { writeRevenueAtRisk } from './risk-sheet.ts'
import {
  paybackSheetName,
  projectionSheetName,
  scenariosSheetName,
  survivalSheetName,
  writeScenarioSheets,
} from './scenario-sheets.ts'

/** Amounts are written with the generic sign of a currency, which gives way to that of the data. */
function signAmounts({ worksheets }: Workbook, currency: string): void {
  for (const sheet of worksheets)
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.numFmt?.includes('¤') === true) cell.numFmt = withCurrency(cell.numFmt, currency)
      })
    })
}

/** The scenarios' sheets with What-if's answers, and the revenue at risk where it was asked for. */
export async function writeScenarios(
  place: Workplace,
  choices: ExportChoices,
  workbook: Workbook,
  operation: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
): Promise<AddedParts> {
  const cases = await writeCases(place, choices, workbook, operation)
  const question = await riskQuestion(place, choices)
  const atRisk =
    question === undefined ? nothingAdded : await writeRevenueAtRisk(place, question, workbook, operation)
  const currency = commonCurrency(place.datasets)
  signAmounts(workbook, currency)
  const added = joined([cases, atRisk])
  return {
    ...added,
    charts: added.charts.map((chart) => ({
      ...chart,
      ...(chart.valueFormat === undefined ? {} : { valueFormat: withCurrency(chart.valueFormat, currency) }),
    })),
  }
}

/** That of the scenario file, else the one kept in the project unless it is to be left out. */
async function riskQuestion(
  { connection }: Workplace,
  { whatIf }: ExportChoices,
): Promise<RevenueAtRiskQuestion | undefined> {
  if (whatIf !== undefined) return whatIf.revenueAtRisk
  const { revenueAtRisk } = await readQuestions(connection)
  return revenueAtRisk?.inExport === true ? revenueAtRisk : undefined
}

/** The sheets of the cases and the questions about them; none, and why, where the data does not allow a projection. */
async function writeCases(
  place: Workplace,
  choices: ExportChoices,
  workbook: Workbook,
  operation: Pick<OperationContext, 'signal' | 'onProgress'>,
): Promise<AddedParts> {
  const planned = await planScenarios(place, choices.whatIf)
  if (!planned.ok) {
    const message = `Scenarios are not in the workbook. ${planned.error.message}`
    return { ...nothingAdded, problems: [{ code: planned.error.code, severity: 'information', message }] }
  }
  const { cases, whatIf, drivers } = planned.value
  const { months, billing } = whatIf
  const sources = new Map(drivers.map(({ driver, source }) => [driver, source]))
  const written = writeScenarioSheets({ workbook, cases, months, billing, sources })
  const answered = await writeQuestions({ workbook, planned: planned.value, written, operation })
  const hidden = (name: string, detail: string): ExportSheet[] =>
    workbook.getWorksheet(name) === undefined
      ? []
      : [{ file: '', name, state: 'hidden helper', details: [detail] }]
  return {
    ...nothingAdded,
    charts: [...written.charts, ...answered.charts],
    problems: [...planned.value.prepared.problems, ...answered.problems] satisfies readonly Problem[],
    sheets: [
      addedSheet(scenariosSheetName, [`Drivers as cells: ${cases.map(({ name }) => name).join(', ')}`]),
      addedSheet(projectionSheetName, [`${months} months of each case as formulas`]),
      ...(workbook.getWorksheet(survivalSheetName) === undefined
        ? []
        : [addedSheet(survivalSheetName, ['Churn by tenure as cells, customers by age as formulas'])]),
      ...(answered.details.length === 0 ? [] : [addedSheet(questionsSheetName, answered.details)]),
      ...hidden(paybackSheetName, 'What a customer of all segments has brought, month by month'),
      ...hidden(tablesSheetName, 'A projection for each cell of a data table'),
    ],
  }
}
