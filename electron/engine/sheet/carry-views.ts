import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execute, literal } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { rowSetTables, takeRowSets } from './row-set.ts'
import { appliedViews, takeViews } from './view.ts'

/**
 * Lets a project that was saved elsewhere go on with the views that were applied, rows in their places, and with the
 * rows behind values. They live in memory: what cannot be taken along is worked out anew.
 */
export async function carryViews(from: Project, to: Project): Promise<void> {
  const views = await appliedViews(from)
  const tables = new Set([...views.tables, ...rowSetTables(from)])
  try {
    for (const table of tables) await carryTable(from, to, table)
  } catch {
    return
  }
  takeViews(to, views)
  takeRowSets(from, to)
}

async function carryTable(from: Project, to: Project, table: string): Promise<void> {
  const path = join(to.stagingDirectory, 'view.parquet')
  try {
    await from.read((connection) =>
      execute(
        connection,
        `COPY (SELECT * FROM ${table} ORDER BY rowid) TO ${literal(path)} (FORMAT parquet)`,
      ),
    )
    await to.read((connection) =>
      execute(connection, `CREATE TABLE ${table} AS SELECT * FROM read_parquet(${literal(path)})`),
    )
  } finally {
    await rm(path, { force: true })
  }
}
