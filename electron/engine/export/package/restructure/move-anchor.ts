/** Formulas of conditional formats and validations are written as from the first cell of their ranges. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { type AxisMoves, movedRange, type SheetMoves } from '../../../sheet/formula-text/moves.ts'
import { parseRange } from '../cell-range.ts'
import { movedFormula } from '../formula-text.ts'
import { escapeXml, unescapeXml } from '../xml-escape.ts'

export const isAnchored = (element: string): boolean =>
  element === 'conditionalFormatting' || element === 'dataValidation'

const formulaElements = /(<((?:[\w.-]+:)?(?:formula|formula1|formula2|f))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g

/**
 * The element with its formulas as from the first cell that is left of `ranges`; cells keep their old numbers, so that
 * a formula can still be followed afterwards. Nothing changes where the first cell stays.
 */
export function withMovedAnchor(text: string, ranges: string, moves: SheetMoves): string {
  const all = ranges.split(/\s+/).flatMap((part) => parseRange(part) ?? [])
  const left = all.filter((range) => movedRange(moves, range) !== undefined)
  const [from, to] = [firstCell(all), firstCell(left.map((range) => withoutGoneStart(range, moves)))]
  if (from.row === to.row && from.column === to.column) return text
  return text.replace(
    formulaElements,
    (_whole, open: string, _name: string, formula: string, close: string) =>
      `${open}${escapeXml(movedFormula(unescapeXml(formula), from, to))}${close}`,
  )
}

const firstCell = (ranges: readonly CellRange[]) => ({
  row: Math.min(...ranges.map(({ firstRow }) => firstRow)),
  column: Math.min(...ranges.map(({ firstColumn }) => firstColumn)),
})

const withoutGoneStart = (range: CellRange, { rows, columns }: SheetMoves): CellRange => ({
  ...range,
  firstRow: firstLeft(rows, range.firstRow, range.lastRow),
  firstColumn: firstLeft(columns, range.firstColumn, range.lastColumn),
})

function firstLeft({ isDeleted }: AxisMoves, first: number, last: number): number {
  for (let position = first; position <= last; position += 1) if (!isDeleted(position)) return position
  return first
}
