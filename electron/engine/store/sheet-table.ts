import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'

/** Names and types of a sheet's table in the database; `electron/engine/intake/imported.ts` describes its columns. */
export const valueColumn = (column: ColumnId): string => `c${column}`
export const kindColumn = (column: ColumnId): string => `k${column}`

/**
 * The rows that one step took out of a sheet, with the columns and types that the sheet had then. Such a table never
 * changes: when the step is taken back, the sheet's columns are again as they were.
 */
export const deletedRowsTable = (sheet: SheetId, entry: number, step: number): string =>
  `${deletedRowsPrefix(sheet)}${entry}_${step}`

/** What the names of all such tables of a sheet begin with. */
export const deletedRowsPrefix = (sheet: SheetId): string => `deleted_rows_${sheet}_`

export const sqlType: Readonly<Record<ColumnType, string>> = {
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  text: 'VARCHAR',
}
