/** Carries out the changes to the original's own sheets. */
import { groupBy } from '#shared/domain/group-by.ts'
import type { Problem } from '#shared/domain/result.ts'
import { relationshipsNamespace } from './dialect.ts'
import type { CellPlace } from './formula-references.ts'
import { type ChangedNotes, changeNotes } from './notes.ts'
import type { PackageDraft } from './package-draft.ts'
import { refuse } from './package-fault.ts'
import { type PlacedColumn, planColumns } from './plan-columns.ts'
import { planDeletedColumns, planDeletedRows } from './plan-deletions.ts'
import { planEdits, planFills } from './plan-edits.ts'
import { planFollowUps } from './plan-follow-ups.ts'
import { planHeaderMarks } from './plan-header-marks.ts'
import { epilogElements, insertInEpilog, relationshipPrefix } from './sheet-frame.ts'
import { isEmptyPatch, patchSheet } from './sheet-patch.ts'
import { newSheetPlan, type SheetPlan } from './sheet-plan.ts'
import type { StyleSheet } from './style-sheet.ts'
import { changeTable } from './tables.ts'
import type { CellNote, WorkbookChanges } from './workbook-changes.ts'
import type { Workbook } from './workbook-part.ts'
import { splice } from './xml-text.ts'

export interface SheetChangesOutcome {
  readonly refused: readonly Problem[]
  readonly warnings: readonly Problem[]
  /** Names of the sheets that were written to. */
  readonly touched: readonly string[]
  readonly addedColumns: readonly PlacedColumn[]
  /** New parts and what they are. */
  readonly parts: ReadonlyMap<string, string>
  readonly removedParts: readonly string[]
  /** Defined names whose formula follows a renamed table column: index among all names -> new formula. */
  readonly changedNames: ReadonlyMap<number, string>
}

export async function changeSheets(
  draft: PackageDraft,
  workbook: Workbook,
  styleSheet: StyleSheet,
  changes: WorkbookChanges,
): Promise<SheetChangesOutcome> {
  const plans = new Map<string, SheetPlan>()
  const planFor = async (name: string): Promise<SheetPlan> => {
    const known = plans.get(name)
    if (known !== undefined) return known
    const plan = await newSheetPlan(draft, sheetNamed(workbook, name))
    plans.set(name, plan)
    return plan
  }
  const refused: Problem[] = []
  const warnings: Problem[] = []
  const addedColumns: PlacedColumn[] = []
  const notes = new Map<string, CellNote[]>()
  const noteOn = (sheet: string, added: readonly CellNote[]): void => {
    notes.set(sheet, [...(notes.get(sheet) ?? []), ...added])
  }

  for (const { sheet, rows } of changes.deletedRows ?? []) {
    refused.push(...planDeletedRows(await planFor(sheet), rows))
  }
  for (const { sheet, columns } of changes.deletedColumns ?? []) {
    refused.push(...planDeletedColumns(await planFor(sheet), columns))
  }
  for (const { sheet, edits } of changes.cells ?? []) {
    refused.push(...planEdits(await planFor(sheet), edits, styleSheet))
  }
  // After the edits: the colour that the user chose for an edited cell shows.
  for (const { sheet, fills } of changes.fills ?? []) {
    planFills(await planFor(sheet), fills, styleSheet)
  }
  for (const { sheet, columns } of changes.columns ?? []) {
    const planned = planColumns(await planFor(sheet), columns, styleSheet)
    addedColumns.push(...planned.placed)
    warnings.push(...planned.warnings)
    noteOn(sheet, planned.notes)
  }
  for (const [sheet, marks] of groupBy(changes.headerMarks ?? [], (mark) => mark.sheet)) {
    planHeaderMarks(await planFor(sheet), marks, styleSheet)
    for (const { row, column, text, author = 'Tenure' } of marks)
      if (text !== undefined) noteOn(sheet, [{ row, column, text, author }])
  }
  for (const { sheet, notes: added } of changes.notes ?? []) {
    await planFor(sheet)
    noteOn(sheet, added)
  }
  const removedNotes = new Map((changes.removedNotes ?? []).map(({ sheet, cells }) => [sheet, cells]))
  for (const sheet of removedNotes.keys()) await planFor(sheet)
  const followUps = await planFollowUps(draft, workbook, plans)
  warnings.push(...followUps.warnings)

  const parts = new Map<string, string>()
  const removedParts: string[] = []
  for (const plan of plans.values()) {
    const changed = writeNotes(
      draft,
      workbook,
      plan,
      notes.get(plan.name) ?? [],
      removedNotes.get(plan.name) ?? [],
    )
    refused.push(...changed.refused)
    removedParts.push(...changed.removedParts)
    for (const [part, type] of changed.parts) parts.set(part, type)
    await writeSheet(draft, workbook, plan)
  }
  return {
    refused,
    warnings,
    touched: [...plans.values()]
      .filter(({ patch, name }) => !isEmptyPatch(patch) || notes.has(name) || removedNotes.has(name))
      .map((plan) => plan.name),
    addedColumns,
    parts,
    removedParts,
    changedNames: followUps.changedNames,
  }
}

function sheetNamed(workbook: Workbook, name: string): { name: string; part: string } {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name)
  if (sheet?.part === undefined || sheet.kind !== 'worksheet') {
    return refuse('invalid_request', `The workbook has no worksheet "${name}" that could be changed.`, {
      place: { sheet: name },
    })
  }
  return { name, part: sheet.part }
}

function writeNotes(
  draft: PackageDraft,
  workbook: Workbook,
  plan: SheetPlan,
  notes: readonly CellNote[],
  removed: readonly CellPlace[],
): ChangedNotes {
  const { name, part, survey } = plan
  const { legacyDrawingId } = survey
  const changed = changeNotes(draft, workbook, { name, part, legacyDrawingId }, notes, removed)
  const id = changed.legacyDrawingId
  if (id !== undefined) {
    plan.patch.epilog.push((epilog, prolog, prefix) => {
      const known = relationshipPrefix(prolog)
      const uri = relationshipsNamespace(workbook.dialect)
      const declaration = known === undefined ? ` xmlns:r="${uri}"` : ''
      const xml = `<${prefix}legacyDrawing${declaration} ${known ?? 'r'}:id="${id}"/>`
      const dangling = epilogElements(epilog).find((element) => element.local === 'legacyDrawing')
      const change =
        dangling === undefined
          ? insertInEpilog(epilog, 'legacyDrawing', xml)
          : { start: dangling.start, end: dangling.end, text: xml }
      return splice(epilog, [change])
    })
  }
  return changed
}

async function writeSheet(draft: PackageDraft, workbook: Workbook, plan: SheetPlan): Promise<void> {
  for (const { table, change } of plan.tables) {
    changeTable(draft, table, change)
  }
  if (isEmptyPatch(plan.patch)) return
  await draft.writeStream(
    plan.part,
    patchSheet(draft.streamText(plan.part), plan.patch, plan.survey.rows, workbook.date1904),
  )
}
