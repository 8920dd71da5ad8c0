/** Native tables of a sheet whose cells move: they shrink with the rows and columns that are taken out. */

import {
  deletedWithin,
  movedRange,
  type SheetMoves,
  type ShrunkTable,
} from '../../../sheet/formula-text/moves.ts'
import type { SheetTable } from '../tables.ts'
import { elementsOf } from '../xml-text.ts'
import { moveElements } from './move-elements.ts'

export interface ReshapedTable extends ShrunkTable {
  readonly part: string
  /** Nothing of it is left. */
  readonly isGone: boolean
  readonly losesTotals: boolean
}

/** What becomes of a table of the sheet. */
export function reshapeTable(table: SheetTable, moves: SheetMoves): ReshapedTable {
  const { part, name, columns, range } = table
  const isGone = movedRange(moves, range) === undefined
  const gone = columns.flatMap((_name, index) =>
    isGone || moves.columns.isDeleted(range.firstColumn + index) ? [index] : [],
  )
  return {
    part,
    name,
    columns,
    gone: new Set(gone),
    isGone,
    losesTotals: table.hasTotals && moves.rows.isDeleted(range.lastRow),
  }
}

/** The root of a table's part. */
export function moveTable(root: string, { gone, losesTotals }: ReshapedTable, moves: SheetMoves): string {
  const moved = moveElements(root, { moves, goneColumns: gone })
  if (!losesTotals) return moved
  const openEnd = elementsOf(moved)[0]?.openEnd ?? 0
  return moved.slice(0, openEnd).replace(/\stotalsRowCount="[^"]*"/, '') + moved.slice(openEnd)
}

/** Why the table cannot follow, in words that continue "because"; undefined where it can. */
export function obstacleOfTable(
  table: SheetTable,
  moves: SheetMoves,
  hasSlicers: boolean,
): string | undefined {
  const { name, range, hasHeader, hasTotals, isQuery } = table
  const { rows, columns } = moves
  const rowsGone = deletedWithin(rows, { first: range.firstRow, last: range.lastRow })
  const columnsGone = deletedWithin(columns, { first: range.firstColumn, last: range.lastColumn })
  if (rowsGone === 0 && columnsGone === 0) return undefined
  if (isQuery && (columnsGone > 0 || movedRange(moves, range) === undefined))
    return `a query fills the table "${name}"`
  if (hasSlicers && columnsGone > 0) return `slicers may filter the table "${name}"`
  if (movedRange(moves, range) === undefined) return undefined
  if (hasHeader && rows.isDeleted(range.firstRow)) return `they hold the headers of the table "${name}"`
  const data = {
    first: range.firstRow + (hasHeader ? 1 : 0),
    last: range.lastRow - (hasTotals ? 1 : 0),
  }
  const isEmptied = rowsGone > 0 && deletedWithin(rows, data) === data.last - data.first + 1
  return isEmptied ? `the table "${name}" would have no row left` : undefined
}
