import type { ColumnFilter } from '#shared/contract/sheet.ts'
import type { ColumnId, RowId, SheetId } from '#shared/domain/ids.ts'
import { type ShownView, useGrid, wholeSheet } from '../state/grid-state.ts'
import { saveSheetSettings, showView } from '../state/sheet-settings.ts'
import { filteredBy, sortedBy } from './sort-and-filter.ts'

function change(sheet: SheetId, to: (view: ShownView) => ShownView): void {
  const { views, select, sheet: present } = useGrid.getState()
  showView(sheet, to(views.get(sheet) ?? wholeSheet))
  // What was selected lies elsewhere now; the place on screen stays, at the top.
  if (present === sheet) {
    const active = useGrid.getState().selections.get(sheet)?.active
    const top = { row: 0, column: active?.column ?? 0 }
    select({ ranges: [{ span: 'cells', anchor: top, focus: top }], active: top })
  }
}

/** Rows that were changed or added since go to where the sort and the filters put them; the selection stays on screen. */
export function reapply(sheet: SheetId): void {
  const { views, setView } = useGrid.getState()
  setView(sheet, views.get(sheet) ?? wholeSheet)
}

export const sortBy = (sheet: SheetId, column: ColumnId, descending: boolean, further: boolean): void =>
  change(sheet, (view) => ({ ...view, sort: sortedBy(view.sort, column, descending, further) }))

export const clearSort = (sheet: SheetId, column?: ColumnId): void =>
  change(sheet, (view) => ({
    ...view,
    sort: column === undefined ? [] : view.sort.filter((key) => key.column !== column),
  }))

export const filterBy = (sheet: SheetId, column: ColumnId, own: readonly ColumnFilter[]): void =>
  change(sheet, (view) => ({ ...view, filters: filteredBy(view.filters, column, own) }))

export const clearFilters = (sheet: SheetId): void =>
  change(sheet, ({ sort, hidden = [] }) => ({ sort, filters: [], hidden }))

export const clearRows = (sheet: SheetId): void =>
  change(sheet, ({ sort, filters, hidden = [] }) => ({ sort, filters, hidden }))

/** Hides rows beside those that are hidden already. */
export function hideRows(sheet: SheetId, rows: readonly RowId[]): void {
  const { views, setHidden } = useGrid.getState()
  setHidden(sheet, [...new Set([...(views.get(sheet)?.hidden ?? []), ...rows])])
  void saveSheetSettings()
}

/** Shows hidden rows again, those that are named or all. */
export function showHiddenRows(sheet: SheetId, rows?: readonly RowId[]): void {
  const { views, setHidden } = useGrid.getState()
  const shown = new Set(rows ?? views.get(sheet)?.hidden)
  setHidden(sheet, views.get(sheet)?.hidden?.filter((row) => !shown.has(row)) ?? [])
  void saveSheetSettings()
}

/** The rows behind a value, unsorted and unfiltered, under a label that says which value. */
export const showRows = (sheet: SheetId, rowSet: string, label: string): void =>
  change(sheet, () => ({ sort: [], filters: [], rows: { rowSet, label } }))
