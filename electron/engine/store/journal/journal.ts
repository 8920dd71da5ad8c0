import { z } from 'zod'
import type { RowId, SheetId } from '#shared/domain/ids.ts'
import { describeCause, type Outcome, refuse } from '../../refusal.ts'
import { type SheetReader, sheetReader } from '../catalog.ts'
import { type Connection, execute, readRow, readRows } from '../connection.ts'
import { insertRows } from '../insert-rows.ts'
import type { Project, WriteScope } from '../project.ts'
import { deletedRowsTable } from '../sheet-table.ts'
import { affectedBy } from './affected.ts'
import { refreshComputed } from './refresh-computed.ts'
import { type Direction, type Step, stepSchema } from './step.ts'
import { takeStep, takeStepsBack, takeStepsForward } from './take-step.ts'

/** What a change in the making is given: it takes steps, and each is in the journal from then on. */
export interface ChangeContext {
  readonly connection: Connection
  /** The sheets as they stand between the steps. */
  readonly sheets: SheetReader
  readonly entry: number
  /** The number of the step to be taken next, under which its cells are to stand in `journal_cell`. */
  readonly nextStep: () => number
  readonly take: (step: Step) => Promise<void>
}

/** What a change says of itself when it is done. */
export interface ChangeSummary {
  /** As in "Undo paste of 120 cells". */
  readonly label: string
  readonly sheet?: SheetId
  readonly cells: number
  /** The first of the rows that it added. */
  readonly addedRow?: RowId | undefined
  /** Formulas of the workbook that read cells which it moved and cannot follow: they go on reading where these were. */
  readonly formulasLeft?: number
  /** Formulas of the workbook among cells which it moved that are values at their new places. */
  readonly formulasToValues?: number
}

/** History beyond this many bytes is forgotten, the oldest first. */
const historyBytes = 256 * 2 ** 20
const bytesPerCell = 64

/**
 * Makes a change: `work` takes steps, and they are committed together with their journal entry or not at all. Changes
 * that had been undone can then no longer be done again.
 */
export function change(
  project: Project,
  work: (context: ChangeContext) => Promise<Outcome<ChangeSummary>>,
  signal?: AbortSignal,
): Promise<Outcome<ChangeSummary>> {
  return project.write((connection, scope) => recordChange(connection, scope, work), signal)
}

/** The same inside a transaction that is already open. */
export async function recordChange(
  connection: Connection,
  scope: WriteScope,
  work: (context: ChangeContext) => Promise<Outcome<ChangeSummary>>,
): Promise<Outcome<ChangeSummary>> {
  const past = await readRow(
    connection,
    z.object({ id: z.number().nullable(), undone: z.number(), bytes: z.coerce.number().nullable() }),
    `SELECT max(id) FILTER (NOT undone) AS id, count(*) FILTER (undone) AS undone, sum(bytes) AS bytes FROM journal`,
  )
  // What was taken back is gone for good once another change is made.
  if ((past?.undone ?? 0) > 0) await forgetEntries(connection, 'undone')
  const entry = (past?.id ?? 0) + 1
  const sheets = sheetReader(connection)
  const steps: Step[] = []
  const touched = new Set<string>()
  const take = async (step: Step) => {
    await takeStep({ connection, sheets, entry, step: steps.length, touched }, step, 'forward')
    steps.push(step)
  }
  const outcome = await work({ connection, sheets, entry, nextStep: () => steps.length, take })
  if (!outcome.ok) return outcome
  await refreshComputed({ connection, sheets, entry, take }, [...steps])
  scope.limitTo(affectedBy(steps))
  if (steps.length === 0) return outcome
  const { label, sheet, cells } = outcome.value
  const body = JSON.stringify(steps)
  await insertRows(connection, 'journal', [
    [
      entry,
      new Date().toISOString(),
      label,
      sheet ?? null,
      body,
      cells,
      body.length + cells * bytesPerCell,
      false,
    ],
  ])
  if (Number(past?.bytes ?? 0) > historyBytes) await forgetOldest(connection)
  return outcome
}

