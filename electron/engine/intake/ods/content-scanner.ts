import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import { type CellValue, cellKindCode } from '#shared/domain/cell.ts'
import type { CellRange } from '#shared/domain/sheet.ts'
import type { ImportedFormula, ImportedNote } from '../imported.ts'
import { createChunkBuilder, type RowChunk } from '../row-chunk.ts'
import { nameCode, XmlFault, type XmlHandler } from '../xlsx/xml-scanner.ts'
import { attributesOf, decodeXmlText } from '../xlsx/xml-text.ts'
import { odsCellValue, odsFormula } from './cell-value.ts'

/** One table of the document as far as it was read. */
export interface OdsTable {
  readonly chunks: RowChunk[]
  readonly formulas: ImportedFormula[]
  readonly notes: ImportedNote[]
  readonly mergedAreas: CellRange[]
  readonly hiddenRows: number[]
  readonly hiddenColumns: Set<number>
  isDone: boolean
}

export interface ContentScan {
  readonly handler: XmlHandler
  /** In the order of the document; the last one is being read. */
  readonly tables: readonly OdsTable[]
}

const names = {
  table: nameCode('table'),
  row: nameCode('table-row'),
  cell: nameCode('table-cell'),
  covered: nameCode('covered-table-cell'),
  column: nameCode('table-column'),
  p: nameCode('p'),
  s: nameCode('s'),
  tab: nameCode('tab'),
  lineBreak: nameCode('line-break'),
  annotation: nameCode('annotation'),
  creator: nameCode('creator'),
  trackedChanges: nameCode('tracked-changes'),
  ddeLinks: nameCode('dde-links'),
  shapes: nameCode('shapes'),
  forms: nameCode('forms'),
}
const ignored = new Set([names.trackedChanges, names.ddeLinks, names.shapes, names.forms])
const drawPrefix = Buffer.from('draw:')

interface PendingCell {
  readonly column: number
  readonly repeat: number
  readonly value: CellValue
}

