import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import { cellAddress } from '#shared/domain/address.ts'
import { columnId, sheetId } from '#shared/domain/ids.ts'
import { readSheets, type StoredSheet } from '../catalog.ts'
import { partsTextSql } from '../cell-sql.ts'
import { type Connection, readRow, readRows } from '../connection.ts'
import { type RowNumbers, readRowNumbers } from '../row-numbers.ts'
import { parseSteps } from './journal.ts'
import type { Step } from './step.ts'

/** Cells shown of one change; its label says how many there were. */
const cellsShown = 50

type HistoryEntries = ReplyInput<'history.list'>['entries']

/** The changes made to the project, newest first, each with its first cells before and after. */
export async function listHistory(connection: Connection, limit: number): Promise<HistoryEntries> {
  const sheets = new Map((await readSheets(connection)).map((sheet) => [sheet.info.id, sheet]))
  const entries = await readRows(
    connection,
    z.object({
      id: z.number(),
      made_at: z.string(),
      label: z.string(),
      sheet_id: z.number().nullable(),
      undone: z.boolean(),
      steps: z.string(),
    }),
    'SELECT id, made_at, label, sheet_id, undone, steps FROM journal ORDER BY id DESC LIMIT ?',
    [limit],
  )
  const listed: HistoryEntries = []
  const numbers = new Map<StoredSheet, RowNumbers>()
  for (const { id, made_at, label, sheet_id, undone, steps } of entries) {
    const sheet = sheet_id === null ? undefined : sheets.get(sheetId(sheet_id))
    listed.push({
      id,
      at: made_at,
      label,
      sheet: sheet?.info.name ?? null,
      cells: sheet === undefined ? [] : await changedCells(connection, { id, steps }, sheet, numbers),
      undone,
    })
  }
  return listed
}

async function changedCells(
  connection: Connection,
  entry: { readonly id: number; readonly steps: string },
  sheet: StoredSheet,
  known: Map<StoredSheet, RowNumbers>,
) {
  const numbers = known.get(sheet) ?? (await readRowNumbers(connection, sheet))
  known.set(sheet, numbers)
  const allSteps = parseSteps(entry.steps)
  const followed = allSteps.flatMap((step, number) => (isFollowed(step) ? [number] : []))
  const rows = await readRows(
    connection,
    z.object({
      step: z.number(),
      row_id: z.number(),
      column_id: z.number(),
      position: z.number().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
    `SELECT j.step, j.row_id, j.column_id, s.position,
       ${partsTextSql('j.before_kind', 'j.before_number', 'j.before_text')} AS before,
       ${partsTextSql('j.after_kind', 'j.after_number', 'j.after_text')} AS after
     FROM (SELECT * FROM journal_cell WHERE entry = ?
       AND NOT list_contains([${followed.join(', ')}]::INTEGER[], step) ORDER BY step, row_id, column_id LIMIT ?) AS j
     LEFT JOIN ${sheet.table} AS s ON s.row_id = j.row_id
     ORDER BY j.row_id, j.column_id`,
    [entry.id, cellsShown],
  )
  const cells = rows.map((row) => {
    const nothing = allSteps[row.step]?.type === 'highlights' ? 'none' : ''
    return {
      address: addressOf(sheet, numbers, row),
      before: row.before ?? nothing,
      after: row.after ?? nothing,
    }
  })
  return [...cells, ...(await changedNotes(connection, allSteps, sheet, numbers))]
}

const noteKeySchema = z.object({ row_id: z.number(), column_id: z.number() })
const noteTextSchema = z.object({ text: z.string() }).nullable()

/** Notes that were written, changed or removed, as cells with their texts. */
async function changedNotes(
  connection: Connection,
  steps: readonly Step[],
  sheet: StoredSheet,
  numbers: RowNumbers,
) {
  const notes = steps.filter((step) => step.type === 'record').filter(({ table }) => table === 'note')
  const changed = []
  for (const { key, before, after } of notes.slice(0, cellsShown)) {
    const cell = noteKeySchema.parse(key)
    const row = await readRow(
      connection,
      z.object({ position: z.number() }),
      `SELECT position FROM ${sheet.table} WHERE row_id = ?`,
      [cell.row_id],
    )
    changed.push({
      address: addressOf(sheet, numbers, { ...cell, position: row?.position ?? null }),
      before: noteTextSchema.parse(before)?.text ?? '',
      after: noteTextSchema.parse(after)?.text ?? '',
    })
  }
  return changed
}

/** What follows from the change by formulas of the workbook is no change that the user made. */
const isFollowed = (step: Step): boolean =>
  step.type === 'staleFormulas' ||
  step.type === 'originals' ||
  step.type === 'movedFormulas' ||
  (step.type === 'cells' && step.recalculated === true)

/** Where the cell stands now; a row or column that is gone keeps no address. */
function addressOf(
  sheet: StoredSheet,
  numbers: RowNumbers,
  cell: { row_id: number; column_id: number; position: number | null },
): string {
  const number = sheet.columns.get(columnId(cell.column_id))?.number ?? 0
  if (number === 0 || cell.position === null) return 'deleted'
  return cellAddress(numbers(cell.row_id, cell.position), number)
}
