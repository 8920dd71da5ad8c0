import type { SheetView } from '#shared/contract/sheet.ts'
import type { Progress } from '#shared/contract/values.ts'
import type { ColumnId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { type Connection, execute } from '../store/connection.ts'
import { viewDatabase } from '../store/open-database.ts'
import type { Project } from '../store/project.ts'
import { narrowedFrom, rowSetVersion } from './row-set.ts'
import { filterSql, orderSql } from './view-sql.ts'

/** The rows of a view in order, one row id a row of `table`; a row's place is the table's rowid. */
export interface ViewRows {
  readonly table: string
  readonly count: number
}

export interface ViewOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** Views kept in memory; at ten million rows one takes 80 MB. */
const viewsKept = 8

interface KnownView {
  readonly rows: Promise<ViewRows>
  readonly revision: number
}

const knownViews = new WeakMap<Project, Map<string, KnownView>>()

/** True where the view is the sheet itself: all rows in their own order. */
export const isWholeSheet = (view: SheetView): boolean =>
  view.sort.length === 0 && view.filters.length === 0 && view.rowSet === undefined

/**
 * The rows of a sorted or filtered view, worked out once for each state of the sheet: every later window, and the
 * jump to its end, is a range of places in a table.
 */
export async function viewRows(
  project: Project,
  sheet: StoredSheet,
  view: SheetView,
  options: ViewOptions = {},
): Promise<ViewRows> {
  const known = knownViews.get(project) ?? new Map<string, KnownView>()
  knownViews.set(project, known)
  const setVersion = view.rowSet === undefined ? 0 : rowSetVersion(project, view.rowSet)
  const key = JSON.stringify([
    sheet.info.id,
    view.sort,
    view.filters,
    view.rowSet,
    setVersion,
    view.addedFrom,
  ])
  const revision = project.contentRevision(sheet.info.id, readColumns(view))
  const current = known.get(key)
  if (current?.revision === revision) return current.rows
  const rows = materialise(project, sheet, view, options)
  known.delete(key)
  known.set(key, { rows, revision })
  rows.catch(() => known.delete(key))
  if (current !== undefined) await forget(project, current)
  await forgetOldest(project, known)
  return rows
}

const readColumns = (view: SheetView): ColumnId[] =>
  [...view.sort, ...view.filters].map(({ column }) => column)

let lastView = 0

async function materialise(
  project: Project,
  sheet: StoredSheet,
  view: SheetView,
  { signal, onProgress }: ViewOptions,
): Promise<ViewRows> {
  lastView += 1
  const table = `${viewDatabase}.view_${lastView}`
  const filter = filterSql(view, sheet.columns, 's')
  const isAdded = view.addedFrom === undefined ? 'FALSE' : `s.row_id >= ${view.addedFrom}`
  const count = await project.read(async (connection) => {
    await withProgress(connection, 'Sorting and filtering', onProgress, () =>
      execute(
        connection,
        `CREATE TABLE ${table} AS SELECT s.row_id FROM ${narrowedFrom(sheet, view)}
         WHERE ${filter.sql} OR ${isAdded}
         ORDER BY ${view.addedFrom === undefined ? '' : `CASE WHEN ${isAdded} THEN s.position ELSE -1 END, `}
           ${orderSql(view, sheet.columns, 's')}`,
        filter.values,
      ),
    )
    return countRows(connection, table)
  }, signal)
  return { table, count }
}

async function countRows(connection: Connection, table: string): Promise<number> {
  const result = await connection.run(`SELECT count(*) FROM ${table}`)
  return Number((await result.getRows())[0]?.[0] ?? 0)
}

const reportEvery = 100

/** Says how far the database is with the work that it is given. */
export async function withProgress<Result>(
  connection: Connection,
  label: string,
  onProgress: ViewOptions['onProgress'],
  work: () => Promise<Result>,
): Promise<Result> {
  if (onProgress === undefined) return work()
  const timer = setInterval(() => {
    const { percentage } = connection.progress
    if (percentage >= 0) onProgress({ label, fraction: percentage / 100 })
  }, reportEvery)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

async function forgetOldest(project: Project, known: Map<string, KnownView>): Promise<void> {
  const oldest = [...known.entries()].slice(0, Math.max(0, known.size - viewsKept))
  for (const [key, view] of oldest) {
    known.delete(key)
    await forget(project, view)
  }
}

/** A window that is being read from the table keeps its snapshot of it. */
async function forget(project: Project, view: KnownView): Promise<void> {
  const rows = await view.rows.catch(() => undefined)
  if (rows === undefined) return
  await project.read((connection) => execute(connection, `DROP TABLE IF EXISTS ${rows.table}`))
}
