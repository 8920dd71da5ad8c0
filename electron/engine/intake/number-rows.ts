import type { DuckDBConnection } from '@duckdb/node-api'

/**
 * Gives the rows of a table that the database filled by itself their numbers, in the order of the file: `row_id` from
 * `first` on, `position` from 0. To be done in another transaction than the one that made the table: there DuckDB could
 * not use what it has written to the disk already, and would write the whole table again at the commit.
 */
export async function numberRows(connection: DuckDBConnection, table: string, first: number): Promise<void> {
  // The rowids of a table that the same transaction has made do not begin at 0.
  await connection.run(
    `UPDATE ${table} AS t SET row_id = t.rowid - f.first + ${first}, position = t.rowid - f.first
     FROM (SELECT min(rowid) AS first FROM ${table}) AS f`,
  )
}
