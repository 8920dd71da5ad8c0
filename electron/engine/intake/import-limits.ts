/** What one file may ask of the machine before it is refused with a message. */
export interface ImportLimits {
  /** Bytes of a sheet after inflation. */
  readonly sheetBytes: number
  /** Bytes of any other part of a package after inflation, and of a file that must be read whole. */
  readonly partBytes: number
  /** Bytes of the shared strings after inflation. */
  readonly sharedStringBytes: number
  readonly sharedStrings: number
  /** Inflated to compressed bytes, looked at once a part is past `ratioFloorBytes`. */
  readonly compressionRatio: number
  readonly ratioFloorBytes: number
  /** Formulas whose text is kept, a workbook. */
  readonly formulas: number
  readonly notes: number
  readonly sheets: number
  /** Cells of a sheet whose rows stand out of order, which must be sorted in memory. */
  readonly unorderedCells: number
  /** Characters that the cells of a sheet may have, counting a shared text each time, and how many times the sheet's bytes. */
  readonly textCharacters: number
  readonly textRatio: number
  /** Cells that a file may ask for by saying that a row or cell is repeated. */
  readonly repeatedCells: number
  /** Bytes of a .xls or .xlsb file, which are read whole. */
  readonly wholeFileBytes: number
}

const mebibyte = 2 ** 20

export const defaultImportLimits: ImportLimits = {
  sheetBytes: 16_384 * mebibyte,
  partBytes: 64 * mebibyte,
  sharedStringBytes: 1_024 * mebibyte,
  sharedStrings: 5_000_000,
  compressionRatio: 300,
  ratioFloorBytes: 256 * mebibyte,
  formulas: 1_000_000,
  notes: 100_000,
  sheets: 2_000,
  unorderedCells: 4_000_000,
  textCharacters: 2 ** 30,
  textRatio: 200,
  repeatedCells: 20_000_000,
  wholeFileBytes: 200 * mebibyte,
}

/** Characters of text that a cell can hold. */
export const maximumCellText = 32_767
