/**
 * Sheets of sources that are no Excel package, written anew from the store as a workbook: exceljs makes the frame with
 * formats and headers, the rows are streamed into it as text.
 */
import { setImmediate } from 'node:timers/promises'
import type { CellValue as ExcelCellValue, Workbook } from 'exceljs'
import { z } from 'zod'
import { columnLetters } from '#shared/domain/address.ts'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { isDateFormat } from '../../intake/number-format.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type CellRows, cellSelectList, readCells } from '../../store/cell-columns.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { type PreambleCell, readPreamble } from '../../store/preamble.ts'
import { fixedDate, newWorkbook } from '../new-workbook.ts'
import { rangeText } from '../package/cell-range.ts'
import { type CellContent, cellXml } from '../package/cell-xml.ts'
import { openPackage } from '../package/package-draft.ts'
import { cellsIn, rowsIn, splitSheet } from '../package/sheet-scan.ts'
import { readWorkbook } from '../package/workbook-part.ts'
import { attributeOf } from '../package/xml-text.ts'
import { withoutTimes } from '../package/zip-stamp.ts'
import type { DataPlace } from './data-places.ts'
import { rowFormulaOf } from './row-formulas.ts'

export interface WrittenSheet {
  readonly sheet: StoredSheet
  readonly place: DataPlace
}

/**
 * A workbook of the sheets, in one pass over their rows. Texts stay texts, whatever they look like.
 * @param onRows called with the number of rows written so far
 */
export async function writeSheets(
  connection: Connection,
  sheets: readonly WrittenSheet[],
  onRows: (rows: number) => void,
): Promise<Uint8Array> {
  const frame = await newWorkbook()
  for (const written of sheets) await addFrame(connection, frame, written)
  const draft = openPackage(withoutTimes(new Uint8Array(await frame.xlsx.writeBuffer())))
  const { sheets: parts } = readWorkbook(draft)
  let rows = 0
  for (const written of sheets) {
    const part = parts.find(({ name }) => name === written.place.name)?.part
    if (part === undefined) throw new Error(`${written.place.name} was not written`)
    await draft.writeStream(
      part,
      withRows(draft.streamText(part), connection, written, (count) => {
        rows += count
        onRows(rows)
      }),
    )
  }
  return Buffer.concat(draft.pack(fixedDate))
}

/** A sheet without its rows: columns, what stands above the header, the header, and a row that shows the formats. */
async function addFrame(
  connection: Connection,
  workbook: Workbook,
  { sheet, place }: WrittenSheet,
): Promise<void> {
  const { columns, state } = sheet.info
  const target = workbook.addWorksheet(place.name, {
    state,
    ...(place.headerRow === 0 ? {} : { views: [{ state: 'frozen', ySplit: place.headerRow }] }),
  })
  columns.forEach((column) => {
    const own = target.getColumn(numberOf(place, column))
    if (column.width !== undefined) own.width = column.width
    if (column.hidden) own.hidden = true
    const format = formatOf(column)
    if (format !== undefined) own.numFmt = format
  })
  const head = await readPreamble(connection, sheet.info.id)
  for (const { row, column, value } of head)
    if (row < place.headerRow) target.getCell(row, column).value = excelValue(value)
  for (const column of columns) {
    if (place.headerRow > 0) {
      const cell = target.getRow(place.headerRow).getCell(numberOf(place, column))
      cell.value = headerOf(sheet, column, head)
      cell.numFmt = 'General'
      cell.font = { bold: true }
    }
    for (const [index, format] of shownFormats(column).entries()) {
      const shown = target.getRow(place.headerRow + 1 + index).getCell(numberOf(place, column))
      shown.value = 0
      shown.numFmt = format
    }
  }
}

/** A column's name, or what its header says in the source where the user did not rename it: it may be blank, or twice there. */
function headerOf(
  { info, columns }: StoredSheet,
  { id, name, sourceColumn }: ColumnInfo,
  head: readonly PreambleCell[],
): ExcelCellValue {
  if (info.headerRow === 0 || columns.get(id)?.originalName !== name) return name
  const own = head.find(({ row, column }) => row === info.headerRow && column === sourceColumn)
  return own === undefined ? null : excelValue(own.value)
}

