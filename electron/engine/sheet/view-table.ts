import { z } from 'zod'
import type { SheetView } from '#shared/contract/sheet.ts'
import type { Progress } from '#shared/contract/values.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { type Connection, execute, readRow } from '../store/connection.ts'
import { viewDatabase } from '../store/open-database.ts'
import type { Project } from '../store/project.ts'
import { narrowedFrom } from './row-set.ts'
import { filterSql, orderSql, shownSql } from './view-sql.ts'
import { withProgress } from './with-progress.ts'

export interface ViewOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** The rows of a view in order, one row id a row of `table`; a row's place is the table's rowid. */
export interface ViewTable {
  readonly table: string
  readonly count: number
}

/** Rows as a view's sort and filters put them. */
export interface AppliedView extends ViewTable {
  /** The last row of the sheet at that time: rows with a greater id were added since. */
  readonly lastRow: number
}

let lastTable = 0

function nextTable(): string {
  lastTable += 1
  return `${viewDatabase}.view_${lastTable}`
}

/** Sorts and filters the sheet as it is now, its hidden rows too. */
export function applyView(
  project: Project,
  sheet: StoredSheet,
  { hidden: _, ...view }: SheetView,
  { signal, onProgress }: ViewOptions,
): Promise<AppliedView> {
  const table = nextTable()
  const filter = filterSql(view, sheet.columns, 's')
  return project.read(async (connection) => {
    await withProgress(connection, 'Sorting and filtering', onProgress, () =>
      execute(
        connection,
        `CREATE TABLE ${table} AS SELECT s.row_id FROM ${narrowedFrom(sheet, view)}
         WHERE ${filter.sql} ORDER BY ${orderSql(view, sheet.columns, 's')}`,
        filter.values,
      ),
    )
    const last = await readRow(
      connection,
      z.object({ row: z.number().nullable() }),
      `SELECT max(row_id) AS row FROM ${sheet.table}`,
    )
    return { table, count: await countRows(connection, table), lastRow: last?.row ?? 0 }
  }, signal)
}

/**
 * The rows of an applied view without the hidden ones, and after some were added or deleted: those that are still there
 * stay as they stood; an added one stands before the row that it was inserted above, or at the end; and one whose
 * deletion was taken back stands at the end, if the filters let it through.
 */
export function followRows(
  project: Project,
  sheet: StoredSheet,
  view: SheetView,
  applied: AppliedView,
): Promise<ViewTable> {
  const table = nextTable()
  const shown = shownSql(view, 's')
  const filter = filterSql(view, sheet.columns, 's')
  return project.read(async (connection) => {
    await execute(
      connection,
      `CREATE TABLE ${table} AS
       WITH kept AS (
         SELECT a.row_id, a.rowid AS place, s.position FROM ${applied.table} AS a JOIN ${sheet.table} AS s USING (row_id)
         WHERE ${shown}
       ), come AS (
         SELECT s.row_id, s.position, s.row_id > ${applied.lastRow} AS added FROM ${narrowedFrom(sheet, view)}
         ANTI JOIN ${applied.table} AS a ON a.row_id = s.row_id
         WHERE ${shown} AND (s.row_id > ${applied.lastRow} OR ${filter.sql})
       ), placed AS (
         SELECT row_id, place, position, TRUE AS stood FROM kept
         UNION ALL
         SELECT c.row_id, CASE WHEN c.added THEN k.place END, c.position, FALSE
         FROM come AS c ASOF LEFT JOIN kept AS k ON c.position < k.position
       )
       SELECT row_id FROM placed ORDER BY place NULLS LAST, stood, position`,
      filter.values,
    )
    return { table, count: await countRows(connection, table) }
  })
}

async function countRows(connection: Connection, table: string): Promise<number> {
  const result = await connection.run(`SELECT count(*) FROM ${table}`)
  return Number((await result.getRows())[0]?.[0] ?? 0)
}

/** A window that is being read from the table keeps its snapshot of it. */
export const dropView = (project: Project, { table }: ViewTable): Promise<unknown> =>
  project.read((connection) => execute(connection, `DROP TABLE IF EXISTS ${table}`))
