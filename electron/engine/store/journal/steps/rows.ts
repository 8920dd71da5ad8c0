import { z } from 'zod'
import type { StoredSheet } from '../../catalog.ts'
import { type Connection, execute, quoted, readRow } from '../../connection.ts'
import { columnNames, tableExists } from '../../database-catalog.ts'
import { deletedRowsTable } from '../../sheet-table.ts'
import type { Direction, StepContext, StepOf } from '../step.ts'
import { sheetOf } from './cells.ts'

/** Rows that the next `deleteRows` step is to take, put there by the command that makes the step. */
export const rowsToDelete = 'rows_to_delete'

/** Makes room for blank rows, or going back, takes them out. Positions stay dense. */
export async function insertRows(
  context: StepContext,
  step: StepOf<'insertRows'>,
  direction: Direction,
): Promise<void> {
  const { connection, touched } = context
  const { table, tableName } = await sheetOf(context, step.sheet)
  touched.add(tableName)
  if (direction === 'back') {
    await execute(connection, `DELETE FROM ${table} WHERE row_id >= ? AND row_id < ?`, [
      step.firstRow,
      step.firstRow + step.count,
    ])
    await shift(connection, table, step.position, -step.count)
    return
  }
  await shift(connection, table, step.position, step.count)
  await execute(
    connection,
    `INSERT INTO ${table} (row_id, position) SELECT ? + i, ? + i FROM range(?) AS r(i)`,
    [step.firstRow, step.position, step.count],
  )
}

/** Moves rows to a table of deleted rows, or going back, puts them where they were. */
export async function deleteRows(
  context: StepContext,
  step: StepOf<'deleteRows'>,
  direction: Direction,
): Promise<void> {
  const sheet = await sheetOf(context, step.sheet)
  const deleted = deletedRowsTable(step.sheet, context.entry, context.step)
  context.touched.add(sheet.tableName)
  if (direction === 'back') await restoreRows(context, sheet, deleted)
  else await takeRows(context, sheet, deleted)
}

async function takeRows(context: StepContext, sheet: StoredSheet, deleted: string): Promise<void> {
  const { connection } = context
  const { table } = sheet
  // The command named the rows; when the change is done again, they are those that it took the first time.
  if (await tableExists(connection, deleted))
    await execute(
      connection,
      `CREATE OR REPLACE TEMP TABLE ${rowsToDelete} AS SELECT row_id FROM ${quoted(deleted)}`,
    )
  const chosen = `row_id IN (SELECT row_id FROM ${rowsToDelete})`
  await execute(
    connection,
    `CREATE OR REPLACE TABLE ${quoted(deleted)} AS SELECT * FROM ${table} WHERE ${chosen}`,
  )
  await execute(connection, `INSERT INTO deleted_row SELECT ?, ?, ?, row_id FROM ${quoted(deleted)}`, [
    context.entry,
    context.step,
    sheet.info.id,
  ])
  await execute(connection, `DELETE FROM ${table} WHERE ${chosen}`)
  await execute(connection, `DROP TABLE ${rowsToDelete}`)
  const block = await blockOf(connection, deleted)
  if (block.count === 0) return
  if (block.contiguous) {
    await shift(connection, table, block.first, -block.count)
    return
  }
  // A row moves up by as many of the deleted as stood before it.
  await execute(
    connection,
    `UPDATE ${table} AS s SET position = m.position FROM (
       SELECT t.row_id, t.position - d.before AS position
       FROM (SELECT row_id, position FROM ${table} WHERE position > ?) AS t
       ASOF JOIN (SELECT position, row_number() OVER (ORDER BY position) AS before FROM ${quoted(deleted)}) AS d
         ON t.position > d.position
     ) AS m WHERE s.row_id = m.row_id`,
    [block.first],
  )
}

async function restoreRows(context: StepContext, sheet: StoredSheet, deleted: string): Promise<void> {
  const { connection } = context
  const { table } = sheet
  const block = await blockOf(connection, deleted)
  if (block.contiguous) await shift(connection, table, block.first, block.count)
  // The i-th restored row (from 0) stood at p: p - i of the rows that are left come before it.
  else
    await execute(
      connection,
      `UPDATE ${table} AS s SET position = m.position FROM (
         SELECT t.row_id, t.position + d.before AS position
         FROM (SELECT row_id, position FROM ${table}) AS t
         ASOF JOIN (
           SELECT slot, max(number) AS before FROM (
             SELECT position - row_number() OVER (ORDER BY position) + 1 AS slot,
               row_number() OVER (ORDER BY position) AS number
             FROM ${quoted(deleted)}) GROUP BY slot
         ) AS d ON t.position >= d.slot
       ) AS m WHERE s.row_id = m.row_id`,
    )
  const columns = (await columnNames(connection, deleted)).map(quoted).join(', ')
  await execute(connection, `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${quoted(deleted)}`)
  await execute(connection, 'DELETE FROM deleted_row WHERE entry = ? AND step = ?', [
    context.entry,
    context.step,
  ])
}

/** The first position, the number and whether there is no gap between the rows that a step deleted. */
async function blockOf(connection: Connection, deleted: string) {
  const row = await readRow(
    connection,
    z.object({ first: z.number().nullable(), last: z.number().nullable(), count: z.number() }),
    `SELECT min(position) AS first, max(position) AS last, count(*) AS count FROM ${quoted(deleted)}`,
  )
  const count = row?.count ?? 0
  const first = row?.first ?? 0
  return { first, count, contiguous: count === 0 || (row?.last ?? 0) - first + 1 === count }
}

const shift = (connection: Connection, table: string, from: number, by: number) =>
  execute(connection, `UPDATE ${table} SET position = position + ? WHERE position >= ?`, [by, from])
