import { movedPosition, nearestPosition, type SheetMoves } from '../../../sheet/formula-text/moves.ts'
import { changeNoteShapes } from '../note-shapes.ts'

/** The boxes of notes: each moves with its cell, and goes with it. */
export const moveNoteShapes = (text: string, moves: SheetMoves): string =>
  changeNoteShapes(text, (shape, row, column) => {
    const [down, across] = [movedPosition(moves.rows, row), movedPosition(moves.columns, column)]
    if (down === undefined || across === undefined) return ''
    return shape
      .replace(/(<x:Anchor>)([^<]*)(<\/x:Anchor>)/g, (whole, open: string, anchor: string, close: string) => {
        const moved = movedAnchor(anchor, moves)
        return moved === undefined ? whole : `${open}${moved}${close}`
      })
      .replace(/(<x:Row>)\s*\d+\s*(<)/, `$1${down - 1}$2`)
      .replace(/(<x:Column>)\s*\d+\s*(<)/, `$1${across - 1}$2`)
  })

/** Left, its offset, top, its offset, right, ..., bottom, ...; from 0. The box keeps its size. */
function movedAnchor(anchor: string, { rows, columns }: SheetMoves): string | undefined {
  const numbers = anchor.split(',').map(Number)
  const [left, leftBy, top, topBy, right, rightBy, bottom, bottomBy] = numbers
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return undefined
  if (numbers.some((each) => !Number.isFinite(each))) return undefined
  const across = nearestPosition(columns, left + 1) - left - 1
  const down = nearestPosition(rows, top + 1) - top - 1
  return [left + across, leftBy, top + down, topBy, right + across, rightBy, bottom + down, bottomBy].join(
    ', ',
  )
}