/** Turns the tags of content.xml into the rows of its tables. */
export function createContentScan(formulaLimit: number, repeatLimit: number): ContentScan {
  const tables: OdsTable[] = []
  let table: OdsTable | undefined
  let builder = createChunkBuilder()
  let ignoredDepth = 0
  let row = 0
  let rowRepeat = 1
  let column = 0
  let cells: PendingCell[] = []
  let attributes: Readonly<Record<string, string>> | undefined
  let paragraphs: string[] = []
  let paragraph = ''
  let note: { author: string; readonly paragraphs: string[]; isClosed: boolean } | undefined
  let isCreator = false
  let formulas = 0
  /** Cells that are there only because the file says that a row or cell is repeated. */
  let repeatedCells = 0

  const repeatOf = (value: string | undefined, most: number): number =>
    Math.min(most, Math.max(1, Math.trunc(Number(value ?? 1)) || 1))

  const openRow = (own: Readonly<Record<string, string>>): void => {
    row += rowRepeat
    rowRepeat = repeatOf(own['table:number-rows-repeated'], maximumRow - row + 1)
    column = 0
    cells = []
    const isHidden = own['table:visibility'] !== undefined && own['table:visibility'] !== 'visible'
    // Repeated to the end of the sheet are rows that are not there.
    if (isHidden && row + rowRepeat <= maximumRow) {
      for (let at = 0; at < rowRepeat; at++) table?.hiddenRows.push(row + at)
    }
  }

  const closeRow = (): void => {
    if (cells.length === 0 || table === undefined) return
    const width = cells.reduce((sum, { repeat }) => sum + repeat, 0)
    repeatedCells += width * rowRepeat - cells.length
    if (repeatedCells > repeatLimit) {
      throw new XmlFault('exhausting', 'repeats cells more often than any sheet has room for')
    }
    for (let at = 0; at < rowRepeat; at++) {
      if (builder.isFull()) table.chunks.push(builder.take())
      builder.startRow(row + at)
      for (const cell of cells) putCell(cell)
    }
  }

  const putCell = ({ column: first, repeat, value }: PendingCell): void => {
    if (value.kind === 'blank') return
    for (let at = first; at < first + repeat; at++) {
      if (value.kind === 'text' || value.kind === 'error')
        builder.putText(at, cellKindCode[value.kind], value.value)
      else builder.putNumber(at, cellKindCode[value.kind], Number(value.value))
    }
  }

  const closeCell = (own: Readonly<Record<string, string>>): void => {
    const repeat = repeatOf(own['table:number-columns-repeated'], maximumColumn - column)
    const value = odsCellValue(own, paragraphs.join('\n'))
    if (value !== undefined) cells.push({ column: column + 1, repeat, value })
    const formula = own['table:formula']
    if (formula !== undefined && formulas++ < formulaLimit) {
      table?.formulas.push({ row, column: column + 1, formula: odsFormula(formula) })
    }
    const lastRow = row + repeatOf(own['table:number-rows-spanned'], maximumRow) - 1
    const lastColumn = column + repeatOf(own['table:number-columns-spanned'], maximumColumn)
    if (lastRow > row || lastColumn > column + 1) {
      table?.mergedAreas.push({ firstRow: row, firstColumn: column + 1, lastRow, lastColumn })
    }
    if (note !== undefined) {
      table?.notes.push({ row, column: column + 1, text: note.paragraphs.join('\n'), author: note.author })
      note = undefined
    }
    column += repeat
    attributes = undefined
  }

  const openColumn = (own: Readonly<Record<string, string>>): void => {
    const repeat = repeatOf(own['table:number-columns-repeated'], maximumColumn - column)
    if ((own['table:visibility'] ?? 'visible') !== 'visible' && column + repeat < maximumColumn) {
      for (let at = 1; at <= repeat; at++) table?.hiddenColumns.add(column + at)
    }
    column += repeat
  }

  const openTable = (): void => {
    table = {
      chunks: [],
      formulas: [],
      notes: [],
      mergedAreas: [],
      hiddenRows: [],
      hiddenColumns: new Set(),
      isDone: false,
    }
    tables.push(table)
    builder = createChunkBuilder()
    row = 0
    rowRepeat = 1
    column = 0
  }

  /** Paragraphs of the note while it is open, else of the cell. */
  const openParagraphs = (): string[] => (note !== undefined && !note.isClosed ? note.paragraphs : paragraphs)

  const handler: XmlHandler = {
    wantsText: false,
    open(name, bytes, nameStart, nameEnd, tagEnd, empty) {
      if (ignoredDepth > 0 || ignored.has(name) || isDrawing(bytes, nameStart)) {
        if (!empty) ignoredDepth += 1
        handler.wantsText = false
        return false
      }
      if (name === names.table) {
        openTable()
        if (empty && table !== undefined) table.isDone = true
      } else if (table === undefined) return false
      else if (name === names.column) openColumn(attributesOf(bytes, nameEnd, tagEnd))
      else if (name === names.row) openRow(attributesOf(bytes, nameEnd, tagEnd))
      else if (name === names.cell) {
        attributes = attributesOf(bytes, nameEnd, tagEnd)
        paragraphs = []
        if (empty) closeCell(attributes)
      } else if (name === names.covered) {
        column += repeatOf(
          attributesOf(bytes, nameEnd, tagEnd)['table:number-columns-repeated'],
          maximumColumn - column,
        )
        if (!empty) ignoredDepth += 1
      } else if (attributes === undefined) return false
      else if (name === names.p) {
        paragraph = ''
        handler.wantsText = !empty
        if (empty) openParagraphs().push('')
      } else if (name === names.s) {
        paragraph += ' '.repeat(Math.min(32_767, Number(attributesOf(bytes, nameEnd, tagEnd)['text:c'] ?? 1)))
      } else if (name === names.tab) paragraph += '\t'
      else if (name === names.lineBreak) paragraph += '\n'
      else if (name === names.annotation) note = { author: '', paragraphs: [], isClosed: false }
      else if (name === names.creator) {
        isCreator = !empty
        handler.wantsText = !empty
        paragraph = ''
      }
      return false
    },
    text(bytes, start, end, isCharacterData) {
      paragraph += decodeXmlText(bytes, start, end, isCharacterData).replace(/[ \t\r\n]+/g, ' ')
    },
    close(name) {
      if (ignoredDepth > 0) {
        ignoredDepth -= 1
        return
      }
      if (name === names.p && attributes !== undefined) {
        handler.wantsText = false
        openParagraphs().push(paragraph)
      } else if (name === names.creator && isCreator) {
        isCreator = false
        handler.wantsText = false
        if (note !== undefined) note.author = paragraph
      } else if (name === names.annotation) {
        if (note !== undefined) note.isClosed = true
      } else if (name === names.cell && attributes !== undefined) closeCell(attributes)
      else if (name === names.row) closeRow()
      else if (name === names.table && table !== undefined) {
        if (builder.rowCount > 0) table.chunks.push(builder.take())
        table.isDone = true
        table = undefined
      }
    },
  }
  return { handler, tables }
}

/** A drawing may be anchored in a cell, but what it says is not the cell's text. */
function isDrawing(bytes: Buffer, nameStart: number): boolean {
  const start = nameStart - drawPrefix.length
  return (
    start >= 0 &&
    bytes[nameStart - 1] === 58 &&
    bytes.compare(drawPrefix, 0, drawPrefix.length, start, nameStart) === 0
  )
}
