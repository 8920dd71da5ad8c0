/**
 * What follows from changed cells: another cell takes over a shared formula whose holder was overwritten, formulas
 * follow a renamed table column, and cached values that may no longer be true are dropped.
 */
import type { Problem } from '#shared/domain/result.ts'
import { rangeText } from './cell-range.ts'
import { findDependents } from './dependents.ts'
import { movedFormula, type RenamedColumn, withRenamedColumns } from './formula-text.ts'
import type { PackageDraft } from './package-draft.ts'
import { addCellPatch, isOverwritten, type SheetPatch } from './sheet-patch.ts'
import { readablePlan, type SheetPlan } from './sheet-plan.ts'
import type { StoredFormula } from './sheet-survey.ts'
import { renameInTable } from './tables.ts'
import type { Workbook } from './workbook-part.ts'

export interface FollowUps {
  readonly warnings: readonly Problem[]
  /** Index of a defined name -> its formula from now on. */
  readonly changedNames: ReadonlyMap<number, string>
}

/** Adds to the plans, and plans for further sheets where their formulas are concerned. */
export async function planFollowUps(
  draft: PackageDraft,
  workbook: Workbook,
  plans: Map<string, SheetPlan>,
): Promise<FollowUps> {
  const isWritten = [...plans.values()].some((plan) => writes(plan.patch))
  if (!isWritten) return { warnings: [], changedNames: new Map() }

  const all = await planEverySheet(draft, workbook, plans)
  const renames = renamedColumns(plans)
  for (const plan of all) moveSharedFormulas(plan, renames)
  renameInFormulas(all, renames)
  renameInTables(draft, all, renames)
  const changedNames = renamesInNames(workbook, renames)
  for (const [plan, cells] of findDependents(workbook, all)) {
    for (const { row, column } of cells) {
      addCellPatch(plan.patch, row, column, { isUncached: true })
    }
  }
  for (const plan of all) {
    if (plan.patch.rows.size > 0) plans.set(plan.name, plan)
  }
  return { warnings: pivotWarnings(draft), changedNames }
}

/** Whether cells get new content; a new background alone changes no formula's value. */
const writes = (patch: SheetPatch): boolean =>
  patch.emptiedColumns.length > 0 ||
  [...patch.rows.values()].some(
    ({ cells, isEmptied }) => isEmptied || [...cells.values()].some((change) => change.content !== undefined),
  )

async function planEverySheet(
  draft: PackageDraft,
  workbook: Workbook,
  plans: ReadonlyMap<string, SheetPlan>,
): Promise<SheetPlan[]> {
  const all: SheetPlan[] = []
  for (const { name, part, kind } of workbook.sheets) {
    if (part === undefined || kind !== 'worksheet') continue
    const plan = plans.get(name) ?? (await readablePlan(draft, { name, part }))
    if (plan !== undefined) all.push(plan)
  }
  return all
}

/** The first remaining cell of a shared formula holds its text from now on. */
function moveSharedFormulas(plan: SheetPlan, renames: readonly RenamedColumn[]): void {
  if (plan.patch.rows.size === 0 && plan.patch.emptiedColumns.length === 0) return
  const { formulas } = plan.survey
  const gone = (formula: StoredFormula): boolean => isOverwritten(plan.patch, formula.row, formula.column)
  const holders = formulas.filter(
    (formula) => formula.kind === 'shared' && formula.text !== '' && gone(formula),
  )
  for (const holder of holders) {
    const heir = formulas.find(
      (formula) =>
        formula.kind === 'shared' &&
        formula.shared === holder.shared &&
        formula.text === '' &&
        !gone(formula),
    )
    if (heir === undefined) continue
    addCellPatch(plan.patch, heir.row, heir.column, {
      sharedFormula: {
        text: withRenamedColumns(movedFormula(holder.text, holder, heir), renames),
        range: remainingRange(holder, heir),
      },
    })
  }
}

/** A column or row of shared cells starts at the heir; a block keeps its range, which may have holes. */
function remainingRange(holder: StoredFormula, heir: StoredFormula): string {
  const range = holder.range ?? {
    firstRow: heir.row,
    firstColumn: heir.column,
    lastRow: heir.row,
    lastColumn: heir.column,
  }
  if (range.firstColumn === range.lastColumn) {
    return rangeText({ ...range, firstRow: heir.row })
  }
  if (range.firstRow === range.lastRow) {
    return rangeText({ ...range, firstColumn: heir.column })
  }
  return rangeText(range)
}

function renamedColumns(plans: ReadonlyMap<string, SheetPlan>): RenamedColumn[] {
  return [...plans.values()].flatMap((plan) =>
    plan.tables.flatMap(({ table, change }) =>
      [...change.renamed].map(([index, to]) => ({
        table: table.name,
        from: table.columns[index] ?? '',
        to,
      })),
    ),
  )
}

function renameInFormulas(plans: readonly SheetPlan[], renames: readonly RenamedColumn[]): void {
  if (renames.length === 0) return
  for (const { survey, patch } of plans) {
    for (const { row, column, text } of survey.formulas) {
      if (text === '' || isOverwritten(patch, row, column)) continue
      const formula = withRenamedColumns(text, renames)
      if (formula !== text) addCellPatch(patch, row, column, { formula })
    }
  }
}

function renameInTables(
  draft: PackageDraft,
  plans: readonly SheetPlan[],
  renames: readonly RenamedColumn[],
): void {
  if (renames.length === 0) return
  for (const { table } of plans.flatMap((plan) => plan.tables)) {
    renameInTable(draft, table, renames)
  }
}

function renamesInNames(workbook: Workbook, renames: readonly RenamedColumn[]): Map<number, string> {
  const changed = new Map<number, string>()
  if (renames.length === 0) return changed
  workbook.definedNames.forEach(({ formula }, index) => {
    const renamed = withRenamedColumns(formula, renames)
    if (renamed !== formula) changed.set(index, renamed)
  })
  return changed
}

function pivotWarnings(draft: PackageDraft): Problem[] {
  const hasPivot = draft.parts().some((part) => /\/pivotTables\/[^/]+\.xml$/i.test(part))
  if (!hasPivot) return []
  return [
    {
      code: 'pivot_not_refreshed',
      severity: 'information',
      message:
        'Pivot tables show the values from before the edits until they are refreshed in Excel (Data, Refresh All).',
    },
  ]
}
