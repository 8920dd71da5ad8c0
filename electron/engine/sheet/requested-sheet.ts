import type { SheetView } from '#shared/contract/sheet.ts'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../refusal.ts'
import type { StoredColumn, StoredSheet } from '../store/catalog.ts'
import type { Project } from '../store/project.ts'
import { rowSetVersion } from './row-set.ts'

/** The sheet of a request as last committed; refuses where it has been removed since the caller saw it. */
export async function requestedSheet(project: Project, id: SheetId): Promise<Outcome<StoredSheet>> {
  const sheet = await project.sheet(id)
  if (sheet === undefined) return refuse('not_found', 'This sheet is no longer in the project.')
  return { ok: true, value: sheet }
}

/** Refuses a view of a set of rows that is not there, as after the project was opened again. */
export function requestedRowSet(project: Project, view: SheetView): Outcome<undefined> {
  if (view.rowSet === undefined || rowSetVersion(project, view.rowSet) !== undefined)
    return { ok: true, value: undefined }
  return refuse('not_found', 'These rows have to be looked up again. Open them from their figure once more.')
}

/** The columns that a request names, in its order; refuses where one of them is not, or no longer, shown. */
export function requestedColumns(
  sheet: StoredSheet,
  ids: readonly ColumnId[],
): Outcome<readonly StoredColumn[]> {
  const shown = new Set(sheet.info.columns.map((column) => column.id))
  const columns: StoredColumn[] = []
  for (const id of ids) {
    const column = sheet.columns.get(id)
    if (column === undefined || !shown.has(id))
      return refuse('not_found', `A column of "${sheet.info.name}" is no longer there.`)
    columns.push(column)
  }
  return { ok: true, value: columns }
}
