import { useMemo } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import type { ProjectInfo } from '#shared/contract/project.ts'
import type { SheetView } from '#shared/contract/sheet.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import type { Tiles } from '../cells/tiles.ts'
import type { Extent, Selection } from '../selection/selection.ts'
import { type ShownView, selectionOf, useGrid, wholeSheet } from './grid-state.ts'

/** The sheet on screen with everything that commands need to know of it. */
export interface PresentSheet {
  readonly info: SheetInfo
  /** The shown columns in order; a `Place.column` is an index into them. */
  readonly columns: readonly ColumnInfo[]
  readonly view: SheetView
  /** The rows and columns with cells. */
  readonly extent: Extent
  /** The same with the new row below the last one, which takes input. */
  readonly reach: Extent
  readonly selection: Selection
  readonly tiles: Tiles | undefined
}

export const requestedView = ({ sort, filters, rows, hidden = [], appliedAt }: ShownView): SheetView => ({
  sort,
  filters,
  ...(appliedAt === undefined || (sort.length === 0 && filters.length === 0) ? {} : { appliedAt }),
  ...(rows === undefined ? {} : { rowSet: rows.rowSet }),
  ...(hidden.length === 0 ? {} : { hidden: [...hidden] }),
})

export const isNarrowed = ({ filters, rowSet, hidden = [] }: SheetView): boolean =>
  filters.length > 0 || rowSet !== undefined || hidden.length > 0

const shownColumns = (sheet: SheetInfo): readonly ColumnInfo[] =>
  sheet.columns.filter((column) => !column.hidden)

/** The chosen sheet, or the first visible one where none was chosen or it is gone. */
export function findSheet(
  project: ProjectInfo | undefined,
  chosen: SheetId | undefined,
): SheetInfo | undefined {
  const sheets = project?.sheets ?? []
  return (
    sheets.find((sheet) => sheet.id === chosen) ??
    sheets.find((sheet) => sheet.state === 'visible') ??
    sheets[0]
  )
}

export const rowsInView = (sheet: SheetInfo, view: SheetView, total: number | undefined): number =>
  isNarrowed(view) ? (total ?? 0) : sheet.rowCount

/** Rows in view with the new row, which the rows behind a value do not have: they are not a place to add to. */
export const rowsInReach = (sheet: SheetInfo, view: SheetView, total: number | undefined): number =>
  rowsInView(sheet, view, total) +
  (view.rowSet !== undefined || (isNarrowed(view) && total === undefined) ? 0 : 1)

/** As it is at this moment, for commands; components use `useSheet` and the store's hooks. */
export function presentSheet(): PresentSheet | undefined {
  const state = useGrid.getState()
  const info = findSheet(useProject.getState().project, state.sheet)
  if (info === undefined) return undefined
  const view = requestedView(state.views.get(info.id) ?? wholeSheet)
  const columns = shownColumns(info)
  return {
    info,
    columns,
    view,
    extent: { rows: rowsInView(info, view, state.total), columns: columns.length },
    reach: { rows: rowsInReach(info, view, state.total), columns: columns.length },
    selection: selectionOf({ sheet: info.id, selections: state.selections }),
    tiles: state.tiles,
  }
}

/** The sheet on screen, its shown columns and its view; renders again only when one of them changes. */
export function useSheet() {
  const project = useProject((state) => state.project)
  const chosen = useGrid((state) => state.sheet)
  const info = findSheet(project, chosen)
  const shown = useGrid((state) => (info === undefined ? undefined : state.views.get(info.id))) ?? wholeSheet
  const view = useMemo(() => requestedView(shown), [shown])
  const columns = useMemo(() => (info === undefined ? [] : shownColumns(info)), [info])
  return { info, columns, shown, view }
}
