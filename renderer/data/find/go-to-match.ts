import { goToCell } from '../state/go-to-cell.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { useFind } from './find-state.ts'

/** Goes to the next match (or the one before), round the end; the first time to the first at or after the active cell. */
export function goToMatch(step: 1 | -1): void {
  const { matches, at, setAt, isOpen, open } = useFind.getState()
  if (!isOpen) open(false)
  if (!isOpen || matches.length === 0) return
  const next = at < 0 ? firstFrom(step) : (at + step + matches.length) % matches.length
  const match = matches[next]
  if (match === undefined) return
  setAt(next)
  void goToCell(match.sheet, match.row, match.column)
}

function firstFrom(step: 1 | -1): number {
  const { matches } = useFind.getState()
  const present = presentSheet()
  const row = present?.tiles?.rowNumber(present.selection.active.row) ?? 0
  const rowOf = (address: string): number => Number(/\d+$/.exec(address)?.[0] ?? 0)
  const here = matches.findIndex((match) => match.sheet === present?.info.id && rowOf(match.address) >= row)
  if (here < 0) return step > 0 ? 0 : matches.length - 1
  return step > 0 ? here : (here - 1 + matches.length) % matches.length
}
