import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'

/** Names and types of a sheet's table in the database; `electron/engine/intake/imported.ts` describes its columns. */
export const valueColumn = (column: ColumnId): string => `c${column}`
export const kindColumn = (column: ColumnId): string => `k${column}`

/** Rows taken out of a sheet, as they were, with the change that took them. */
export const deletedRowsTable = (sheet: SheetId): string => `deleted_rows_${sheet}`

export const sqlType: Readonly<Record<ColumnType, string>> = {
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  text: 'VARCHAR',
}
