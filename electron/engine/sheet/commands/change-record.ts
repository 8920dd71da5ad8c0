import type { ColumnId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { Step } from '../../store/journal/step.ts'

type Fields = Extract<Step, { type: 'record' }>['key']

/** A step that changes fields of the sheet's own record. */
export const sheetStep = (sheet: StoredSheet, before: Fields, after: Fields): Step => ({
  type: 'record',
  table: 'sheet',
  key: { id: sheet.info.id },
  before,
  after,
})

/** A step that changes fields of a column's record. */
export const columnStep = (sheet: StoredSheet, column: ColumnId, before: Fields, after: Fields): Step => ({
  type: 'record',
  table: 'sheet_column',
  key: { sheet_id: sheet.info.id, id: column },
  before,
  after,
})

/** A step that changes which columns are shown, and in which order. */
export const columnOrderStep = (sheet: StoredSheet, order: readonly ColumnId[]): Step =>
  sheetStep(
    sheet,
    { column_order: JSON.stringify(sheet.info.columns.map((column) => column.id)) },
    { column_order: JSON.stringify(order) },
  )
