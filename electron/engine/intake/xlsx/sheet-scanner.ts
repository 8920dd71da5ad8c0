import { cellAddress } from '#shared/domain/address.ts'
import { cellKindCode } from '#shared/domain/cell.ts'
import { maximumCellText, maximumColumn, maximumRow } from '../import-limits.ts'
import type { ImportedFormula } from '../imported.ts'
import { createChunkBuilder, type RowChunk } from '../row-chunk.ts'
import { parseIsoDate, serialToDate } from '../serial-date.ts'
import { parseDecimal } from './decimal.ts'
import { createFormulaCollector } from './formula-collector.ts'
import type { MergedCover } from './merged-cover.ts'
import type { SurroundingsCollector } from './sheet-outline.ts'
import { nameCode, XmlFault, type XmlHandler } from './xml-scanner.ts'
import { attributesOf, decodeEscapes, decodeXmlText, isTrue } from './xml-text.ts'

/** What the cells of a sheet refer to in the rest of the workbook. */
export interface SheetContext {
  readonly sharedStrings: readonly string[]
  /** By the index of a cell's style: 1 where its number format shows dates. */
  readonly dateStyles: Uint8Array
  readonly date1904: boolean
  readonly cover: MergedCover
  /** Told of the tags before and after the cells, where they were not looked at before. */
  readonly surroundings?: SurroundingsCollector
  /** How many more formulas may be kept. */
  readonly formulaLimit: number
}

