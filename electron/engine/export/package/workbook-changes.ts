/** What is asked of a graft: changes to the original's sheets, and sheets to be added. */
import type { CellValue } from '#shared/domain/cell.ts'
import type { SheetState } from '#shared/domain/sheet.ts'
import type { ChartSpec } from './charts.ts'
import type { SparklineSpec } from './sparklines.ts'
import type { DefinedName } from './workbook-part.ts'

/** New content of one cell; its format is kept. */
export interface CellEdit {
  /** 1-based. */
  readonly row: number
  /** 1-based. */
  readonly column: number
  readonly value: CellValue
  /** Without the leading `=`; `value` is then what is shown until the formula is recalculated. */
  readonly formula?: string
  /** Gives the cell a background, so that a reader sees that it was edited. */
  readonly isHighlighted?: boolean
}

export interface CellNote {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly author: string
  /** Where the cell has a note already, the text is put below that one's; else such a note is kept and this one refused. */
  readonly belowOwn?: true
}

/** Marks a header cell as mapped: a subtle background, and a note where `text` is given. */
export interface HeaderMark {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly text?: string
  readonly author?: string
}

/** The background of a cell that the user coloured. */
export interface CellFill {
  readonly row: number
  readonly column: number
  /** ARGB. */
  readonly color: string
}

/** A column whose cells lose their content between two rows. */
export interface EmptiedColumn {
  readonly column: number
  readonly isHidden: boolean
  readonly firstRow: number
  readonly lastRow: number
}

export interface AddedColumnCell {
  readonly row: number
  readonly value: CellValue
  readonly formula?: string
  readonly note?: { readonly text: string; readonly author: string }
  /** ARGB of the background that the user gave it. */
  readonly fillColor?: string
}

/** A column put at the right of all that the sheet holds. */
export interface AddedColumn {
  readonly header: string
  /** The header's row; 0 for a sheet without one: the column then has no header. */
  readonly headerRow: number
  readonly cells: readonly AddedColumnCell[]
  /** Excel number format code of its cells; left out, they look like their neighbours. */
  readonly numberFormat?: string
  /** In characters, as Excel counts it. */
  readonly width?: number
  /** Stands at its header. */
  readonly note?: { readonly text: string; readonly author: string }
}

/** Sheets written in a workbook of their own, to be taken over with their formats, pictures, notes and names. */
export interface AddedSheets {
  /** The bytes of an .xlsx workbook. */
  readonly workbook: Uint8Array
  /** Which of its sheets, in this order; left out, all of them. */
  readonly sheets?: readonly {
    readonly name: string
    /** Left out, the state it has in its own workbook. */
    readonly state?: SheetState
  }[]
}

export interface WorkbookChanges {
  readonly cells?: readonly {
    readonly sheet: string
    readonly edits: readonly CellEdit[]
  }[]
  readonly notes?: readonly {
    readonly sheet: string
    readonly notes: readonly CellNote[]
  }[]
  /** Cells whose own note does not stay, threaded comments included; one of `notes` may take its place. */
  readonly removedNotes?: readonly {
    readonly sheet: string
    readonly cells: readonly { readonly row: number; readonly column: number }[]
  }[]
  readonly columns?: readonly {
    readonly sheet: string
    readonly columns: readonly AddedColumn[]
  }[]
  readonly headerMarks?: readonly HeaderMark[]
  /** Deleted rows that cannot be taken out safely: they are emptied and hidden. */
  readonly deletedRows?: readonly {
    readonly sheet: string
    readonly rows: readonly number[]
  }[]
  /** Deleted columns that cannot be taken out. */
  readonly deletedColumns?: readonly {
    readonly sheet: string
    readonly columns: readonly EmptiedColumn[]
  }[]
  readonly fills?: readonly {
    readonly sheet: string
    readonly fills: readonly CellFill[]
  }[]
  readonly addedSheets?: AddedSheets
  readonly definedNames?: readonly DefinedName[]
  /** Native charts on added sheets. */
  readonly charts?: readonly ChartSpec[]
  /** Sparklines in cells of added sheets. */
  readonly sparklines?: readonly SparklineSpec[]
  /** Written into the package as the time of new parts; left out, a fixed one. */
  readonly timestamp?: Date
}
