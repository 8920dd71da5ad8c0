import type { Block } from '#shared/contract/sheet.ts'
import { type CellColumn, cellAt } from '#shared/domain/cell.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { cellParts } from '../store/cell-parts.ts'
import type { Project } from '../store/project.ts'
import { placeRows, rangeOf, readPlacedCells } from './block.ts'
import { requestedColumns, requestedRowSet, requestedSheet } from './requested-sheet.ts'
import type { ViewOptions } from './view.ts'

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
  const lines = headers ? [columns.value.map((column) => column.name)] : []
  for (let row = 0; row < count; row += 1) lines.push(cells.map((column) => textAt(column, row)))
  return { ok: true, value: { text: lines.map(tabLine).join('\r\n'), html: htmlTable(lines) } }
}

const textAt = (column: CellColumn, row: number): string => cellParts(cellAt(column, row))[2] ?? ''

const tabLine = (texts: readonly string[]): string => texts.map(quotedWhereNeeded).join('\t')

/** As Excel writes it: only a text with a tab, a line break or a leading quote is put into quotes. */
const quotedWhereNeeded = (text: string): string =>
  /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

function htmlTable(lines: readonly (readonly string[])[]): string {
  const rows = lines.map((line) => `<tr>${line.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`)
  return `<table>${rows.join('')}</table>`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\r?\n/g, '<br>')
