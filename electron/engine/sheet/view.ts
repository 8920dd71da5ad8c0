import type { SheetView } from '#shared/contract/sheet.ts'
import type { ColumnId, RowId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../store/catalog.ts'
import type { Project } from '../store/project.ts'
import { rowSetVersion } from './row-set.ts'
import {
  type AppliedView,
  applyView,
  dropView,
  followRows,
  type ViewOptions,
  type ViewTable,
} from './view-table.ts'

export interface ViewRows extends ViewTable {
  /** Cells that the sort and the filters read, or the rows, have changed since these were applied. */
  readonly outdated: boolean
}

/** Views kept in memory, those used last; at ten million rows one takes 80 MB. */
const viewsKept = 8

interface KnownView {
  readonly applied: Promise<AppliedView>
  /** Of the rows and cells that it was worked out from. */
  readonly revision: number
  /** The same without the rows that are hidden or gone, and with those that came. */
  rows: Promise<ViewTable>
  /** What that depends on: a revision of the sheet's rows, and which are hidden. */
  rowsOf: string
  /** What `rows` was before: a window may be about to read it. */
  retired?: Promise<ViewTable>
}

const knownViews = new WeakMap<Project, Map<string, KnownView>>()

/** True where the view is the sheet itself: all rows in their own order. */
export const isWholeSheet = ({ sort, filters, rowSet, hidden = [] }: SheetView): boolean =>
  sort.length === 0 && filters.length === 0 && rowSet === undefined && hidden.length === 0

/**
 * The rows of a sorted or filtered view, worked out once: every later window, and the jump to its end, is a range of
 * places in a table. A view that says when it was applied keeps its rows where they stand, whatever is edited.
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
    view.appliedAt,
  ])
  const revision = project.content.revisionOf(sheet.info.id, readColumns(view))
  const current = known.get(key)
  known.delete(key)
  if (current !== undefined && (current.revision === revision || stands(project, view, current))) {
    known.set(key, current)
    const table = await upToDate(project, sheet, view, current)
    return { ...table, outdated: current.revision !== revision }
  }
  const applied = applyView(project, sheet, view, options)
  const fresh = { applied, revision, rows: applied, rowsOf: dependence(project, sheet, []) }
  known.set(key, fresh)
  applied.catch(() => known.delete(key))
  if (current !== undefined) await forget(project, current)
  await forgetOldest(project, known)
  return { ...(await upToDate(project, sheet, view, fresh)), outdated: false }
}

const readColumns = (view: SheetView): ColumnId[] =>
  [...view.sort, ...view.filters].map(({ column }) => column)

/** After an import the same ids may be other rows. */
const stands = (project: Project, view: SheetView, { revision }: KnownView): boolean =>
  view.appliedAt !== undefined && revision >= project.content.replacedAt()

const dependence = (project: Project, { info }: StoredSheet, hidden: readonly RowId[]): string =>
  `${project.content.revisionOf(info.id, [])} ${hidden.join()}`

async function upToDate(
  project: Project,
  sheet: StoredSheet,
  view: SheetView,
  known: KnownView,
): Promise<ViewTable> {
  const rowsOf = dependence(project, sheet, view.hidden ?? [])
  if (known.rowsOf === rowsOf) return known.rows
  const { retired } = known
  known.retired = known.rows
  known.rowsOf = rowsOf
  known.rows = known.applied.then((applied) => followRows(project, sheet, view, applied))
  const rows = await known.rows
  if (retired !== undefined && retired !== known.applied) await dropView(project, await retired)
  return rows
}

async function forgetOldest(project: Project, known: Map<string, KnownView>): Promise<void> {
  const oldest = [...known.entries()].slice(0, Math.max(0, known.size - viewsKept))
  for (const [key, view] of oldest) {
    known.delete(key)
    await forget(project, view)
  }
}

async function forget(project: Project, { applied, rows, retired = rows }: KnownView): Promise<void> {
  for (const table of new Set([await settled(applied), await settled(rows), await settled(retired)]))
    if (table !== undefined) await dropView(project, table)
}

const settled = (table: Promise<ViewTable>): Promise<ViewTable | undefined> => table.catch(() => undefined)

/** Views as they stand, with the tables that hold their rows. */
export interface StandingViews {
  readonly views: ReadonlyMap<string, KnownView>
  readonly tables: ReadonlySet<string>
}

/** The views of a project that are worked out. */
export async function appliedViews(project: Project): Promise<StandingViews> {
  const views = new Map<string, KnownView>()
  const tables = new Set<string>()
  for (const [key, { applied, rows, revision, rowsOf }] of knownViews.get(project) ?? []) {
    const [first, present] = [await settled(applied), await settled(rows)]
    if (first === undefined || present === undefined) continue
    views.set(key, { applied, rows, revision, rowsOf })
    for (const { table } of [first, present]) tables.add(table)
  }
  return { views, tables }
}

/** Makes views, whose tables are there, those of a project. */
export const takeViews = (project: Project, { views }: StandingViews): unknown =>
  knownViews.set(project, new Map(views))
