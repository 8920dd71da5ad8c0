import type { CellMark } from '#shared/contract/sheet.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import { type Area, inArea, type Place } from '../selection/selection.ts'

/** Classes by what a cell holds: numbers and dates to the right, booleans and errors in the middle. */
export function valueClasses(value: CellValue | undefined): string[] {
  switch (value?.kind) {
    case undefined:
      return ['cell-loading']
    case 'number':
    case 'date':
      return ['cell-numeric']
    case 'boolean':
      return ['cell-centred']
    case 'error':
      return ['cell-centred', 'cell-error']
    default:
      return []
  }
}

export function markClasses(mark: CellMark | undefined): string[] {
  if (mark === undefined) return []
  return [
    ...(mark.edited === undefined ? [] : ['cell-edited']),
    ...(mark.note === undefined ? [] : ['cell-note']),
    ...(mark.formula === undefined ? [] : ['cell-formula']),
    ...(mark.stale === true ? ['cell-stale'] : []),
    ...(mark.highlight === undefined ? [] : [`cell-highlight-${mark.highlight}`]),
  ]
}

/** What is selected, ready to be asked of many cells. */
export interface DrawnSelection {
  readonly areas: readonly Area[]
  readonly active: Place
  /** The corner of the live area, where the fill handle is. */
  readonly handle: Place | undefined
  /** What is cut and not yet pasted. */
  readonly cut: Area | undefined
  /** The row below the last one. */
  readonly newRow: number | undefined
}

/** The outline stands on the outer edges of each area, so that neighbouring cells make one frame. */
export function selectionClasses(drawn: DrawnSelection, row: number, column: number): string[] {
  const classes: string[] = []
  const { areas, active, handle, cut } = drawn
  const isOneCell = areas.length === 1 && areas[0] !== undefined && isSingle(areas[0])
  for (const area of areas) {
    if (!inArea(area, row, column)) continue
    if (!isOneCell) classes.push('cell-selected')
    if (row === area.firstRow) classes.push('edge-top')
    if (row === area.lastRow) classes.push('edge-bottom')
    if (column === area.firstColumn) classes.push('edge-left')
    if (column === area.lastColumn) classes.push('edge-right')
  }
  if (active.row === row && active.column === column) classes.push('cell-active')
  if (handle?.row === row && handle.column === column) classes.push('cell-handle')
  if (cut !== undefined && inArea(cut, row, column)) classes.push(...cutClasses(cut, row, column))
  return classes
}

const cutClasses = (cut: Area, row: number, column: number): string[] => [
  'cell-cut',
  ...(row === cut.firstRow ? ['cut-top'] : []),
  ...(row === cut.lastRow ? ['cut-bottom'] : []),
  ...(column === cut.firstColumn ? ['cut-left'] : []),
  ...(column === cut.lastColumn ? ['cut-right'] : []),
]

const isSingle = (area: Area): boolean =>
  area.firstRow === area.lastRow && area.firstColumn === area.lastColumn
