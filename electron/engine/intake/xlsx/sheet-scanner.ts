import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import type { ImportedFormula } from '../imported.ts'
import type { RowChunk } from '../row-chunk.ts'
import { type CellContext, type CellTallies, createCellWriter } from './cell-writer.ts'
import { parseDecimal } from './decimal.ts'
import { createFormulaCollector } from './formula-collector.ts'
import { cellType, type PlainCell, readCellTag, readPlainCell } from './plain-cell.ts'
import { readRowAttributes, rowNumberOf } from './row-attributes.ts'
import type { SurroundingsCollector } from './sheet-outline.ts'
import { nameCode, XmlFault, type XmlHandler } from './xml-scanner.ts'
import { decodeXmlText } from './xml-text.ts'

export interface SheetContext extends CellContext {
  /** Told of the tags before and after the cells, where they were not looked at before. */
  readonly surroundings?: SurroundingsCollector
  /** How many formulas are kept. */
  readonly formulaLimit: number
}

export interface SheetScan {
  readonly handler: XmlHandler
  /** Full chunks since the last call; with `all` also the one that is being filled. */
  take(all: boolean): RowChunk[]
  readonly formulas: readonly ImportedFormula[]
  formulasLeftOut(): number
  readonly hiddenRows: readonly number[]
  /** By column: how often each style occurs. */
  styleCounts(): ReadonlyMap<number, ReadonlyMap<number, number>>
  readonly tallies: CellTallies
  /** False once a row has come that belongs before another. */
  rowsInOrder(): boolean
  /** Characters of text so far, a shared text counted for each cell. */
  textCharacters(): number
}

const names = {
  row: nameCode('row'),
  c: nameCode('c'),
  v: nameCode('v'),
  f: nameCode('f'),
  is: nameCode('is'),
  t: nameCode('t'),
  rPh: nameCode('rPh'),
  sheetData: nameCode('sheetData'),
}

