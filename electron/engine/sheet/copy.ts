import type { Block } from '#shared/contract/sheet.ts'
import { type CellColumn, cellAt } from '#shared/domain/cell.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { cellParts } from '../store/cell-parts.ts'
import type { Project } from '../store/project.ts'
import { placeRows, rangeOf, readPlacedCells } from './block.ts'
import { type CopiedCell, htmlTable, tabSeparated } from './clipboard-flavours.ts'
import { requestedColumns, requestedRowSet, requestedSheet } from './requested-sheet.ts'
import type { ViewOptions } from './view-table.ts'

/** The clipboard is no place for more: other programs stop answering long before. */
const mostCells = 2_000_000

/** A block as other spreadsheets take it from the clipboard: tab separated text, and an HTML table. */
export async function copyBlock(
  project: Project,
  block: Block,
  headers: boolean,
  options: ViewOptions,
): Promise<Outcome<{ text: string; html: string }>> {
  const found = await requestedSheet(project, block.sheet)
  if (!found.ok) return found
  const rowSet = requestedRowSet(project, block.view)
  if (!rowSet.ok) return rowSet
  const columns = requestedColumns(found.value, block.columns)
  if (!columns.ok) return columns
  if (block.rowCount * block.columns.length > mostCells)
    return refuse(
      'too_large',
      `At most ${mostCells.toLocaleString('en-US')} cells can be copied at once. Export the sheet instead.`,
    )
  const placed = await placeRows(project, found.value, rangeOf(block), options)
  const { count, columns: cells } = await project.read(
    (connection) => readPlacedCells(connection, placed, columns.value),
    options.signal,
  )
  const rows = headers ? [columns.value.map(({ name }): CopiedCell => ({ text: name, isText: true }))] : []
  for (let row = 0; row < count; row += 1) rows.push(cells.map((column) => copiedCell(column, row)))
  return { ok: true, value: { text: tabSeparated(rows), html: htmlTable(rows) } }
}

function copiedCell(column: CellColumn, row: number): CopiedCell {
  const cell = cellAt(column, row)
  return { text: cellParts(cell)[2] ?? '', isText: cell.kind === 'text' }
}
