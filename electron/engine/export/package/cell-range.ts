/** Rectangles of cells as the file writes them. */
import { cellAddress, parseAddress } from '#shared/domain/address.ts'
import type { CellRange } from '#shared/domain/sheet.ts'

/** `B2:D9` or `B2`, with or without `$`; undefined where it is no range of cells. */
export function parseRange(text: string): CellRange | undefined {
  const [from = '', to = from] = text.split(':')
  const a = parseAddress(from)
  const b = parseAddress(to)
  if (a === undefined || b === undefined) return undefined
  return {
    firstRow: Math.min(a.row, b.row),
    firstColumn: Math.min(a.column, b.column),
    lastRow: Math.max(a.row, b.row),
    lastColumn: Math.max(a.column, b.column),
  }
}

export function rangeText(range: CellRange): string {
  const first = cellAddress(range.firstRow, range.firstColumn)
  const last = cellAddress(range.lastRow, range.lastColumn)
  return first === last ? first : `${first}:${last}`
}

export const union = (a: CellRange, b: CellRange): CellRange => ({
  firstRow: Math.min(a.firstRow, b.firstRow),
  firstColumn: Math.min(a.firstColumn, b.firstColumn),
  lastRow: Math.max(a.lastRow, b.lastRow),
  lastColumn: Math.max(a.lastColumn, b.lastColumn),
})

export const holds = (range: CellRange, row: number, column: number): boolean =>
  row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn

export const isSingleCell = (range: CellRange): boolean =>
  range.firstRow === range.lastRow && range.firstColumn === range.lastColumn
