import type { SheetId } from '#shared/domain/ids.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'

/** A sheet as the mapping sees it: where it comes from, the table of its rows, its columns. */
export interface MappableSheet {
  readonly id: SheetId
  /** Name of its source, as `SheetMapping.file` says it. */
  readonly file: string
  readonly name: string
  /** Quoted SQL name of the table of its data rows (see intake/imported.ts). */
  readonly table: string
  readonly rowCount: number
  readonly columns: readonly ColumnInfo[]
}

/** The column of that header; undefined where the sheet has none (it was renamed or deleted). */
export const findColumn = (sheet: MappableSheet, name: string): ColumnInfo | undefined =>
  sheet.columns.find((column) => column.name === name)
