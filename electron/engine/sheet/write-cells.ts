import { z } from 'zod'
import { type CellValue, cellKindCode } from '#shared/domain/cell.ts'
import { type ColumnId, columnId, type RowId, rowId } from '#shared/domain/ids.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'
import type { StoredColumn, StoredSheet } from '../store/catalog.ts'
import { cellParts } from '../store/cell-parts.ts'
import { kindSql, numberSql, storedTextSql } from '../store/cell-sql.ts'
import { type Connection, execute, readRow, readRows } from '../store/connection.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { ChangeContext } from '../store/journal/journal.ts'
import type { StepOf } from '../store/journal/step.ts'
import { valueColumn } from '../store/sheet-table.ts'
import { changeTexts, type TextChange } from './change-texts.ts'

/**
 * How every command writes cells: it collects what is to be in a table of pending cells, from values or by SQL, and
 * `writePending` widens columns that could not hold it, journals what was, and writes.
 */
export const pendingCells = 'pending_cell'

export interface NewCell {
  readonly row: RowId
  readonly column: ColumnId
  readonly value: CellValue
}

export async function startPending(connection: Connection): Promise<void> {
  await execute(
    connection,
    `CREATE OR REPLACE TEMP TABLE ${pendingCells}
     (column_id INTEGER, row_id BIGINT, kind UTINYINT, number DOUBLE, text VARCHAR)`,
  )
}

export function addPending(connection: Connection, cells: Iterable<NewCell>): Promise<void> {
  return insertRows(connection, pendingCells, rowsOf(cells))
}

function* rowsOf(cells: Iterable<NewCell>) {
  for (const { row, column, value } of cells) yield [column, row, ...cellParts(value)]
}

/**
 * Writes the pending cells; returns how many there were. Cells of rows that are gone are left out. `imported` false:
 * the cells come from the import itself and do not count as edited.
 */
export async function writePending(
  context: ChangeContext,
  sheet: StoredSheet,
  { imported = true, recalculated = false } = {},
): Promise<number> {
  const { connection } = context
  const needs = await readRows(connection, needSchema, needsSql)
  const changes: ColumnTypeChange[] = []
  for (const need of needs) {
    const change = await widened(connection, sheet, need)
    if (change !== undefined) changes.push(change)
  }
  if (changes.length > 0) await context.take({ type: 'columnTypes', sheet: sheet.info.id, columns: changes })
  const present = changes.length > 0 ? await context.sheets.get(sheet.info.id) : sheet
  if (present === undefined) return 0
  const columns = needs.flatMap((need) => present.columns.get(need.column) ?? [])
  if (imported && !recalculated)
    await changeTexts(context, 'movedFormulas', await movedFormulasInPending(connection, sheet))
  const count = await journalPending(context, present, columns)
  await execute(connection, `DROP TABLE ${pendingCells}`)
  if (count > 0)
    await context.take({
      type: 'cells',
      sheet: sheet.info.id,
      columns: columns.map(({ id }) => id),
      imported,
      ...(recalculated ? { recalculated } : {}),
    })
  return count
}

/** Formulas that were moved to cells which are about to be written: they do not count any more. */
async function movedFormulasInPending(connection: Connection, { info }: StoredSheet): Promise<TextChange[]> {
  const rows = await readRows(
    connection,
    z.object({
      row: z.number().transform(rowId),
      column: z.number().transform(columnId),
      before: z.string(),
    }),
    `SELECT row_id AS "row", column_id AS "column", formula AS before FROM moved_formula
     SEMI JOIN ${pendingCells} USING (row_id, column_id) WHERE sheet_id = ?`,
    [info.id],
  )
  return rows.map((row) => ({ sheet: info.id, ...row }))
}

export const needSchema = z.object({
  column: z.number().transform(columnId),
  numbers: z.boolean(),
  texts: z.boolean(),
  booleans: z.boolean(),
  dates: z.boolean(),
  times: z.boolean(),
  errors: z.boolean(),
})
export type Need = z.output<typeof needSchema>

/** Which kinds of cell each column is about to get; `times` are dates with a time of day. */
const needsSql = `
  SELECT column_id AS "column", bool_or(kind = ${cellKindCode.number}) AS numbers,
    bool_or(kind = ${cellKindCode.text}) AS texts, bool_or(kind = ${cellKindCode.boolean}) AS booleans,
    bool_or(kind = ${cellKindCode.date}) AS dates, bool_or(kind = ${cellKindCode.error}) AS errors,
    coalesce(bool_or(kind = ${cellKindCode.date} AND number % 86400000 <> 0), FALSE) AS times
  FROM ${pendingCells} GROUP BY column_id ORDER BY column_id`

async function widened(
  connection: Connection,
  sheet: StoredSheet,
  need: Need,
): Promise<ColumnTypeChange | undefined> {
  const column = sheet.columns.get(need.column)
  if (column === undefined) return undefined
  const before = { type: column.type, mixed: column.mixed }
  const isEmpty = column.type === 'text' && (await isBlankColumn(connection, sheet, column))
  const after = typeFor(need, isEmpty ? undefined : before)
  if (after.type === before.type && after.mixed === before.mixed) return undefined
  return { column: column.id, before, after }
}

type ColumnTypeChange = StepOf<'columnTypes'>['columns'][number]

export async function isBlankColumn(
  connection: Connection,
  sheet: StoredSheet,
  column: StoredColumn,
): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ used: z.boolean() }),
    `SELECT EXISTS (SELECT 1 FROM ${sheet.table} WHERE ${valueColumn(column.id)} IS NOT NULL) AS used`,
  )
  return row?.used !== true
}

interface StoredType {
  readonly type: ColumnType
  readonly mixed: boolean
}

/** The narrowest type that holds the new cells exactly beside the old ones; `present` is undefined for a blank column. */
export function typeFor(need: Omit<Need, 'column'>, present: StoredType | undefined): StoredType {
  const types = new Set<ColumnType>(present === undefined || present.mixed ? [] : [present.type])
  if (need.numbers) types.add('number')
  if (need.booleans) types.add('boolean')
  if (need.dates) types.add(need.times ? 'datetime' : 'date')
  if (need.texts) types.add('text')
  if (types.has('datetime')) types.delete('date')
  const [only] = types
  if (present?.mixed === true || need.errors || types.size > 1) return { type: 'text', mixed: true }
  return { type: only ?? 'text', mixed: false }
}

/** Notes what the pending cells are and what stands in their places, for the step that follows. */
async function journalPending(
  context: ChangeContext,
  sheet: StoredSheet,
  columns: readonly StoredColumn[],
): Promise<number> {
  let count = 0
  for (const column of columns)
    count += await execute(
      context.connection,
      `INSERT INTO journal_cell
       SELECT ?, ?, p.column_id, p.row_id, ${kindSql(column, 's')}, ${numberSql(column, 's')},
         ${storedTextSql(column, 's')}, p.kind, p.number, p.text
       FROM ${pendingCells} AS p JOIN ${sheet.table} AS s ON s.row_id = p.row_id
       WHERE p.column_id = ?`,
      [context.entry, context.nextStep(), column.id],
    )
  return count
}
