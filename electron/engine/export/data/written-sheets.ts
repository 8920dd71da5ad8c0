/** Sheets of sources that are no Excel package, written anew from the store as a workbook, row by row. */
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import { z } from 'zod'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type CellRows, cellSelectList, readCells } from '../../store/cell-columns.ts'
import { cellOfParts } from '../../store/cell-parts.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { withoutTimes } from '../package/zip-stamp.ts'
import type { DataPlace } from './data-places.ts'
import { rowFormulaOf } from './row-formulas.ts'

export interface WrittenSheet {
  readonly sheet: StoredSheet
  readonly place: DataPlace
}

/** The time in a workbook's properties, so that bytes do not depend on the day. */
export const fixedDate = new Date(Date.UTC(1980, 0, 1))

/**
 * A workbook of the sheets, in one pass over their rows. Texts stay texts, whatever they look like.
 * @param onRows called with the number of rows written so far
 */
export async function writeSheets(
  connection: Connection,
  sheets: readonly WrittenSheet[],
  onRows: (rows: number) => void,
): Promise<Uint8Array> {
  const stream = new PassThrough()
  const bytes = buffer(stream)
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  })
  workbook.created = fixedDate
  workbook.modified = fixedDate
  let rows = 0
  for (const written of sheets) {
    await writeSheet(connection, workbook, written, (count) => {
      rows += count
      onRows(rows)
    })
  }
  await workbook.commit()
  return withoutTimes(await bytes)
}

async function writeSheet(
  connection: Connection,
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  { sheet, place }: WrittenSheet,
  onRows: (count: number) => void,
): Promise<void> {
  const { columns, state } = sheet.info
  const target = workbook.addWorksheet(place.name, {
    state,
    views: [{ state: 'frozen', ySplit: place.headerRow }],
  })
  columns.forEach((column, index) => {
    const own = target.getColumn(index + 1)
    if (column.width !== undefined) own.width = column.width
    if (column.hidden) own.hidden = true
    const format = formatOf(column)
    if (format !== undefined) own.numFmt = format
  })
  for (const { row, cells } of await readPreamble(connection, sheet, place.headerRow)) {
    const line = target.getRow(row)
    for (const { column, value } of cells) line.getCell(column).value = excelValue(value)
    line.commit()
  }
  const header = target.getRow(place.headerRow)
  columns.forEach((column, index) => {
    const cell = header.getCell(index + 1)
    cell.value = column.name
    cell.numFmt = 'General'
    cell.font = { bold: true }
  })
  header.commit()
  const formulas = columns.map((column) => rowFormulaOf(sheet, column, ({ id }) => place.columnOf(id)))
  let number = place.headerRow
  for await (const rows of rowsInOrder(connection, sheet)) {
    for (let index = 0; index < rows.count; index += 1) {
      const row = target.getRow(++number)
      rows.columns.forEach((cells, at) => {
        const value = excelValue(cellAt(cells, index))
        const formula = formulas[at]?.(row.number)
        if (formula !== undefined) row.getCell(at + 1).value = { formula, result: plainResult(value) }
        else if (value !== null) row.getCell(at + 1).value = value
      })
      row.commit()
    }
    onRows(rows.count)
    // Lets the zip take what has been written before more is.
    await setImmediate()
  }
  target.commit()
}

function formatOf({ type, numberFormat }: ColumnInfo): string | undefined {
  if (numberFormat !== undefined) return numberFormat
  if (type === 'date') return 'yyyy-mm-dd'
  return type === 'datetime' ? 'yyyy-mm-dd hh:mm:ss' : undefined
}

function excelValue(cell: CellValue): ExcelJS.CellValue {
  switch (cell.kind) {
    case 'blank':
      return null
    case 'date':
      return new Date(cell.value)
    case 'error':
      return errorCell(cell.value)
    default:
      return cell.value
  }
}

/** A formula's result; the formula of a computed column never is an error. */
const plainResult = (value: ExcelJS.CellValue): string | number | boolean | Date =>
  value === null || value === undefined || (typeof value === 'object' && !(value instanceof Date))
    ? ''
    : value

const errorSchema = z.enum(ExcelJS.ErrorValue)

/** Errors of newer functions are not part of the file format; they stay readable as texts. */
function errorCell(code: string): ExcelJS.CellValue {
  const known = errorSchema.safeParse(code)
  return known.success ? { error: known.data } : code
}

const rowsAtOnce = 10_000

/** All cells of a sheet, some rows at a time, in the order in which the grid has them without a sort. */
export async function* rowsInOrder(connection: Connection, sheet: StoredSheet): AsyncGenerator<CellRows> {
  const { columns } = sheet.info
  let from: number | undefined
  for (;;) {
    const rest = from === undefined ? '' : ` WHERE s."position" > ${from}`
    const rows = await readCells(
      connection,
      `SELECT ${cellSelectList(columns, 's')} FROM ${sheet.table} AS s${rest} ORDER BY s."position" LIMIT ${rowsAtOnce}`,
      columns,
    )
    if (rows.count === 0) return
    yield rows
    from = rows.positions[rows.count - 1]
  }
}

const preambleSchema = z.object({
  row: z.number(),
  column: z.number(),
  kind: z.number(),
  number: z.number().nullable(),
  text: z.string().nullable(),
})

/** What stands above the header, row by row. */
async function readPreamble(connection: Connection, sheet: StoredSheet, headerRow: number) {
  const cells = await readRows(
    connection,
    preambleSchema,
    `SELECT "row", "column", kind, number, text FROM preamble_cell
     WHERE sheet_id = ? AND "row" < ? ORDER BY "row", "column"`,
    [sheet.info.id, headerRow],
  )
  const rows = new Map<number, { column: number; value: CellValue }[]>()
  for (const { row, column, kind, number, text } of cells) {
    const known = rows.get(row) ?? []
    known.push({ column, value: cellOfParts(kind, number, text) })
    rows.set(row, known)
  }
  return [...rows].map(([row, rowCells]) => ({ row, cells: rowCells }))
}
