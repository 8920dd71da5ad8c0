import { createContext, useContext, useEffect, useState } from 'react'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { RowId } from '#shared/domain/ids.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { initialSelection, type Place } from '../selection/selection.ts'
import { selectionOf, useGrid } from './grid-state.ts'
import { useSheet } from './present-sheet.ts'

export interface ActiveCell {
  readonly place: Place
  readonly row: RowId | undefined
  readonly column: ColumnInfo | undefined
  /** undefined until the engine has answered. */
  readonly cell: ReplyOf<'sheet.cell'> | undefined
}

export const ActiveCellContext = createContext<ActiveCell>({
  place: initialSelection.active,
  row: undefined,
  column: undefined,
  cell: undefined,
})

/** The active cell with all that is known of it. */
export const useActiveCell = (): ActiveCell => useContext(ActiveCellContext)

/** Asks for the active cell, once for all that show it. */
export function useReadActiveCell(): ActiveCell {
  const { info, columns } = useSheet()
  const place = useGrid((state) => selectionOf(state).active)
  const row = useRowId(place.row)
  const column = columns[place.column]
  const request =
    info === undefined || column === undefined || row === undefined
      ? null
      : { sheet: info.id, row, column: column.id }
  const { reply } = useEngine('sheet.cell', request)
  return { place, row, column, cell: request === null ? undefined : reply }
}

/** Known as soon as the row's tile has come. */
function useRowId(row: number): RowId | undefined {
  const tiles = useGrid((state) => state.tiles)
  const arrived = useGrid((state) => state.arrived)
  const [id, setId] = useState<RowId | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: tiles that arrive are why the row is looked up again
  useEffect(() => setId(tiles?.rowId(row)), [tiles, row, arrived])
  return id
}
