/**
 * file -> [intake: bytes to typed columns plus a report] -> store -> sheet -> mapping -> metrics -> scenario -> export
 *
 * What a reader hands to the store. The cells of the data rows are already in the project's database then, in one
 * table a sheet:
 *
 *   row_id   BIGINT   stays with the row for ever; in a fresh import the row's 1-based number in the source
 *   position BIGINT   0-based place of the row in the sheet's own order, dense
 *   c<n>     DOUBLE | BOOLEAN | DATE | TIMESTAMP | VARCHAR   the column with id n, of the narrowest type that is exact
 *   k<n>     UTINYINT the cell's `cellKindCode`, only beside a text column that is `mixed`
 *
 * In a mixed column the text of a number is its shortest exact decimal form, of a date its ISO form, of a boolean
 * TRUE or FALSE, of an error its code; a blank cell is NULL everywhere.
 */

import type { Problem } from '#shared/domain/result.ts'
import type {
  CellRange,
  ColumnInfo,
  NamedArea,
  PreambleCell,
  SheetState,
  SourceFormat,
} from '#shared/domain/sheet.ts'

/** A formula of the source workbook; the value in the table is the one the file had cached. */
export interface ImportedFormula {
  readonly row: number
  readonly column: number
  readonly formula: string
  /** The cells that an array formula or a data table fills. */
  readonly fills?: CellRange
  /** The file holds no result of it, so its cell is blank. */
  readonly withoutValue?: true
}

/** A name that the workbook defines and what it stands for: a range, a value or any formula. */
export interface ImportedName {
  readonly name: string
  /** Without `=`. References that are not fixed by `$` are as seen from A1. */
  readonly formula: string
  /** The only sheet in which it holds; left out where it holds in all. */
  readonly sheet?: string
}

export interface ImportedNote {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly author: string
}

export interface ImportedSheet {
  readonly name: string
  /** The table that holds its data rows. */
  readonly table: string
  readonly state: SheetState
  readonly headerRow: number
  readonly rowCount: number
  /** The number of the first data row, where the rows have none yet: `numberRows` gives it to them. */
  readonly rowsToNumberFrom?: number
  readonly columns: readonly ColumnInfo[]
  /** Cells above and in the header row. */
  readonly preamble: readonly PreambleCell[]
  readonly formulas: readonly ImportedFormula[]
  readonly notes: readonly ImportedNote[]
  readonly mergedAreas: readonly CellRange[]
  readonly hiddenRows: readonly number[]
  readonly frozen?: { readonly rows: number; readonly columns: number }
  readonly problems: readonly Problem[]
}

/** What stands first in a date: `year` leaves texts that begin with the day or the month as they are. */
export type DateOrder = 'year' | 'day' | 'month'

/** How a text file was read; the user may correct it and read again. */
export interface CsvDialect {
  readonly delimiter: string
  readonly quote: string
  readonly encoding: string
  readonly decimalMark: '.' | ','
  readonly headerRow: number
  /** Only as the user chose it: no file tells which of two numbers is the month. */
  readonly dateOrder?: DateOrder
}

export interface ImportedSource {
  readonly name: string
  readonly format: SourceFormat
  readonly sha256: string
  readonly byteLength: number
  readonly dialect?: CsvDialect
  readonly sheets: readonly ImportedSheet[]
  /** Native tables and defined names that cover a plain rectangle. */
  readonly namedAreas: readonly NamedArea[]
  /** Every defined name that formulas can use, those of plain rectangles included. */
  readonly definedNames: readonly ImportedName[]
  /** True where the workbook counts days from 1904. */
  readonly date1904: boolean
  readonly problems: readonly Problem[]
}

export interface ImportProgress {
  readonly sheet: string
  readonly rows: number
  /** 0 to 1 where the whole is known. */
  readonly fraction?: number
}
