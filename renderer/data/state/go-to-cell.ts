import { columnId, rowId, type SheetId } from '#shared/domain/ids.ts'
import { locate } from '../edit/jump-to.ts'
import { selectPlace } from '../selection/selection.ts'
import { useGrid } from './grid-state.ts'
import { presentSheet } from './present-sheet.ts'

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