const numberOf = (place: DataPlace, { id }: ColumnInfo): number => {
  const number = place.columnOf(id)
  if (number === undefined) throw new Error(`${place.name} has no place for column ${id}`)
  return number
}

/** The frame with the sheet's rows in the place of those that show the formats. */
async function* withRows(
  pieces: AsyncIterable<string>,
  connection: Connection,
  written: WrittenSheet,
  onRows: (count: number) => void,
): AsyncGenerator<string> {
  const { sheet, place } = written
  for await (const piece of splitSheet(pieces)) {
    if (piece.kind === 'prolog') {
      const lastRow = place.rowOf(sheet.lastImportedRow) ?? place.headerRow + sheet.info.rowCount
      const last = sheet.info.columns.at(-1)
      const lastColumn = last === undefined ? 1 : numberOf(place, last)
      const range = rangeText({ firstRow: 1, firstColumn: 1, lastRow, lastColumn })
      yield `${piece.text.replace(/(<dimension ref=")[^"]*"/, `$1${range}"`)}<sheetData>`
    } else if (piece.kind === 'epilog') yield `</sheetData>${piece.text}`
    else {
      const shown = [...rowsIn(piece.text, '', 0)].filter(({ row }) => row > place.headerRow)
      yield piece.text.slice(0, shown[0]?.start ?? piece.text.length)
      const [own = [], date = [], dateTime = []] = shown.map(({ openEnd, closeStart }) =>
        stylesIn(piece.text.slice(openEnd, closeStart)),
      )
      yield* rowTexts(connection, written, { own, date, dateTime }, onRows)
    }
  }
}

/** The styles of each column's cells; the latter two for dates in a column of other values. */
interface ColumnStyles {
  readonly own: readonly number[]
  readonly date: readonly number[]
  readonly dateTime: readonly number[]
}

const stylesIn = (row: string): number[] =>
  [...cellsIn(row, '')].map((cell) => Number(attributeOf(row, cell, 's') ?? 0))

async function* rowTexts(
  connection: Connection,
  { sheet, place }: WrittenSheet,
  styles: ColumnStyles,
  onRows: (count: number) => void,
): AsyncGenerator<string> {
  const formulas = sheet.info.columns.map((column) =>
    rowFormulaOf(sheet, column, ({ id }) => place.columnOf(id)),
  )
  const cells = sheet.info.columns.map((column, at) =>
    cellWriter(numberOf(place, column), {
      own: styles.own[at] ?? 0,
      date: styles.date[at] ?? 0,
      dateTime: styles.dateTime[at] ?? 0,
    }),
  )
  let number = place.headerRow
  for await (const rows of rowsInOrder(connection, sheet)) {
    let text = ''
    for (let index = 0; index < rows.count; index += 1) {
      number = place.rowOf(rows.rowIds[index] ?? 0) ?? number + 1
      text += `<row r="${number}">`
      for (const [at, column] of rows.columns.entries()) {
        const value = readable(cellAt(column, index))
        const formula = formulas[at]?.(number)
        if (value.kind === 'blank' && formula === undefined) continue
        text += cells[at]?.(number, value, formula) ?? ''
      }
      text += '</row>'
      if (text.length > pieceLength) {
        yield text
        text = ''
      }
    }
    yield text
    onRows(rows.count)
    // Lets whoever asked to stop be heard.
    await setImmediate()
  }
}

/** Characters of a piece that is packed at once. */
const pieceLength = 64 * 1024

