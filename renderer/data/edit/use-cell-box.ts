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
  /** How much of its top and of its left is covered, by the headers or by what is frozen. */
  readonly coveredTop: number
  readonly coveredLeft: number
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
  const element = findCellElement(root, place.row, String(column.id))
  if (element === undefined) return undefined
  const cell = element.getBoundingClientRect()
  const frame = root.getBoundingClientRect()
  const { top, left } = edgesOf(root, element)
  return {
    left: cell.left - frame.left,
    top: cell.top - frame.top,
    width: cell.width,
    height: cell.height,
    coveredTop: Math.max(0, top - cell.top),
    coveredLeft: Math.max(0, left - cell.left),
  }
}

/** Where the part of the window begins in which a cell can be seen. */
function edgesOf(root: HTMLElement, cell: HTMLElement): { readonly top: number; readonly left: number } {
  const bottomOf = (selector: string) => root.querySelector(selector)?.getBoundingClientRect().bottom ?? 0
  const isFrozenRow = cell.closest('.ag-grid-pinned-top-rows-container') !== null
  const frozenCells = cell.closest('.ag-row')?.querySelector('.ag-grid-pinned-left-cells')
  const isFrozenColumn = frozenCells?.contains(cell) === true
  return {
    top: Math.max(bottomOf('.ag-header'), isFrozenRow ? 0 : bottomOf('.ag-grid-pinned-top-rows-container')),
    left: isFrozenColumn ? 0 : (frozenCells?.getBoundingClientRect().right ?? 0),
  }
}
