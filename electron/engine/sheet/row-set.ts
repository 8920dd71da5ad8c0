import type { SheetView } from '#shared/contract/sheet.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { type Connection, execute, quoted, type SqlValue } from '../store/connection.ts'
import { viewDatabase } from '../store/open-database.ts'
import type { Project } from '../store/project.ts'

const versions = new WeakMap<Project, Map<string, number>>()

/**
 * A named set of rows, such as those behind a metric's value, that a `SheetView` can be narrowed to. `sql` selects one
 * column, the row ids. The set lives until the project is closed or another takes its name. Returns its size.
 */
export async function registerRowSet(
  project: Project,
  name: string,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<number> {
  const count = await project.read((connection) => fillRowSet(connection, name, sql, values))
  const known = versions.get(project) ?? new Map<string, number>()
  known.set(name, (known.get(name) ?? 0) + 1)
  versions.set(project, known)
  return count
}

/** Changes whenever the set does; undefined where there is no set of that name. */
export const rowSetVersion = (project: Project, name: string): number | undefined =>
  versions.get(project)?.get(name)

/** The tables of a project's row sets. */
export const rowSetTables = (project: Project): string[] =>
  [...(versions.get(project)?.keys() ?? [])].map(rowSetTable)

/** Makes the row sets of one project, whose tables are there, those of another. */
export function takeRowSets(from: Project, to: Project): void {
  const known = versions.get(from)
  if (known !== undefined) versions.set(to, known)
}

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

const rowSetTable = (name: string): string => `${viewDatabase}.${quoted(`row_set_${name}`)}`

/** FROM clause with the sheet's table as `s`, narrowed to the view's row set where it has one. */
export const narrowedFrom = (sheet: StoredSheet, view: SheetView): string =>
  view.rowSet === undefined
    ? `${sheet.table} AS s`
    : `${sheet.table} AS s SEMI JOIN ${rowSetTable(view.rowSet)} AS r ON r.row_id = s.row_id`
