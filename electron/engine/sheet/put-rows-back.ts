import { z } from 'zod'
import { columnId, type SheetId } from '#shared/domain/ids.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { kindSql, numberSql, storedTextSql } from '../store/cell-sql.ts'
import { type Connection, execute, quoted, readRows } from '../store/connection.ts'
import { tableExists } from '../store/database-catalog.ts'
import type { ChangeContext } from '../store/journal/journal.ts'
import { deletedRowsTable, kindColumn, sqlType, valueColumn } from '../store/sheet-table.ts'
import { pendingCells, startPending, writePending } from './write-cells.ts'

/**
 * Brings rows back that an older change took out, under their own ids, at their old places as far as these still are;
 * columns may have changed since, so the cells are written like new ones.
 */
export async function putRowsBack(
  context: ChangeContext,
  id: SheetId,
  past: { readonly entry: number; readonly step: number },
): Promise<Outcome<number>> {
  const { connection } = context
  const sheet = await context.sheets.get(id)
  const deleted = deletedRowsTable(id, past.entry, past.step)
  if (sheet === undefined || !(await tableExists(connection, deleted)))
    return refuse('not_found', 'The rows of this change are no longer kept.')
  const rows = await readRows(
    connection,
    z.object({ row_id: z.number(), position: z.number() }),
    `SELECT row_id, position FROM ${quoted(deleted)} AS d
     WHERE NOT EXISTS (SELECT 1 FROM ${sheet.table} AS s WHERE s.row_id = d.row_id) ORDER BY position`,
  )
  let total = sheet.info.rowCount
  for (const run of runsOf(rows)) {
    const position = Math.min(run.position, total)
    await context.take({ type: 'insertRows', sheet: id, position, firstRow: run.firstRow, count: run.count })
    total += run.count
  }
  await startPending(connection)
  for (const column of await typesIn(connection, deleted)) {
    const known = sheet.columns.get(column.id)
    if (known === undefined || known.formula !== undefined) continue
    await execute(
      connection,
      `INSERT INTO ${pendingCells}
       SELECT ?, d.row_id, ${kindSql(column, 'd')}, ${numberSql(column, 'd')}, ${storedTextSql(column, 'd')}
       FROM ${quoted(deleted)} AS d WHERE d.${valueColumn(column.id)} IS NOT NULL`,
      [column.id],
    )
  }
  return { ok: true, value: await writePending(context, sheet, { imported: false }) }
}

interface Row {
  readonly row_id: number
  readonly position: number
}

/** Rows that followed one another, by place and by id, come back in one step. */
function runsOf(rows: readonly Row[]): { firstRow: number; position: number; count: number }[] {
  const runs: { firstRow: number; position: number; count: number }[] = []
  for (const { row_id, position } of rows) {
    const last = runs.at(-1)
    if (
      last !== undefined &&
      row_id === last.firstRow + last.count &&
      position === last.position + last.count
    )
      last.count += 1
    else runs.push({ firstRow: row_id, position, count: 1 })
  }
  return runs
}

/** The columns of a table of deleted rows, of the types that they had then. */
async function typesIn(connection: Connection, table: string) {
  const rows = await readRows(
    connection,
    z.object({ column_name: z.string(), column_type: z.string() }),
    `SELECT column_name, column_type FROM (DESCRIBE ${quoted(table)})`,
  )
  const names = new Set(rows.map((row) => row.column_name))
  const types: readonly ColumnType[] = ['number', 'boolean', 'date', 'datetime', 'text']
  return rows.flatMap(({ column_name, column_type }) => {
    const number = /^c(\d+)$/.exec(column_name)?.[1]
    const type = types.find((candidate) => sqlType[candidate] === column_type)
    if (number === undefined || type === undefined) return []
    const id = columnId(Number(number))
    return [{ id, type, mixed: names.has(kindColumn(id)) }]
  })
}
