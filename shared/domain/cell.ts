/** The codes of Excel's error values. */
export const cellErrorCodes = [
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#BLOCKED!',
  '#UNKNOWN!',
  '#CONNECT!',
  '#BUSY!',
] as const
export type CellErrorCode = (typeof cellErrorCodes)[number]

/**
 * What one cell holds. Blank, zero, empty text and error are four different things.
 * A date is a local calendar date and time without a zone: the milliseconds of that wall-clock time read as UTC.
 */
export type CellValue =
  | { readonly kind: 'blank' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'error'; readonly value: string }

export type CellKind = CellValue['kind']

export const blankCell: CellValue = { kind: 'blank' }

/** The code of a kind in a `CellColumn` and in the store's kind columns; never renumber, it is saved in projects. */
export const cellKindCode = {
  blank: 0,
  number: 1,
  text: 2,
  boolean: 3,
  date: 4,
  error: 5,
} as const satisfies Record<CellKind, number>

/**
 * Many cells of one column, held as columns so that they cross a MessagePort without an object a cell.
 * `kinds[i]` is a `cellKindCode`. A number, a boolean (0 or 1) and a date (milliseconds, see `CellValue`) stand in
 * `numbers[i]`; a text and an error's code stand in `texts[i]`. `texts` is left out where no cell has one.
 */
export interface CellColumn {
  readonly kinds: Uint8Array
  readonly numbers: Float64Array
  readonly texts?: readonly (string | undefined)[]
}

/** The cell at `index` of a column. */
export function cellAt(column: CellColumn, index: number): CellValue {
  const number = column.numbers[index] ?? Number.NaN
  const text = column.texts?.[index] ?? ''
  switch (column.kinds[index]) {
    case cellKindCode.number:
      return { kind: 'number', value: number }
    case cellKindCode.text:
      return { kind: 'text', value: text }
    case cellKindCode.boolean:
      return { kind: 'boolean', value: number !== 0 }
    case cellKindCode.date:
      return { kind: 'date', value: number }
    case cellKindCode.error:
      return { kind: 'error', value: text }
    default:
      return blankCell
  }
}

/** Packs cells into a column; the inverse of `cellAt` for each index. */
export function packCells(cells: readonly CellValue[]): CellColumn {
  const kinds = new Uint8Array(cells.length)
  const numbers = new Float64Array(cells.length)
  const texts: (string | undefined)[] = new Array(cells.length)
  let hasText = false
  cells.forEach((cell, index) => {
    kinds[index] = cellKindCode[cell.kind]
    if (cell.kind === 'blank') return
    if (cell.kind === 'text' || cell.kind === 'error') {
      texts[index] = cell.value
      hasText = true
      return
    }
    numbers[index] = Number(cell.value)
  })
  return hasText ? { kinds, numbers, texts } : { kinds, numbers }
}
