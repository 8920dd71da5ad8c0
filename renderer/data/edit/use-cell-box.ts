import type { GridApi } from 'ag-grid-community'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { findCellElement } from '../grid/cell-element.ts'
import type { Place } from '../selection/selection.ts'
import { presentSheet } from '../state/present-sheet.ts'

export interface CellBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where a cell is inside the grid, followed while the grid scrolls or its columns change; undefined off screen. */
export function useCellBox(
  api: GridApi,
  root: RefObject<HTMLElement | null>,
  place: Place | undefined,
): CellBox | undefined {
  const [box, setBox] = useState<CellBox | undefined>(undefined)
  useLayoutEffect(() => {
    if (place === undefined) {
      setBox(undefined)
      return
    }
    const measure = () => setBox(boxOf(root.current, place))
    measure()
    const events = ['bodyScroll', 'columnResized', 'viewportChanged', 'gridSizeChanged'] as const
    for (const event of events) api.addEventListener(event, measure)
    return () => {
      if (api.isDestroyed()) return
      for (const event of events) api.removeEventListener(event, measure)
    }
  }, [api, root, place])
  return box
}

function boxOf(root: HTMLElement | null, place: Place): CellBox | undefined {
  const column = presentSheet()?.columns[place.column]
  if (root === null || column === undefined) return undefined
  const cell = findCellElement(root, place.row, String(column.id))?.getBoundingClientRect()
  if (cell === undefined) return undefined
  const frame = root.getBoundingClientRect()
  return { left: cell.left - frame.left, top: cell.top - frame.top, width: cell.width, height: cell.height }
}
