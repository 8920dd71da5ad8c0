/** Columns that were added in Tenure, put at the right of the sheet that they belong to. */
import { cellAt } from '#shared/domain/cell.ts'
import type { SheetChanges } from '../../sheet/changes-for-export.ts'
import type { StoredColumn } from '../../store/catalog.ts'
import { cellSelectList, readCells } from '../../store/cell-columns.ts'
import { inspectSheet } from '../package/inspect-package.ts'
import type { AddedColumn, AddedColumnCell } from '../package/workbook-changes.ts'
import { fillColorOf } from './cell-fills.ts'
import { readNotes } from './note-changes.ts'
import { rowFormulaOf } from './row-formulas.ts'
import type { AnnotationRequest } from './sheet-annotations.ts'

/** Computed columns are live formulas wherever Excel can say them; the others are values. */
export async function addedColumns(
  request: AnnotationRequest,
  changes: SheetChanges,
  original: Uint8Array,
): Promise<AddedColumn[]> {
  const { connection, sheet, place } = request
  const { addedColumns: added } = changes
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
  const marksOf = await cellMarks(request, changes)
  return added.map((column, index): AddedColumn => {
    const formulaIn = rowFormulaOf(sheet, column, columnOf)
    const values = rows.columns[index]
    const cells = [...rows.rowIds].flatMap((id, at): AddedColumnCell[] => {
      const row = place.rowOf(id)
      if (row === undefined || values === undefined) return []
      const value = cellAt(values, at)
      const formula = formulaIn?.(row)
      const marks = marksOf(id, column)
      if (formula === undefined)
        return value.kind === 'blank' && marks === undefined ? [] : [{ row, value, ...marks }]
      return [{ row, formula, value: value.kind === 'blank' ? { kind: 'text', value: '' } : value, ...marks }]
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

type CellMarks = Pick<AddedColumnCell, 'note' | 'fillColor'>

/** The notes and colours that the user gave to cells of the sheet, as far as they are asked for. */
async function cellMarks(
  { connection, sheet, choices }: AnnotationRequest,
  { highlights }: SheetChanges,
): Promise<(row: number, column: StoredColumn) => CellMarks | undefined> {
  const marks = new Map<string, CellMarks>()
  const keyOf = (row: number, column: number): string => `${row} ${column}`
  for (const { row, column, color } of choices.marks ? highlights : []) {
    const fillColor = fillColorOf(color)
    if (fillColor !== undefined) marks.set(keyOf(row, column), { fillColor })
  }
  for (const { row, column, text, author } of choices.notes ? await readNotes(connection, sheet) : [])
    marks.set(keyOf(row, column), { ...marks.get(keyOf(row, column)), note: { text, author } })
  return (row, column) => marks.get(keyOf(row, column.id))
}
