import type { Column, ColumnResizedEvent } from 'ag-grid-community'
import { columnsInHand } from '../columns/change-columns.ts'
import { applyCommand } from '../state/apply-command.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { widthOfPixels } from './grid-columns.ts'

/** Keeps the widths that the user has given, by dragging an edge or by fitting, as one change. */
export function widthKeeper(): (event: ColumnResizedEvent) => void {
  let isDragged = false
  return ({ api, source, finished, columns }) => {
    if (!finished) isDragged = true
    if (!finished || columns === null) return
    // An edge that is only clicked tells its end, too.
    const isByDrag = source === 'uiColumnResized' && isDragged
    isDragged = false
    // Numbers are shown with as many digits as fit.
    api.refreshCells({ columns, force: true })
    if (isByDrag || source === 'autosizeColumns') keepWidths(columns, isByDrag)
  }
}

/** As in Excel, all columns that are selected as a whole get the width that one of them is dragged to. */
function keepWidths(drawn: readonly Column[], isByDrag: boolean): void {
  const present = presentSheet()
  const widths = drawn.flatMap((one) => {
    const column = present?.columns.find(({ id }) => String(id) === one.getColId())
    if (column === undefined) return []
    const width = widthOfPixels(one.getActualWidth())
    return (isByDrag ? columnsInHand(column) : [column]).map(({ id }) => ({ column: id, width }))
  })
  if (present !== undefined && widths.length > 0)
    void applyCommand({ type: 'setColumnWidths', sheet: present.info.id, widths })
}
