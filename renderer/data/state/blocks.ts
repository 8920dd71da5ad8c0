import type { Block } from '#shared/contract/sheet.ts'
import { disjointAreas } from '../selection/disjoint-areas.ts'
import type { Area } from '../selection/selection.ts'
import type { PresentSheet } from './present-sheet.ts'

type Shown = Pick<PresentSheet, 'info' | 'view' | 'columns' | 'extent'>

/** An area as the engine takes it; undefined where the sheet has no row or column there. */
export function blockOf({ info, view, columns, extent }: Shown, area: Area): Block | undefined {
  const chosen = columns.slice(area.firstColumn, area.lastColumn + 1).map((column) => column.id)
  const rowCount = Math.min(area.lastRow, extent.rows - 1) - area.firstRow + 1
  if (chosen.length === 0 || rowCount <= 0) return undefined
  return { sheet: info.id, view, firstRow: area.firstRow, rowCount, columns: chosen }
}

/** Areas as blocks, no cell in two of them. */
export const blocksOf = (present: Shown, areas: readonly Area[]): Block[] =>
  disjointAreas(areas).flatMap((area) => blockOf(present, area) ?? [])
