import type { GridApi } from 'ag-grid-community'
import { formatCell } from '../cells/format-cell.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { pixelsOf } from './character-width.ts'
import { columnPixels } from './grid-columns.ts'

/** Rows looked at; what comes later may be longer and can be fitted by hand. */
const rowsMeasured = 60
const widest = 320

/**
 * Columns of files that keep no widths, such as CSV, as wide as what their first rows hold. It is a first look and no
 * change to the project.
 */
export function fitUnsizedColumns(api: GridApi): void {
  const present = presentSheet()
  if (present?.tiles === undefined) return
  const { tiles, columns, extent } = present
  const widths = columns
    .filter((column) => column.width === undefined)
    .flatMap((column) => {
      let longest = 0
      for (let row = 0; row < Math.min(rowsMeasured, extent.rows); row += 1) {
        const value = tiles.cell(row, column.id)
        if (value !== undefined) longest = Math.max(longest, formatCell(value, column.numberFormat).length)
      }
      const needed = Math.min(widest, pixelsOf(longest))
      return needed > columnPixels(column) ? [{ key: String(column.id), newWidth: needed }] : []
    })
  if (widths.length > 0) api.setColumnWidths(widths)
}
