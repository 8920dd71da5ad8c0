import { InputGroup } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { cellAddress, columnLetters } from '#shared/domain/address.ts'
import { areaCells, areaOf, liveRange } from '../selection/selection.ts'
import { useActiveCell } from '../state/active-cell.ts'
import { selectionOf, useGrid } from '../state/grid-state.ts'
import { isNarrowed, presentSheet, useSheet } from '../state/present-sheet.ts'
import { jumpTo } from './jump-to.ts'

/** Where the active cell is; an address or a column's name typed here jumps there. */
export function NameBox() {
  const address = useShownAddress()
  const [text, setText] = useState<string | undefined>(undefined)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: moving on takes back what was typed and not used
  useEffect(() => setProblem(undefined), [address])
  return (
    <InputGroup
      className="name-box"
      size="small"
      aria-label="Address of the cell"
      title={problem ?? 'Type an address, a name or a column and press Enter'}
      intent={problem === undefined ? 'none' : 'warning'}
      value={text ?? address}
      onFocus={(event) => {
        setText(address)
        event.target.select()
      }}
      onBlur={() => setText(undefined)}
      onValueChange={setText}
      onKeyDown={(event) => {
        const field = event.currentTarget
        if (event.key === 'Escape') {
          field.blur()
          useGrid.getState().focusGrid?.()
        }
        if (event.key !== 'Enter') return
        void jumpTo(field.value).then((refusal) => {
          setProblem(refusal)
          if (refusal !== undefined) {
            sayAtCell(refusal)
            return
          }
          field.blur()
          useGrid.getState().focusGrid?.()
        })
      }}
    />
  )
}

function sayAtCell(message: string): void {
  const place = presentSheet()?.selection.active
  if (place !== undefined) useGrid.getState().refuse({ place, message })
}

/** The active cell's address, or while several are selected how many rows and columns they are, as Excel shows it. */
function useShownAddress(): string {
  const { info, columns } = useSheet()
  const { cell } = useActiveCell()
  const selection = useGrid(selectionOf)
  const total = useGrid((state) => state.total)
  const extent = presentSheet()?.extent ?? { rows: total ?? 0, columns: columns.length }
  const area = areaOf(liveRange(selection), extent)
  if (areaCells(area) > 1 && selection.ranges.length === 1) {
    const rows = (area.lastRow - area.firstRow + 1).toLocaleString('en-US')
    return `${rows}R x ${area.lastColumn - area.firstColumn + 1}C`
  }
  const column = columns[selection.active.column]
  if (column === undefined || info === undefined) return ''
  // The tile is there before the engine has told everything of the cell.
  const number = rowNumberAt(selection.active.row)
  return number === undefined
    ? (cell?.address ?? columnLetters(column.number))
    : cellAddress(number, column.number)
}

/** The new row has the number after the last one's; where a sort or a filter is on, none yet. */
function rowNumberAt(row: number): number | undefined {
  const present = presentSheet()
  const known = present?.tiles?.rowNumber(row)
  if (known !== undefined || present === undefined || row < present.extent.rows) return known
  const { info, view, tiles } = present
  if (view.sort.length > 0 || isNarrowed(view)) return undefined
  if (row === 0) return info.headerRow + 1
  const last = tiles?.rowNumber(row - 1)
  return last === undefined ? undefined : last + 1
}
