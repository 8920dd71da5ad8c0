import type { CellValue } from './cell.ts'
import type { ColumnId, SheetId, SourceId } from './ids.ts'

/** The narrowest type that holds every non-blank cell of a column exactly; `text` where there is none. */
export type ColumnType = 'number' | 'boolean' | 'date' | 'datetime' | 'text'

export const sourceFormats = ['xlsx', 'xlsm', 'xltx', 'xls', 'xlsb', 'ods', 'csv', 'parquet', 'json'] as const
export type SourceFormat = (typeof sourceFormats)[number]

/** Of the Excel family: workbooks of sheets with formulas, formats and notes of their own. */
export const isWorkbookFormat = (format: SourceFormat): boolean =>
  !['csv', 'parquet', 'json'].includes(format)

export type SheetState = 'visible' | 'hidden' | 'veryHidden'

/** A rectangle of cells, 1-based, both ends included. */
export interface CellRange {
  readonly firstRow: number
  readonly firstColumn: number
  readonly lastRow: number
  readonly lastColumn: number
}

export interface ColumnInfo {
  readonly id: ColumnId
  /** Header text, made unique within the sheet ("Amount", "Amount (2)"); the column's letter where the header is blank. */
  readonly name: string
  readonly type: ColumnType
  /** True where a text column also holds cells of other kinds, told apart by the table's `k` column. */
  readonly mixed: boolean
  /** Its 1-based column as a spreadsheet counts it now, see `columnNumbers`; 0 for one that is deleted. */
  readonly number: number
  /** Its 1-based column in the source; undefined for a column added later. */
  readonly sourceColumn?: number
  /** Excel number format code of most of its cells. */
  readonly numberFormat?: string
  /** Width in characters, as Excel counts it. */
  readonly width?: number
  readonly hidden: boolean
  /** Row formula of a computed column, such as `=[@mrr]*12`. */
  readonly formula?: string
}

/** A native table or a named range of a workbook, usable as a sheet of its own. */
export interface NamedArea {
  readonly name: string
  readonly kind: 'table' | 'range'
  readonly sheet: string
  readonly range: CellRange
  /** Of a native table: what of its range is no data, and the headers that formulas refer to. */
  readonly table?: {
    readonly headerRows: number
    readonly totalsRows: number
    readonly columns: readonly string[]
  }
}

export interface SheetInfo {
  readonly id: SheetId
  readonly sourceId: SourceId
  readonly name: string
  readonly state: SheetState
  /** 1-based number of the header row; 0 where the sheet has none. */
  readonly headerRow: number
  /** Data rows, without the header and what stands above it. */
  readonly rowCount: number
  readonly columns: readonly ColumnInfo[]
  /** Rows and columns that stay in place when the grid scrolls. */
  readonly frozen?: { readonly rows: number; readonly columns: number }
  readonly mergedAreas: readonly CellRange[]
}

export interface SourceInfo {
  readonly id: SourceId
  readonly name: string
  readonly format: SourceFormat
  readonly byteLength: number
  readonly sha256: string
  readonly importedAt: string
}

/** A cell that stands above or in the header row, which the table of data rows does not hold. */
export interface PreambleCell {
  readonly row: number
  readonly column: number
  readonly value: CellValue
}
