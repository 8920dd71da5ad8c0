/** What is known and what will change about one sheet of the original. */
import type { PackageDraft } from './package-draft.ts'
import { PackageFault } from './package-fault.ts'
import { emptyPatch, type SheetPatch } from './sheet-patch.ts'
import { type SheetSurvey, surveySheet } from './sheet-survey.ts'
import { readTables, type SheetTable, type TableChange, unchangedTable } from './tables.ts'

export interface SheetPlan {
  readonly name: string
  readonly part: string
  readonly survey: SheetSurvey
  readonly patch: SheetPatch
  readonly tables: readonly {
    readonly table: SheetTable
    readonly change: TableChange
  }[]
}

export async function newSheetPlan(
  draft: PackageDraft,
  sheet: { readonly name: string; readonly part: string },
): Promise<SheetPlan> {
  return {
    name: sheet.name,
    part: sheet.part,
    survey: await surveySheet(draft.streamText(sheet.part)),
    patch: emptyPatch(),
    tables: readTables(draft, sheet.part).map((table) => ({
      table,
      change: unchangedTable(table),
    })),
  }
}

/** A damaged sheet that nobody asked to change does not stand in the way; it is copied as it is. */
export async function readablePlan(
  draft: PackageDraft,
  sheet: { readonly name: string; readonly part: string },
): Promise<SheetPlan | undefined> {
  try {
    return await newSheetPlan(draft, sheet)
  } catch (error) {
    if (error instanceof PackageFault) return undefined
    throw error
  }
}
