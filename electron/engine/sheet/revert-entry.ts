import { z } from 'zod'
import { columnIdSchema, sheetIdSchema } from '#shared/contract/values.ts'
import { type ColumnId, columnId, rowId, type SheetId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../refusal.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { execute, readRow, readRows } from '../store/connection.ts'
import type { ChangeContext, ChangeSummary } from '../store/journal/journal.ts'
import { parseSteps } from '../store/journal/journal.ts'
import type { Step, StepOf } from '../store/journal/step.ts'
import { changeTexts } from './change-texts.ts'
import { columnOrderStep } from './commands/change-record.ts'
import { takeRowsOut } from './commands/delete-rows.ts'
import { putRowsBack } from './put-rows-back.ts'
import { pendingCells, startPending, writePending } from './write-cells.ts'

/**
 * Takes one older change back, as a new change: what it made of the document is undone as far as it is still there.
 * Refused where a later change of the same thing stands in the way.
 */
export async function revertEntry(context: ChangeContext, id: number): Promise<Outcome<ChangeSummary>> {
  const entry = await readRow(
    context.connection,
    z.object({ label: z.string(), steps: z.string(), undone: z.boolean() }),
    'SELECT label, steps, undone FROM journal WHERE id = ?',
    [id],
  )
  if (entry === undefined || entry.undone)
    return refuse('not_found', 'This change has already been taken back, or is too long ago.')
  let cells = 0
  const numbered = parseSteps(entry.steps).map((step, number) => ({ step, number }))
  for (const { step, number } of numbered.reverse()) {
    const reverted = await revertStep(context, step, { entry: id, step: number })
    if (!reverted.ok) return reverted
    cells += reverted.value
  }
  return { ok: true, value: { label: `taking back of ${entry.label}`, cells } }
}

interface PastStep {
  readonly entry: number
  readonly step: number
}

const unchanged: Outcome<number> = { ok: true, value: 0 }

/** Returns how many cells it changed. */
async function revertStep(context: ChangeContext, step: Step, past: PastStep): Promise<Outcome<number>> {
  switch (step.type) {
    case 'cells':
      return step.recalculated === true ? unchanged : revertCells(context, step, past)
    case 'highlights':
      return revertHighlights(context, step, past)
    case 'movedFormulas':
      return revertMovedFormulas(context, step, past)
    case 'insertRows':
      return removeInserted(context, step)
    case 'deleteRows':
      return putRowsBack(context, step.sheet, past)
    case 'record':
      return revertRecord(context, step)
    case 'preamble':
      if (step.recalculated === true) return unchanged
      return refuse('invalid_request', 'A change of the header row can only be taken back with undo.')
    // A wider type holds what was there before; a column that is no longer shown needs no removing; and formulas
    // follow what they read.
    case 'columnTypes':
    case 'addColumn':
    case 'staleFormulas':
    case 'originals':
      return unchanged
  }
}

async function revertCells(
  context: ChangeContext,
  step: StepOf<'cells'>,
  past: PastStep,
): Promise<Outcome<number>> {
  const sheet = await context.sheets.get(step.sheet)
  if (sheet === undefined) return refuse('not_found', 'The sheet of this change is no longer there.')
  const computed = sheet.info.columns.find(
    (column) => column.formula !== undefined && step.columns.includes(column.id),
  )
  if (computed !== undefined)
    return refuse('invalid_request', `"${computed.name}" is computed by a formula since then.`)
  await startPending(context.connection)
  await execute(
    context.connection,
    `INSERT INTO ${pendingCells} SELECT column_id, row_id, before_kind, before_number, before_text
     FROM journal_cell WHERE entry = ? AND step = ?`,
    [past.entry, past.step],
  )
  const count = await writePending(context, sheet, { imported: step.imported })
  if (step.imported) await forgetOriginals(context, step.sheet, past)
  return { ok: true, value: count }
}

/** Cells that the past step was the first to change are no longer edited: a formula that stood there counts again. */
async function forgetOriginals(context: ChangeContext, sheet: SheetId, past: PastStep): Promise<void> {
  const count = await execute(
    context.connection,
    `INSERT INTO journal_cell
     SELECT ?, ?, o.column_id, o.row_id, o.kind, o.number, o.text, 0, NULL, NULL FROM original_cell AS o
     JOIN journal_cell AS j ON j.row_id = o.row_id AND j.column_id = o.column_id
     WHERE o.sheet_id = ? AND o.entry = ? AND j.entry = ? AND j.step = ? AND o.kind = j.before_kind
       AND o.number IS NOT DISTINCT FROM j.before_number AND o.text IS NOT DISTINCT FROM j.before_text`,
    [context.entry, context.nextStep(), sheet, past.entry, past.entry, past.step],
  )
  if (count > 0) await context.take({ type: 'originals', sheet, edit: past.entry })
}

async function revertHighlights(
  context: ChangeContext,
  step: StepOf<'highlights'>,
  past: PastStep,
): Promise<Outcome<number>> {
  const count = await execute(
    context.connection,
    `INSERT INTO journal_cell
     SELECT ?, ?, j.column_id, j.row_id, 0, NULL, h.color, 0, NULL, j.before_text FROM journal_cell AS j
     LEFT JOIN highlight AS h ON h.sheet_id = ? AND h.row_id = j.row_id AND h.column_id = j.column_id
     WHERE j.entry = ? AND j.step = ?`,
    [context.entry, context.nextStep(), step.sheet, past.entry, past.step],
  )
  if (count > 0) await context.take({ type: 'highlights', sheet: step.sheet })
  return { ok: true, value: count }
}

/** Formulas that the change took away are back, unless what they read has been moved since: then the values stay. */
async function revertMovedFormulas(
  context: ChangeContext,
  { sheet }: StepOf<'movedFormulas'>,
  past: PastStep,
): Promise<Outcome<number>> {
  const rows = await readRows(
    context.connection,
    z.object({
      row: z.number().transform(rowId),
      column: z.number().transform(columnId),
      after: z.string(),
    }),
    `SELECT j.row_id AS "row", j.column_id AS "column", j.before_text AS after FROM journal_cell AS j
     WHERE j.entry = ? AND j.step = ? AND j.before_text IS NOT NULL AND j.after_text IS NULL
       AND NOT EXISTS (SELECT 1 FROM moved_formula AS m
         WHERE m.sheet_id = ? AND m.row_id = j.row_id AND m.column_id = j.column_id)
       AND NOT EXISTS (SELECT 1 FROM journal WHERE id > ? AND id < ? AND NOT undone
         AND contains(steps, '"table":"relocation"'))`,
    [past.entry, past.step, sheet, past.entry, context.entry],
  )
  await changeTexts(
    context,
    'movedFormulas',
    rows.map((row) => ({ sheet, ...row })),
  )
  return unchanged
}

async function removeInserted(context: ChangeContext, step: StepOf<'insertRows'>): Promise<Outcome<number>> {
  const sheet = await context.sheets.get(step.sheet)
  if (sheet === undefined) return refuse('not_found', 'The sheet of this change is no longer there.')
  const rows = await readRows(
    context.connection,
    z.object({ row_id: z.number() }),
    `SELECT row_id FROM ${sheet.table} WHERE row_id >= ? AND row_id < ?`,
    [step.firstRow, step.firstRow + step.count],
  )
  await takeRowsOut(
    context,
    step.sheet,
    rows.map((row) => rowId(row.row_id)),
  )
  return { ok: true, value: 0 }
}

async function revertRecord(context: ChangeContext, step: StepOf<'record'>): Promise<Outcome<number>> {
  if (step.table === 'relocation' && !(await isLastMove(context, step)))
    return refuse(
      'invalid_request',
      'Cells have been moved again since then. Take the later move back first.',
    )
  const order = await columnOrderChange(context, step)
  if (order !== undefined) return order
  // The record of an added column stays with its cells; the column itself leaves the order of columns.
  if (step.table === 'sheet_column' && (step.before === null || step.after === null))
    return { ok: true, value: 0 }
  if (!(await isStill(context, step)))
    return refuse(
      'invalid_request',
      'It has been changed again since then. Take the later change back first.',
    )
  await context.take({ ...step, before: step.after, after: step.before })
  return { ok: true, value: 0 }
}

/** Later moves go on from where the earlier ones led. */
async function isLastMove({ connection }: ChangeContext, { key }: StepOf<'record'>): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ found: z.boolean() }),
    'SELECT EXISTS (SELECT 1 FROM relocation WHERE id > ?) AS found',
    [key.id ?? 0],
  )
  return row?.found !== true
}

