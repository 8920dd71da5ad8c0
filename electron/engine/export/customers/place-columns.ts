import { z } from 'zod'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import type { DataPlace } from '../data/data-places.ts'
import { noteAuthor } from '../data/note-author.ts'
import type { AddedColumn, AddedColumnCell } from '../package/workbook-changes.ts'
import type { CustomerColumn } from './customer-columns.ts'

/** The columns with a cell in every row of the exported sheet of which something is known. */
export async function placeColumns(
  connection: Connection,
  sheet: StoredSheet,
  place: DataPlace,
  columns: readonly CustomerColumn[],
): Promise<AddedColumn[]> {
  if (columns.length === 0) return []
  const rows = await exportedRows(connection, sheet, place)
  return columns.map(({ header, note, numberFormat, width, formulaIn, valueAt }) => ({
    header,
    headerRow: place.headerRow,
    note: { text: note, author: noteAuthor },
    width,
    ...(numberFormat === undefined ? {} : { numberFormat }),
    cells: rows.flatMap(({ id, row }): AddedColumnCell[] => {
      const value = valueAt(id)
      const formula = formulaIn?.(row)
      if (formula !== undefined) return [{ row, formula, value: value ?? { kind: 'text', value: '' } }]
      return value === undefined ? [] : [{ row, value }]
    }),
  }))
}

/** Every row of the sheet: its id in the project and its number in the exported sheet. */
async function exportedRows(connection: Connection, sheet: StoredSheet, place: DataPlace) {
  const rows = await readRows(
    connection,
    z.object({ row_id: z.number(), rank: z.number() }),
    `SELECT row_id, row_number() OVER (ORDER BY "position") AS rank FROM ${sheet.table} ORDER BY "position"`,
  )
  return rows.flatMap(({ row_id: id, rank }) => {
    const row = place.hasRowNumbers ? place.rowOf(id) : place.headerRow + rank
    return row === undefined ? [] : [{ id, row }]
  })
}
