import { useEffect } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import { useView } from '#renderer/app/state/view.ts'
import { showRows } from '../filter/change-view.ts'
import { goToCell } from './go-to-cell.ts'
import { useGrid } from './grid-state.ts'

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
