import { movedRange, type SheetMoves } from '../../../sheet/formula-text/moves.ts'
import { parseRange, rangeText } from '../cell-range.ts'

/** Ranges as `ref` and `sqref` list them, without sheet names; empty where nothing is left of any. */
export const movedRanges = (moves: SheetMoves, text: string): string =>
  text
    .split(/\s+/)
    .flatMap((part) => {
      const range = parseRange(part)
      if (range === undefined) return part
      const moved = movedRange(moves, range)
      return moved === undefined ? [] : rangeText(moved)
    })
    .join(' ')