/** Nothing that XML or Excel would read as something else. */
const plainText = /^[\w\t !#$%()*+,\-./:;=?@[\]^`{|}~\u00a0-\ud7ff]*$/
const longestPlainText = 255

/** Writes the cells of a column; numbers and plain texts, which most are, without a look at every character's meaning. */
function cellWriter(column: number, styles: Readonly<Record<keyof ColumnStyles, number>>) {
  const { own: style } = styles
  const start = `<c r="${columnLetters(column)}`
  const attributes = style === 0 ? '"' : `" s="${style}"`
  return (row: number, value: CellValue, formula: string | undefined): string => {
    if (formula === undefined && value.kind === 'number' && Number.isFinite(value.value))
      return `${start}${row}${attributes}><v>${value.value}</v></c>`
    const isPlain =
      formula === undefined &&
      value.kind === 'text' &&
      value.value.length <= longestPlainText &&
      !value.value.includes('_') &&
      plainText.test(value.value)
    if (isPlain)
      return `${start}${row}${attributes} t="inlineStr"><is><t xml:space="preserve">${value.value}</t></is></c>`
    return cellXml(row, column, styleOf(value, styles), contentOf(value, formula), context)
  }
}

const millisecondsPerDay = 86_400_000

const styleOf = (value: CellValue, { own, date, dateTime }: Readonly<Record<keyof ColumnStyles, number>>) => {
  if (value.kind !== 'date') return own
  return value.value % millisecondsPerDay === 0 ? date : dateTime
}

const context = { prefix: '', date1904: false }

/** A formula's result is never missing. */
const contentOf = (value: CellValue, formula: string | undefined): CellContent =>
  formula === undefined
    ? { value }
    : { formula, value: value.kind === 'blank' ? { kind: 'text', value: '' } : value }

const dateFormat = 'yyyy-mm-dd'
const dateTimeFormat = 'yyyy-mm-dd hh:mm:ss'

function formatOf({ type, numberFormat }: ColumnInfo): string | undefined {
  if (numberFormat !== undefined) return numberFormat
  if (type === 'date') return dateFormat
  return type === 'datetime' ? dateTimeFormat : undefined
}

/** The formats of a column's cells, and of dates and times among them: where the own one shows dates it is for all. */
function shownFormats(column: ColumnInfo): readonly [string, string, string] {
  const own = formatOf(column) ?? 'General'
  return isDateFormat(own) ? [own, own, own] : [own, dateFormat, dateTimeFormat]
}

/** What stands above the header is written by exceljs. */
function excelValue(cell: CellValue): ExcelCellValue {
  const value = readable(cell)
  switch (value.kind) {
    case 'blank':
      return null
    case 'date':
      return new Date(value.value)
    case 'error':
      return { error: errorSchema.parse(value.value) }
    default:
      return value.value
  }
}

/** The errors that the file format knows (ECMA-376 part 1, 18.11.1). */
const errorSchema = z.enum(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A'])

/** Errors of newer functions are not part of the file format; they stay readable as texts. */
const readable = (cell: CellValue): CellValue =>
  cell.kind === 'error' && !errorSchema.safeParse(cell.value).success
    ? { kind: 'text', value: cell.value }
    : cell

const rowsAtOnce = 10_000

/**
 * All cells of a sheet, some rows at a time, in the order in which the grid has them without a sort. Each time the rows
 * between two positions are asked for, not the next so many: those DuckDB would look for in all the rest of the sheet, in
 * four times the time and twice the memory.
 */
export async function* rowsInOrder(connection: Connection, sheet: StoredSheet): AsyncGenerator<CellRows> {
  const { columns } = sheet.info
  const starts = await startsOf(connection, sheet)
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1]
    const before = to === undefined ? '' : ` AND s."position" < ${to}`
    yield await readCells(
      connection,
      `SELECT ${cellSelectList(columns, 's')} FROM ${sheet.table} AS s
       WHERE s."position" >= ${from}${before} ORDER BY s."position"`,
      columns,
    )
  }
}

/** The positions at which the portions begin. */
async function startsOf(connection: Connection, { table }: StoredSheet): Promise<readonly number[]> {
  const rows = await readRows(
    connection,
    z.object({ position: z.number() }),
    `SELECT "position"::DOUBLE AS "position"
     FROM (SELECT "position", row_number() OVER (ORDER BY "position") AS place FROM ${table})
     WHERE (place - 1) % ${rowsAtOnce} = 0 ORDER BY "position"`,
  )
  return rows.map(({ position }) => position)
}