/** Takes the steps that `work` takes without keeping them: they belong to an import, which is not taken back. */
export async function withoutJournal(
  connection: Connection,
  work: (context: ChangeContext) => Promise<void>,
): Promise<void> {
  const past = await readRow(
    connection,
    z.object({ last: z.number().nullable() }),
    'SELECT max(id) AS last FROM journal',
  )
  const entry = (past?.last ?? 0) + 1
  const sheets = sheetReader(connection)
  const touched = new Set<string>()
  const keptRows: string[] = []
  let step = 0
  await work({
    connection,
    sheets,
    entry,
    nextStep: () => step,
    take: async (next) => {
      await takeStep({ connection, sheets, entry, step, touched }, next, 'forward')
      if (next.type === 'deleteRows') keptRows.push(deletedRowsTable(next.sheet, entry, step))
      step += 1
    },
  })
  await execute(connection, 'DELETE FROM journal_cell WHERE entry = ?', [entry])
  await execute(connection, 'DELETE FROM deleted_row WHERE entry = ?', [entry])
  for (const table of keptRows) await execute(connection, `DROP TABLE IF EXISTS ${table}`)
}

/** Takes the last change back, or does the last one taken back again. */
export function moveInHistory(project: Project, direction: Direction): Promise<Outcome<undefined>> {
  return project.write<undefined>(async (connection, scope) => {
    const next = direction === 'back' ? 'max(id) FILTER (NOT undone)' : 'min(id) FILTER (undone)'
    const found = await readRow(
      connection,
      z.object({ id: z.number(), steps: z.string() }),
      `SELECT id, steps FROM journal WHERE id = (SELECT ${next} FROM journal)`,
    )
    if (found === undefined)
      return refuse(
        'not_found',
        direction === 'back' ? 'There is nothing to undo.' : 'There is nothing to redo.',
      )
    const steps = parseSteps(found.steps)
    const take = direction === 'back' ? takeStepsBack : takeStepsForward
    const sheets = sheetReader(connection)
    await take({ connection, sheets, entry: found.id, touched: new Set() }, steps)
    await refreshComputed({ connection, sheets, entry: found.id }, steps)
    scope.limitTo(affectedBy(steps))
    await execute(connection, 'UPDATE journal SET undone = ? WHERE id = ?', [direction === 'back', found.id])
    return { ok: true, value: undefined }
  })
}

export function parseSteps(body: string): Step[] {
  try {
    return z.array(stepSchema).parse(JSON.parse(body))
  } catch (error) {
    throw new Error(`an entry of the journal cannot be read: ${describeCause(error)}`)
  }
}

/** Drops the changes of sheets that are about to be removed: they cannot be taken back any more. */
export async function forgetSheets(connection: Connection, sheets: readonly SheetId[]): Promise<void> {
  const entries = await readRows(
    connection,
    z.object({ id: z.number(), steps: z.string() }),
    'SELECT id, steps FROM journal',
  )
  const gone = entries.filter(({ steps }) =>
    parseSteps(steps).some((step) => sheets.some((id) => touches(step, id))),
  )
  if (gone.length > 0) await forgetEntries(connection, `id IN (${gone.map(({ id }) => id).join(', ')})`)
}

function touches(step: Step, sheet: SheetId): boolean {
  if (step.type !== 'record') return step.sheet === sheet
  return (step.table === 'sheet' ? step.key.id : step.key.sheet_id) === sheet
}

async function forgetOldest(connection: Connection): Promise<void> {
  const row = await readRow(
    connection,
    z.object({ id: z.number().nullable() }),
    `SELECT max(id) AS id FROM (
       SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS total, max(id) OVER () AS last FROM journal
     ) WHERE total > ? AND id < last`,
    [historyBytes],
  )
  if (row?.id === null || row === undefined) return
  await forgetEntries(connection, `id <= ${row.id}`)
}

/**
 * Drops entries of the journal for good, with the cells and rows kept for them. Which rows are deleted, and what edited
 * cells held at first, is still known: export needs it.
 */
async function forgetEntries(connection: Connection, condition: string): Promise<void> {
  const entries = await readRows(
    connection,
    z.object({ id: z.number(), steps: z.string() }),
    `SELECT id, steps FROM journal WHERE ${condition}`,
  )
  for (const { id, steps } of entries)
    for (const [number, step] of parseSteps(steps).entries())
      if (step.type === 'deleteRows')
        await execute(connection, `DROP TABLE IF EXISTS ${deletedRowsTable(step.sheet, id, number)}`)
  await execute(
    connection,
    `DELETE FROM journal_cell WHERE entry IN (SELECT id FROM journal WHERE ${condition})`,
  )
  await execute(connection, `DELETE FROM journal WHERE ${condition}`)
}
