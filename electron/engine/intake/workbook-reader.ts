import type { Problem } from '#shared/domain/result.ts'
import type { CellRange, NamedArea, SheetState, SourceFormat } from '#shared/domain/sheet.ts'
import type { ImportedFormula, ImportedName, ImportedNote } from './imported.ts'
import type { RowChunk } from './row-chunk.ts'

/**
 * What every reader of a workbook format gives: the sheets in their order, and the cells of each as a stream of
 * row chunks. Covered cells of merged areas are already left out.
 */
export interface WorkbookReader {
  readonly format: SourceFormat
  readonly date1904: boolean
  readonly sheets: readonly SheetReader[]
  readonly namedAreas: readonly NamedArea[]
  readonly definedNames: readonly ImportedName[]
  /** About the workbook as a whole; complete once the sheets were read. */
  readonly problems: readonly Problem[]
  close(): Promise<void>
}

export interface SheetReader {
  readonly name: string
  readonly state: SheetState
  /** Reads the rows in ascending order; `details` is complete when it ends. */
  rows(options?: RowsOptions): AsyncGenerator<RowChunk>
  /** What the sheet says beside its cells, to be read after `rows`. */
  details(): SheetDetails
  /** 0 to 1, how far `rows` has come. */
  fraction(): number
}

export interface RowsOptions {
  readonly signal?: AbortSignal
  /**
   * Reads a large sheet in one pass where it would take two, before it is known which cells lie under merged areas
   * and whether the rows stand in order. `details().foresight` says afterwards what that means for the rows given.
   */
  readonly inOnePass?: boolean
}

export interface SourceColumn {
  readonly hidden: boolean
  readonly width?: number
  readonly numberFormat?: string
}

export interface SheetDetails {
  readonly formulas: readonly ImportedFormula[]
  readonly notes: readonly ImportedNote[]
  readonly mergedAreas: readonly CellRange[]
  readonly hiddenRows: readonly number[]
  readonly frozen?: { readonly rows: number; readonly columns: number }
  /** Where a native table says which row names its columns. */
  readonly headerRow?: number
  /** By 1-based column; a column without anything of its own is left out. */
  readonly columns: ReadonlyMap<number, SourceColumn>
  readonly problems: readonly Problem[]
  /**
   * How good the rows are that one pass gave: `full` unless values under merged areas may be among them (`partial`)
   * or they stand out of order and are cut off there (`none`).
   */
  readonly foresight: 'full' | 'partial' | 'none'
}

export const noDetails: SheetDetails = {
  formulas: [],
  notes: [],
  mergedAreas: [],
  hiddenRows: [],
  columns: new Map(),
  problems: [],
  foresight: 'full',
}