/** True where the record is as the step left it. */
async function isStill(context: ChangeContext, { table, key, after }: StepOf<'record'>): Promise<boolean> {
  const where = Object.entries({ ...key, ...(after ?? {}) })
  const row = await readRow(
    context.connection,
    z.object({ found: z.number() }),
    `SELECT count(*) AS found FROM ${table}
     WHERE ${where.map(([name]) => `"${name}" IS NOT DISTINCT FROM ?`).join(' AND ')}`,
    where.map(([, value]) => value),
  )
  return (row?.found ?? 0) > 0 === (after !== null)
}

const orderSchema = z.object({
  column_order: z.string().transform((text) => z.array(columnIdSchema).parse(JSON.parse(text))),
})

/** Columns that the step showed are hidden, and those that it hid are shown, whatever else moved since. */
async function columnOrderChange(
  context: ChangeContext,
  step: StepOf<'record'>,
): Promise<Outcome<number> | undefined> {
  const before = orderSchema.safeParse(step.before)
  const after = orderSchema.safeParse(step.after)
  if (step.table !== 'sheet' || !before.success || !after.success) return undefined
  const sheet = await context.sheets.get(sheetOfKey(step))
  if (sheet === undefined) return refuse('not_found', 'The sheet of this change is no longer there.')
  const [was, became] = [before.data.column_order, after.data.column_order]
  const present = sheet.info.columns.map((column) => column.id)
  if (was.length === became.length && String(present) !== String(became))
    return refuse(
      'invalid_request',
      'Columns have been moved again since then. Take the later change back first.',
    )
  await context.take(columnOrderStep(sheet, revertedOrder(sheet, was, became)))
  return { ok: true, value: 0 }
}

const sheetOfKey = (step: StepOf<'record'>): SheetId => sheetIdSchema.parse(step.key.id)

function revertedOrder(
  sheet: StoredSheet,
  was: readonly ColumnId[],
  became: readonly ColumnId[],
): ColumnId[] {
  if (was.length === became.length) return [...was]
  const added = new Set(became.filter((id) => !was.includes(id)))
  const order = sheet.info.columns.map((column) => column.id).filter((id) => !added.has(id))
  for (const [place, id] of was.entries())
    if (!became.includes(id) && !order.includes(id)) order.splice(place, 0, id)
  return order
}
