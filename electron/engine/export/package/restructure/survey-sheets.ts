import type { PackageDraft } from '../package-draft.ts'
import { epilogElements } from '../sheet-frame.ts'
import { readablePlan, type SheetPlan } from '../sheet-plan.ts'
import { splitSheet } from '../sheet-scan.ts'
import type { StoredFormula } from '../sheet-survey.ts'
import type { Workbook } from '../workbook-part.ts'

export interface SurveyedSheet extends SheetPlan {
  readonly formulas: readonly StoredFormula[]
  /** Local names of the elements after its rows. */
  readonly elements: readonly string[]
  /** Formats, validations and links speak of cells too. */
  readonly hasFrame: boolean
}

const framed: ReadonlySet<string> = new Set([
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'extLst',
])

/** All worksheets that can be read; a damaged one that nobody asked to change does not stand in the way. */
export async function surveySheets(draft: PackageDraft, workbook: Workbook): Promise<SurveyedSheet[]> {
  const surveys: SurveyedSheet[] = []
  for (const { name, part, kind } of workbook.sheets) {
    if (part === undefined || kind !== 'worksheet') continue
    const plan = await readablePlan(draft, { name, part })
    if (plan === undefined) continue
    const elements: string[] = []
    for await (const piece of splitSheet(draft.streamText(part)))
      if (piece.kind === 'epilog') elements.push(...epilogElements(piece.text).map(({ local }) => local))
    surveys.push({
      ...plan,
      formulas: plan.survey.formulas,
      elements,
      hasFrame: elements.some((each) => framed.has(each)),
    })
  }
  return surveys
}
