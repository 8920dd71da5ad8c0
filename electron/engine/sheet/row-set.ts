import { type Connection, execute, quoted, type SqlValue } from '../store/connection.ts'
import { viewDatabase } from '../store/open-database.ts'
import type { Project } from '../store/project.ts'

/**
 * A named set of rows, such as those behind a metric's value, that a `SheetView` can be narrowed to. It lives until the
 * project is closed or another set takes its name.
 */
export async function registerRowSet(
  project: Project,
  name: string,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<number> {
  return project.read((connection) => fillRowSet(connection, name, sql, values))
}

/** `sql` selects one column, the row ids. Returns how many rows the set has. */
async function fillRowSet(
  connection: Connection,
  name: string,
  sql: string,
  values: readonly SqlValue[],
): Promise<number> {
  const table = rowSetTable(name)
  await execute(connection, `CREATE OR REPLACE TABLE ${table} (row_id BIGINT)`)
  return execute(connection, `INSERT INTO ${table} SELECT DISTINCT * FROM (${sql}) AS s(row_id)`, values)
}

/** The table of a row set as SQL takes it. */
export const rowSetTable = (name: string): string => `${viewDatabase}.${quoted(`row_set_${name}`)}`