/** Turns the tags of a sheet into row chunks; rows come out in the order of the file. */
export function createSheetScan(context: SheetContext): SheetScan {
  const writer = createCellWriter(context)
  const formulas = createFormulaCollector(context.formulaLimit)
  const hiddenRows: number[] = []
  const cell: PlainCell = { column: 0, style: 0, type: cellType.number, value: 0 }
  const content = createTextPieces()

  let rowsInOrder = true
  let inCells = false
  let row = 0
  let rowHasNumber = true
  let column = 0
  let hasValue = false
  let hasFormula = false
  let inInline = false
  let inPhonetic = false
  let inlineText = ''

  const openRow = (bytes: Buffer, start: number, end: number): void => {
    const attributes = readRowAttributes(bytes, start, end)
    rowHasNumber = attributes.row !== undefined
    startRow(attributes.row ?? row + 1)
    if (attributes.isHidden) hiddenRows.push(row)
  }

  const startRow = (number: number): void => {
    if (!(number >= 1 && number <= maximumRow)) throw new XmlFault('malformed', `row ${number}`)
    if (number <= row) rowsInOrder = false
    row = number
    column = 0
    writer.startRow(row)
  }

  /** A row that does not say its number follows the one before, or stands farther down where its first cell says so. */
  const followFirstCell = (bytes: Buffer, start: number, end: number): void => {
    const named = rowNumberOf(bytes, start, end)
    if (named === undefined || named <= row) return
    if (hiddenRows.at(-1) === row) hiddenRows[hiddenRows.length - 1] = named
    startRow(named)
  }

  const openCell = (bytes: Buffer, start: number, end: number): void => {
    if (!rowHasNumber && column === 0) followFirstCell(bytes, start, end)
    readCellTag(bytes, start, end, cell)
    hasValue = false
    hasFormula = false
    column = cell.column > 0 ? cell.column : column + 1
    if (column > maximumColumn) throw new XmlFault('malformed', `column ${column} in row ${row}`)
    writer.place(column, cell.style)
  }

  const closeValue = (): void => {
    // Beside an inline text a value is only what an older program shows.
    if (hasValue && cell.type === cellType.inline) return
    const { bytes, start, end } = content
    if (bytes !== undefined && cell.type === cellType.number) {
      const value = parseDecimal(bytes, start, end)
      if (!Number.isNaN(value)) {
        hasValue = true
        writer.putNumber(value)
        return
      }
    }
    hasValue = writer.putTyped(cell.type, content.take())
  }

  const beginText = (): void => {
    content.begin()
    handler.wantsText = true
  }

  const handler: XmlHandler = {
    wantsText: false,
    open(name, bytes, _nameStart, nameEnd, tagEnd, empty) {
      if (!inCells) {
        inCells = name === names.sheetData && !empty
        context.surroundings?.open(name, bytes, nameEnd, tagEnd)
      } else if (name === names.c) {
        openCell(bytes, nameEnd, tagEnd)
      } else if (name === names.v || name === names.t) {
        if (!empty && !inPhonetic && (name === names.v || inInline)) beginText()
      } else if (name === names.row) {
        openRow(bytes, nameEnd, tagEnd)
      } else if (name === names.f) {
        hasFormula = true
        formulas.open(row, column, bytes, nameEnd, tagEnd)
        if (empty) formulas.close('')
        else beginText()
      } else if (name === names.is) {
        inInline = !empty
        inlineText = ''
      } else if (name === names.rPh) {
        inPhonetic = !empty
      }
      return false
    },
    takeElement(bytes, tag) {
      const end = inCells && rowHasNumber ? readPlainCell(bytes, tag, cell) : -1
      if (end < 0) return -1
      column = cell.column
      writer.place(column, cell.style)
      if (cell.type === cellType.number) writer.putNumber(cell.value)
      else writer.putShared(cell.value)
      return end
    },
    text: content.add,
    close(name) {
      if (!inCells) return
      const wasText = handler.wantsText
      handler.wantsText = false
      if (name === names.v) {
        if (wasText) closeValue()
      } else if (name === names.c) {
        if (hasFormula && !hasValue) {
          writer.countWithoutValue()
          formulas.lacksValue()
        }
      } else if (name === names.f) {
        formulas.close(content.take())
      } else if (name === names.t) {
        if (wasText) inlineText += content.take()
      } else if (name === names.is) {
        inInline = false
        if (!hasValue) hasValue = writer.putTyped(cellType.inline, inlineText)
      } else if (name === names.rPh) {
        inPhonetic = false
      } else if (name === names.sheetData) {
        inCells = false
      }
    },
  }

  return {
    handler,
    take: writer.take,
    formulas: formulas.collected,
    formulasLeftOut: formulas.leftOut,
    hiddenRows,
    styleCounts: writer.styleCounts,
    tallies: writer.tallies,
    rowsInOrder: () => rowsInOrder,
    textCharacters: writer.textCharacters,
  }
}

/**
 * The text of an element. Nearly always it is one piece, which stays bytes until somebody wants it as text; comments
 * and character data make it several.
 */
function createTextPieces() {
  let joined = ''
  const pieces = {
    /** The only piece, where there is just one and it is no character data. */
    bytes: undefined as Buffer | undefined,
    start: 0,
    end: 0,
    begin(): void {
      pieces.bytes = undefined
      joined = ''
    },
    add(bytes: Buffer, start: number, end: number, isCharacterData: boolean): void {
      if (pieces.bytes === undefined && joined === '' && !isCharacterData) {
        pieces.bytes = bytes
        pieces.start = start
        pieces.end = end
        return
      }
      joined = pieces.take() + decodeXmlText(bytes, start, end, isCharacterData)
      pieces.bytes = undefined
    },
    take(): string {
      return pieces.bytes === undefined ? joined : decodeXmlText(pieces.bytes, pieces.start, pieces.end)
    },
  }
  return pieces
}
