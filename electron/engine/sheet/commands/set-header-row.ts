import { z } from 'zod'
import { columnLetters } from '#shared/domain/address.ts'
import { cellAt } from '#shared/domain/cell.ts'
import { rowId } from '#shared/domain/ids.ts'
import { uniqueName } from '../../intake/column-names.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'
import { cellSelectList, readCells } from '../../store/cell-columns.ts'
import { cellOfParts, cellParts } from '../../store/cell-parts.ts'
import { readRows } from '../../store/connection.ts'
import type { PreambleParts } from '../../store/journal/step.ts'
import { readPreambleParts } from '../../store/preamble.ts'
import { narrowColumns } from '../narrow-columns.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { columnStep, sheetStep } from './change-record.ts'
import { type Apply, type CommandContext, sheetOfCommand } from './command.ts'
import { takeRowsOut } from './delete-rows.ts'
import { addColumn } from './insert-column.ts'

/**
 * Makes another row of the source the header: rows move between the data and what stands above it, and the columns
 * take their names from the new header. A name that the user gave stays.
 */
export const setHeaderRow: Apply<'setHeaderRow'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const { headerRow, name } = sheet.info
  const label = command.headerRow === 0 ? 'removal of the header row' : `header in row ${command.headerRow}`
  const done = { ok: true as const, value: { label, sheet: command.sheet, cells: 0 } }
  if (command.headerRow === headerRow) return done
  if (command.headerRow >= sheet.lastImportedRow)
    return refuse('invalid_value', `"${name}" has no rows of data below row ${command.headerRow}.`)
  const moved =
    command.headerRow > headerRow
      ? await liftRows(context, sheet, command.headerRow)
      : await lowerRows(context, sheet, command.headerRow)
  if (!moved.ok) return moved
  await context.take(sheetStep(sheet, { header_row: headerRow }, { header_row: command.headerRow }))
  await nameColumns(context, sheet, command.headerRow)
  return done
}

/** Rows down to the new header leave the data. */
async function liftRows(
  context: CommandContext,
  sheet: StoredSheet,
  headerRow: number,
): Promise<Outcome<undefined>> {
  const columns = [...sheet.columns.values()].filter((column) => column.sourceColumn !== undefined)
  const { rowIds, columns: cells } = await readCells(
    context.connection,
    `SELECT ${cellSelectList(columns, 's')} FROM ${sheet.table} AS s
     WHERE s.row_id > ${sheet.info.headerRow} AND s.row_id <= ${headerRow} ORDER BY s.row_id`,
    columns,
  )
  if (rowIds.length >= sheet.info.rowCount)
    return refuse('invalid_value', `"${sheet.info.name}" has no rows of data below row ${headerRow}.`)
  const after = columns.flatMap((column, index) =>
    Array.from(rowIds, (row, place): PreambleParts => {
      const parts = cells[index]
      const [kind, number, text] = cellParts(parts === undefined ? { kind: 'blank' } : cellAt(parts, place))
      return { row, column: column.sourceColumn ?? 0, kind, number, text }
    }).filter((cell) => cell.kind !== 0),
  )
  await takeRowsOut(context, sheet.info.id, Array.from(rowIds, rowId))
  await context.take({ type: 'preamble', sheet: sheet.info.id, before: [], after })
  await narrowColumns(context, sheet)
  return { ok: true, value: undefined }
}

/** Rows below the new header come back into the data, above what is there. */
async function lowerRows(
  context: CommandContext,
  sheet: StoredSheet,
  headerRow: number,
): Promise<Outcome<undefined>> {
  const preamble = await readPreambleParts(context.connection, sheet.info.id)
  const before = preamble.filter(({ row }) => row > headerRow)
  const rows = [...new Set(before.map((cell) => cell.row))]
  await addMissingColumns(
    context,
    sheet,
    before.map((cell) => cell.column),
  )
  await context.take({ type: 'preamble', sheet: sheet.info.id, before, after: [] })
  for (const [position, firstRow] of rows.entries())
    await context.take({ type: 'insertRows', sheet: sheet.info.id, position, firstRow, count: 1 })
  const present = (await context.sheets.get(sheet.info.id)) ?? sheet
  const ids = new Map([...present.columns.values()].map((column) => [column.sourceColumn, column.id]))
  const cells = before.flatMap((cell): NewCell[] => {
    const column = ids.get(cell.column)
    if (column === undefined) return []
    return [{ row: rowId(cell.row), column, value: cellOfParts(cell.kind, cell.number, cell.text) }]
  })
  await startPending(context.connection)
  await addPending(context.connection, cells)
  await writePending(context, present, { imported: false })
  return { ok: true, value: undefined }
}

/** Columns of the source that held nothing below the old header, and so were none of the sheet's. */
async function addMissingColumns(
  context: CommandContext,
  sheet: StoredSheet,
  columns: readonly number[],
): Promise<void> {
  const known = new Set([...sheet.columns.values()].map(({ sourceColumn }) => sourceColumn))
  for (const column of new Set(columns.filter((each) => !known.has(each)))) {
    const present = (await context.sheets.get(sheet.info.id)) ?? sheet
    const taken = new Set([...present.columns.values()].map(({ name }) => name.toLowerCase()))
    const place = present.info.columns.findIndex(({ sourceColumn = 0 }) => sourceColumn > column)
    const end = present.info.columns.length
    await addColumn(
      context,
      present,
      uniqueName(columnLetters(column), taken),
      place < 0 ? end : place,
      column,
    )
  }
}

/** Gives the columns of the source the names in the header row; without one, their letters. */
async function nameColumns(context: CommandContext, sheet: StoredSheet, headerRow: number): Promise<void> {
  const present = (await context.sheets.get(sheet.info.id)) ?? sheet
  const headers = await readRows(
    context.connection,
    z.object({ column: z.number(), text: z.string().nullable() }),
    'SELECT "column", text FROM preamble_cell WHERE sheet_id = ? AND "row" = ?',
    [sheet.info.id, headerRow],
  )
  const texts = new Map(headers.map((header) => [header.column, header.text?.trim() ?? '']))
  const sourced = [...present.columns.values()].filter((column) => column.sourceColumn !== undefined)
  const isKept = (column: StoredColumn) =>
    column.sourceColumn === undefined || column.name !== column.originalName
  const taken = new Set(
    [...present.columns.values()].filter(isKept).map((column) => column.name.toLowerCase()),
  )
  for (const column of sourced) {
    const source = column.sourceColumn ?? 0
    const text = texts.get(source) ?? ''
    const header = text === '' ? columnLetters(source) : text
    const name = isKept(column) ? column.name : uniqueName(header, taken)
    if (name === column.name && header === column.originalName) continue
    await context.take(
      columnStep(
        present,
        column.id,
        { name: column.name, original_name: column.originalName ?? null },
        { name, original_name: isKept(column) ? header : name },
      ),
    )
  }
}
