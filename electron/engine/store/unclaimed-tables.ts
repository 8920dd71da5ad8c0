import { z } from 'zod'
import { type Connection, execute, quoted, readRows } from './connection.ts'

/**
 * Drops the tables of an import that did not come to its end: loaded, but no sheet's (see `WriteScope.commitTables`).
 * To be called while no import is under way.
 */
export async function dropUnclaimedTables(connection: Connection): Promise<void> {
  const tables = await readRows(
    connection,
    z.object({ table_name: z.string() }),
    `SELECT table_name FROM duckdb_tables()
     WHERE database_name = current_database() AND regexp_full_match(table_name, 'sheet_[0-9]+')
       AND table_name NOT IN (SELECT table_name FROM sheet)`,
  )
  for (const { table_name } of tables) await execute(connection, `DROP TABLE ${quoted(table_name)}`)
}
