import { columnNumber, maximumColumn, maximumRow } from '#shared/domain/address.ts'
import type { CellRange } from '#shared/domain/sheet.ts'

const rangePattern = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/

/** `B2:D9`, `$B$2` -> the rectangle, its corners put in order; undefined where it is none within a sheet. */
export function parseRange(text: string): CellRange | undefined {
  const match = rangePattern.exec(text.trim())
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  const columns = [columnNumber(match[1]), columnNumber(match[3] ?? match[1])]
  const rows = [Number(match[2]), Number(match[4] ?? match[2])]
  const range = {
    firstRow: Math.min(...rows),
    firstColumn: Math.min(...columns),
    lastRow: Math.max(...rows),
    lastColumn: Math.max(...columns),
  }
  const isInside = range.firstRow >= 1 && range.lastRow <= maximumRow && range.lastColumn <= maximumColumn
  return isInside ? range : undefined
}
