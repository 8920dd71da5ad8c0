import type { Connection } from '#electron/engine/store/connection.ts'
import { quoted } from '#electron/engine/store/connection.ts'
import type { TestEngine } from '../engine-fixture.ts'

/** Everything of a project that undo must restore: names, types and rows of each table that is part of the document. */
export async function readDocument(tenure: TestEngine): Promise<Record<string, unknown>> {
  const project = await tenure.engine.project()
  return project.read(async (connection) => {
    const tables = await column(
      connection,
      `SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()
       AND table_name NOT LIKE 'journal%' AND table_name NOT LIKE 'deleted_rows_%'
       AND table_name <> 'source_bytes' ORDER BY table_name`,
    )
    const document: Record<string, unknown> = {}
    for (const table of tables) {
      // A column that came back is last in its table; only what it is called counts.
      const columns = await column(
        connection,
        `SELECT column_name FROM (DESCRIBE ${quoted(table)}) ORDER BY ALL`,
      )
      const types = await column(
        connection,
        `SELECT column_type FROM (DESCRIBE ${quoted(table)}) ORDER BY column_name`,
      )
      // A blank cell's kind is 0 or not there at all, which means the same.
      const selected = columns.map((name) => (/^k\d+$/.test(name) ? `nullif(${name}, 0)` : quoted(name)))
      const result = await connection.run(`SELECT ${selected.join(', ')} FROM ${quoted(table)} ORDER BY ALL`)
      document[table] = { columns, types, rows: await result.getRowsJson() }
    }
    return document
  })
}

async function column(connection: Connection, sql: string): Promise<string[]> {
  const result = await connection.run(sql)
  const [values = []] = await result.getColumns()
  return values.map(String)
}
