/** Columns that were added in Tenure, put at the right of the sheet that they belong to. */
import { cellAt } from '#shared/domain/cell.ts'
import type { StoredColumn } from '../../store/catalog.ts'
import { cellSelectList, readCells } from '../../store/cell-columns.ts'
import { inspectSheet } from '../package/inspect-package.ts'
import type { AddedColumn, AddedColumnCell } from '../package/workbook-changes.ts'
import { rowFormulaOf } from './row-formulas.ts'
import type { AnnotationRequest } from './sheet-annotations.ts'

/** Computed columns are live formulas wherever Excel can say them; the others are values. */
export async function addedColumns(
  { connection, sheet, place }: AnnotationRequest,
  added: readonly StoredColumn[],
  original: Uint8Array,
): Promise<AddedColumn[]> {
  if (added.length === 0) return []
  const room = await inspectSheet(original, place.name)
  if (!room.ok) return []
  const columnOf = (column: StoredColumn): number | undefined => {
    const index = added.findIndex(({ id }) => id === column.id)
    return index < 0 ? place.columnOf(column.id) : room.value.firstFreeColumn + index
  }
  const rows = await readCells(
    connection,
    `SELECT ${cellSelectList(added, 's')} FROM ${sheet.table} AS s ORDER BY s.row_id`,
    added,
  )
  return added.map((column, index): AddedColumn => {
    const formulaIn = rowFormulaOf(sheet, column, columnOf)
    const values = rows.columns[index]
    const cells = [...rows.rowIds].flatMap((id, at): AddedColumnCell[] => {
      const row = place.rowOf(id)
      if (row === undefined || values === undefined) return []
      const value = cellAt(values, at)
      const formula = formulaIn?.(row)
      if (formula === undefined) return value.kind === 'blank' ? [] : [{ row, value }]
      return [{ row, formula, value: value.kind === 'blank' ? { kind: 'text', value: '' } : value }]
    })
    return {
      header: column.name,
      headerRow: place.headerRow,
      cells,
      ...(column.numberFormat === undefined ? {} : { numberFormat: column.numberFormat }),
      ...(column.width === undefined ? {} : { width: column.width }),
    }
  })
}