/** Cells that could not be taken as they stand; `first` is the address of the first of them. */
export interface CellTally {
  count: number
  first: string
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
  readonly unreadable: CellTally
  readonly covered: CellTally
  readonly withoutValue: CellTally
  readonly tooLong: CellTally
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

/** The `t` attribute of a cell. */
const cellType = { number: 0, shared: 1, inline: 2, formulaText: 3, boolean: 4, error: 5, date: 6 } as const

const letterR = 114
const letterS = 115
const letterT = 116
const letterV = 118
const letterC = 99
const slash = 47
const lessThan = 60
const greaterThan = 62
/** Bytes of a cell beyond which it is read tag by tag. */
const longestPlainCell = 128

/** Turns the tags of a sheet into row chunks; rows come out in the order of the file. */
export function createSheetScan(context: SheetContext): SheetScan {
  const { sharedStrings, dateStyles, date1904, cover } = context
  const builder = createChunkBuilder()
  const formulas = createFormulaCollector(context.formulaLimit)
  const ready: RowChunk[] = []
  const hiddenRows: number[] = []
  const styles = createStyleCounter()
  const unreadable: CellTally = { count: 0, first: '' }
  const covered: CellTally = { count: 0, first: '' }
  const withoutValue: CellTally = { count: 0, first: '' }

  const tooLong: CellTally = { count: 0, first: '' }

  let rowsInOrder = true
  let textCharacters = 0
  let inCells = false
  let row = 0
  let rowIsOpen = false
  let column = 0
  let style = 0
  let type: number = cellType.number
  let hasValue = false
  let hasFormula = false
  let inInline = false
  let inPhonetic = false
  let inlineText = ''
  let textBytes: Buffer | undefined
  let textStart = 0
  let textEnd = 0
  let joinedText: string | undefined

  const tally = (target: CellTally): void => {
    if (target.count === 0) target.first = cellAddress(row, column)
    target.count += 1
  }

  /** Makes the row's place in the chunk when its first value comes, so that empty rows take none. */
  const admit = (): boolean => {
    if (cover.isActive && cover.covers(column)) {
      tally(covered)
      return false
    }
    if (!rowIsOpen) {
      builder.startRow(row)
      rowIsOpen = true
    }
    styles.add(column, style)
    return true
  }
  const putText = (kind: number, text: string): void => {
    if (!admit()) return
    textCharacters += text.length
    if (text.length > maximumCellText) tally(tooLong)
    builder.putText(column, kind, text.length > maximumCellText ? text.slice(0, maximumCellText) : text)
  }
  const putNumber = (value: number): void => {
    if (!admit()) return
    const date = dateStyles[style] === 1 ? serialToDate(value, date1904) : undefined
    if (date === undefined) builder.putNumber(column, cellKindCode.number, value)
    else builder.putNumber(column, cellKindCode.date, date)
  }
  const putUnreadable = (text: string): void => {
    tally(unreadable)
    if (text !== '') putText(cellKindCode.text, text)
  }

  const beginText = (): void => {
    textBytes = undefined
    joinedText = undefined
    handler.wantsText = true
  }
  const takeText = (): string => {
    if (joinedText !== undefined) return joinedText
    return textBytes === undefined ? '' : decodeXmlText(textBytes, textStart, textEnd)
  }

  const openRow = (bytes: Buffer, start: number, end: number): void => {
    const attributes = readRowAttributes(bytes, start, end)
    const number = attributes.row ?? row + 1
    if (!(number >= 1 && number <= maximumRow)) throw new XmlFault('malformed', `row ${number}`)
    if (number <= row) rowsInOrder = false
    row = number
    column = 0
    rowIsOpen = false
    if (builder.isFull()) ready.push(builder.take())
    cover.moveTo(row)
    if (attributes.isHidden) hiddenRows.push(row)
  }

  const openCell = (bytes: Buffer, start: number, end: number): void => {
    style = 0
    type = cellType.number
    hasValue = false
    hasFormula = false
    let ownColumn = 0
    let at = start
    while (at < end) {
      const name = bytes[at] as number
      if (name <= 32) {
        at++
        continue
      }
      const nameStart = at
      while (at < end && bytes[at] !== 61) at++
      const isSingle = at - nameStart === 1
      at++
      while (at < end && bytes[at] !== 34 && bytes[at] !== 39) at++
      const mark = bytes[at]
      const valueStart = ++at
      while (at < end && bytes[at] !== mark) at++
      const valueEnd = at++
      if (!isSingle) continue
      if (name === letterR) ownColumn = columnOf(bytes, valueStart, valueEnd)
      else if (name === letterS) style = integerOf(bytes, valueStart, valueEnd)
      else if (name === letterT) type = typeOf(bytes, valueStart, valueEnd)
    }
    column = ownColumn > 0 ? ownColumn : column + 1
    if (column > maximumColumn) throw new XmlFault('malformed', `column ${column} in row ${row}`)
  }

  /** `<c r="A1" s="1" t="s"><v>5</v></c>` or a part of its attributes; nearly every cell of a sheet. */
  const takeElement = (bytes: Buffer, tag: number): number => {
    if (!inCells || bytes.length - tag < longestPlainCell || bytes[tag + 2] !== 32) return -1
    let at = tag + 3
    let ownColumn = 0
    let ownStyle = 0
    let ownType: number = cellType.number
    for (;;) {
      const name = bytes[at] as number
      if (bytes[at + 1] !== 61 || bytes[at + 2] !== 34) return -1
      const start = at + 3
      at = start
      while (bytes[at] !== 34) if (at++ - tag > longestPlainCell - 16) return -1
      if (name === letterR) ownColumn = columnOf(bytes, start, at)
      else if (name === letterS) ownStyle = integerOf(bytes, start, at)
      else if (name === letterT) ownType = typeOf(bytes, start, at)
      else return -1
      at++
      if (bytes[at] !== 32) break
      at++
    }
    const isNumeric = ownType === cellType.number || ownType === cellType.shared
    if (!isNumeric || ownColumn < 1 || ownColumn > maximumColumn) return -1
    if (bytes[at] !== 62 || bytes[at + 1] !== 60 || bytes[at + 2] !== letterV || bytes[at + 3] !== 62)
      return -1
    const start = at + 4
    at = start
    while (bytes[at] !== 60) if (at++ - tag > longestPlainCell - 16) return -1
    if (at === start || !endsPlainCell(bytes, at)) return -1
    const value = ownType === cellType.number ? parseDecimal(bytes, start, at) : integerOf(bytes, start, at)
    const text = ownType === cellType.shared ? sharedStrings[value] : undefined
    if (ownType === cellType.number ? Number.isNaN(value) : text === undefined) return -1
    column = ownColumn
    style = ownStyle
    if (text === undefined) putNumber(value)
    else putText(cellKindCode.text, text)
    return at + 8
  }

  const closeValue = (): void => {
    handler.wantsText = false
    hasValue = true
    if (type === cellType.number && joinedText === undefined && textBytes !== undefined) {
      const value = parseDecimal(textBytes, textStart, textEnd)
      if (!Number.isNaN(value)) {
        putNumber(value)
        return
      }
    }
    if (type === cellType.shared && joinedText === undefined && textBytes !== undefined) {
      const text = sharedStrings[integerOf(textBytes, textStart, textEnd)]
      if (text === undefined) putUnreadable('')
      else putText(cellKindCode.text, text)
      return
    }
    putOther(takeText())
  }

  const putOther = (text: string): void => {
    const trimmed = text.trim()
    switch (type) {
      case cellType.formulaText:
      case cellType.inline:
        putText(cellKindCode.text, decodeEscapes(text))
        return
      case cellType.error:
        if (trimmed !== '') putText(cellKindCode.error, trimmed.toUpperCase())
        return
      case cellType.boolean:
        putBoolean(trimmed)
        return
      case cellType.date: {
        const date = parseIsoDate(trimmed)
        if (date === undefined) putUnreadable(trimmed)
        else if (admit()) builder.putNumber(column, cellKindCode.date, date)
        return
      }
      default:
        putLooseNumber(trimmed)
    }
  }
  const putBoolean = (text: string): void => {
    if (text === '') return
    const isOne = isTrue(text.toLowerCase())
    if (!isOne && !/^(0|false|off)$/i.test(text)) putUnreadable(text)
    else if (admit()) builder.putNumber(column, cellKindCode.boolean, isOne ? 1 : 0)
  }
  /** A number, or number of a shared string, in several pieces of text or with something odd in it. */
  const putLooseNumber = (text: string): void => {
    if (text === '') {
      hasValue = false
      return
    }
    const bytes = Buffer.from(text)
    const value = parseDecimal(bytes, 0, bytes.length)
    if (type === cellType.shared) {
      const shared = sharedStrings[value]
      if (shared === undefined) putUnreadable('')
      else putText(cellKindCode.text, shared)
    } else if (Number.isNaN(value)) putUnreadable(text)
    else putNumber(value)
  }

  const handler: XmlHandler = {
    wantsText: false,
    open(name, bytes, _nameStart, nameEnd, tagEnd, empty) {
      if (!inCells) {
        inCells = name === names.sheetData && !empty
        context.surroundings?.open(name, bytes, nameEnd, tagEnd)
        return false
      }
      if (name === names.c) {
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
    takeElement,
    text(bytes, start, end, isCharacterData) {
      if (textBytes === undefined && joinedText === undefined && !isCharacterData) {
        textBytes = bytes
        textStart = start
        textEnd = end
        return
      }
      const piece = decodeXmlText(bytes, start, end, isCharacterData)
      joinedText = takeText() + piece
      textBytes = undefined
    },
    close(name) {
      if (!inCells) return
      if (name === names.v) {
        if (handler.wantsText) closeValue()
      } else if (name === names.c) {
        if (hasFormula && !hasValue) tally(withoutValue)
      } else if (name === names.f) {
        handler.wantsText = false
        formulas.close(takeText())
      } else if (name === names.t) {
        if (!handler.wantsText) return
        handler.wantsText = false
        inlineText += takeText()
      } else if (name === names.is) {
        inInline = false
        if (hasValue) return
        hasValue = true
        putText(cellKindCode.text, decodeEscapes(inlineText))
      } else if (name === names.rPh) {
        inPhonetic = false
      } else if (name === names.sheetData) {
        inCells = false
      }
    },
  }

  return {
    handler,
    take(all) {
      if (all && builder.rowCount > 0) ready.push(builder.take())
      return ready.splice(0)
    },
    formulas: formulas.collected,
    formulasLeftOut: formulas.leftOut,
    hiddenRows,
    styleCounts: styles.counts,
    unreadable,
    covered,
    withoutValue,
    tooLong,
    rowsInOrder: () => rowsInOrder,
    textCharacters: () => textCharacters,
  }
}

/** True for `</v></c>`. */
const endsPlainCell = (bytes: Buffer, at: number): boolean =>
  bytes[at + 1] === slash &&
  bytes[at + 2] === letterV &&
  bytes[at + 3] === greaterThan &&
  bytes[at + 4] === lessThan &&
  bytes[at + 5] === slash &&
  bytes[at + 6] === letterC &&
  bytes[at + 7] === greaterThan

/** The number and hidden mark of a row; nearly every row has its number first and no hidden mark. */
function readRowAttributes(bytes: Buffer, start: number, end: number): { row?: number; isHidden: boolean } {
  const isPlain = bytes[start + 1] === letterR && bytes[start + 2] === 61 && bytes[start + 3] === 34
  if (isPlain && !mayBeHidden(bytes, start, end)) {
    let valueEnd = start + 4
    while (valueEnd < end && bytes[valueEnd] !== 34) valueEnd++
    return { row: integerOf(bytes, start + 4, valueEnd), isHidden: false }
  }
  const attributes = attributesOf(bytes, start, end)
  return {
    isHidden: isTrue(attributes.hidden),
    ...(attributes.r === undefined ? {} : { row: Number(attributes.r) }),
  }
}

/** Looks for ` hi`, which no other attribute of a row begins with. */
function mayBeHidden(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end - 2; at++) {
    if (bytes[at] === 32 && bytes[at + 1] === 104 && bytes[at + 2] === 105) return true
  }
  return false
}

/** The column number in an address such as `AB12`; 0 where there are no letters. */
function columnOf(bytes: Buffer, start: number, end: number): number {
  let column = 0
  for (let at = start; at < end; at++) {
    const letter = ((bytes[at] as number) & 0xdf) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column
}

function integerOf(bytes: Buffer, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit >= 0 && digit <= 9) value = value * 10 + digit
    else if ((bytes[at] as number) > 32) return -1
  }
  return end > start ? value : -1
}

function typeOf(bytes: Buffer, start: number, end: number): number {
  switch (bytes[start]) {
    case letterS:
      return end - start === 1 ? cellType.shared : cellType.formulaText
    case 105:
      return cellType.inline
    case 98:
      return cellType.boolean
    case 101:
      return cellType.error
    case 100:
      return cellType.date
    default:
      return cellType.number
  }
}

/** Counts styles by column; in nearly every column long runs of cells share one. */
function createStyleCounter() {
  const counts = new Map<number, Map<number, number>>()
  const lastStyle: number[] = []
  const runLength: number[] = []
  const settle = (column: number): void => {
    const style = lastStyle[column]
    if (style === undefined) return
    const ofColumn = counts.get(column) ?? new Map<number, number>()
    counts.set(column, ofColumn.set(style, (ofColumn.get(style) ?? 0) + (runLength[column] ?? 0)))
    runLength[column] = 0
  }
  return {
    add(column: number, style: number): void {
      if (lastStyle[column] === style) {
        runLength[column] = (runLength[column] ?? 0) + 1
        return
      }
      settle(column)
      lastStyle[column] = style
      runLength[column] = 1
    },
    counts() {
      for (const column of lastStyle.keys()) settle(column)
      return counts
    },
  }
}
