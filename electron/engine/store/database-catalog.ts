import { z } from 'zod'
import { type Connection, quoted, readRow, readRows } from './connection.ts'

export async function tableExists(connection: Connection, name: string): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ known: z.number() }),
    'SELECT count(*) AS known FROM duckdb_tables() WHERE database_name = current_database() AND table_name = ?',
    [name],
  )
  return (row?.known ?? 0) > 0
}

export async function columnNames(connection: Connection, table: string): Promise<string[]> {
  const rows = await readRows(
    connection,
    z.object({ column_name: z.string() }),
    `SELECT column_name FROM (DESCRIBE ${quoted(table)})`,
  )
  return rows.map((row) => row.column_name)
}

/** The project's tables whose names begin with `prefix`. */
export async function tablesNamed(connection: Connection, prefix: string): Promise<string[]> {
  const rows = await readRows(
    connection,
    z.object({ table_name: z.string() }),
    `SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND starts_with(table_name, ?)`,
    [prefix],
  )
  return rows.map((row) => row.table_name)
}
