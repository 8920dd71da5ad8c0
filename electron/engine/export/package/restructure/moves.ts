/** Where the cells of a workbook go when rows are inserted, and which sheets get another name. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { parseRange, rangeText } from '../cell-range.ts'

const lastRow = 1_048_576

/** New rows below a row of the original (0: above all of them). */
export interface Insertion {
  readonly above: number
  readonly count: number
}

/** The restructuring of one sheet. */
export interface SheetMoves {
  /** Its name in the original. */
  readonly sheet: string
  /** In the order of the rows, one an `above`. */
  readonly inserted: readonly Insertion[]
  readonly renamedTo?: string
}

/** By the sheets' names in lower case. */
export type Moves = ReadonlyMap<string, SheetMoves>

export const movesOf = (sheets: readonly SheetMoves[]): Moves =>
  new Map(sheets.map((moves) => [moves.sheet.toLowerCase(), moves]))

/** The number that a row of the original has from now on. */
export function movedRow({ inserted }: SheetMoves, row: number): number {
  let moved = row
  for (const { above, count } of inserted) if (above < row) moved += count
  return Math.min(lastRow, moved)
}

export const movedRange = (moves: SheetMoves, range: CellRange): CellRange => ({
  ...range,
  firstRow: movedRow(moves, range.firstRow),
  lastRow: movedRow(moves, range.lastRow),
})

/** Ranges as `ref` and `sqref` list them, without sheet names. */
export const movedRanges = (moves: SheetMoves, text: string): string =>
  text
    .split(' ')
    .map((part) => {
      const range = parseRange(part)
      return range === undefined ? part : rangeText(movedRange(moves, range))
    })
    .join(' ')

/** Whether new rows come between the first and the last row of the range. */
export const isSplit = ({ inserted }: SheetMoves, { firstRow, lastRow: last }: CellRange): boolean =>
  inserted.some(({ above }) => above >= firstRow && above < last)
