import { useEffect } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import { useView } from '#renderer/app/state/view.ts'
import { columnId, rowId, type SheetId } from '#shared/domain/ids.ts'
import { locate } from '../edit/jump-to.ts'
import { showRows } from '../filter/change-view.ts'
import { selectPlace } from '../selection/selection.ts'
import { useGrid } from './grid-state.ts'
import { presentSheet } from './present-sheet.ts'

/** Goes where another workspace, the palette or a list of problems sends the user: a sheet, a cell, rows behind a value. */
export function useFocus(): void {
  const focus = useView((state) => state.focus)
  const sheets = useProject((state) => state.project?.sheets)
  useEffect(() => {
    if (focus?.type !== 'sheet' && focus?.type !== 'rows' && focus?.type !== 'cell') return
    useView.getState().takeFocus()
    if (sheets?.some((sheet) => sheet.id === focus.sheet) !== true) return
    useGrid.getState().show(focus.sheet)
    if (focus.type === 'rows') showRows(focus.sheet, focus.rowSet, focus.label)
    if (focus.type === 'cell') void goToCell(focus.sheet, focus.row, focus.column)
  }, [focus, sheets])
}

/** Selects a cell by its ids; row 0 stands for the row that is active now. What the view leaves out, it shows again. */
export async function goToCell(sheet: SheetId, row: number, column: number): Promise<void> {
  useGrid.getState().show(sheet)
  const present = presentSheet()
  if (present === undefined) return
  const place = present.columns.findIndex((candidate) => candidate.id === columnId(column))
  if (place < 0) return
  if (row === 0) {
    useGrid.getState().select(selectPlace({ row: present.selection.active.row, column: place }))
    return
  }
  const found = await locate(sheet, present.view, rowId(row))
  if (found !== undefined) {
    useGrid.getState().select(selectPlace({ row: found, column: place }))
    return
  }
  const { views, setView } = useGrid.getState()
  setView(sheet, { sort: views.get(sheet)?.sort ?? [], filters: [] })
  const whole = presentSheet()
  const unfiltered = whole === undefined ? undefined : await locate(sheet, whole.view, rowId(row))
  if (unfiltered !== undefined) useGrid.getState().select(selectPlace({ row: unfiltered, column: place }))
}
