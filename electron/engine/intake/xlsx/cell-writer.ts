import { cellAddress } from '#shared/domain/address.ts'
import { cellKindCode } from '#shared/domain/cell.ts'
import { maximumCellText } from '../import-limits.ts'
import { createChunkBuilder, type RowChunk } from '../row-chunk.ts'
import { parseIsoDate, serialToDate } from '../serial-date.ts'
import { parseDecimal } from './decimal.ts'
import type { MergedCover } from './merged-cover.ts'
import { cellType } from './plain-cell.ts'
import { createStyleCounter } from './style-counter.ts'
import { decodeEscapes, isTrue } from './xml-text.ts'

/** What the cells of a sheet refer to in the rest of the workbook. */
export interface CellContext {
  readonly sharedStrings: readonly string[]
  /** By the index of a cell's style: 1 where its number format shows dates. */
  readonly dateStyles: Uint8Array
  readonly date1904: boolean
  readonly cover: MergedCover
}

/** Cells that could not be taken as they stand; `first` is the address of the first of them. */
export interface CellTally {
  count: number
  first: string
}

/** Counts of the cells of a sheet that need a word in the report. */
export interface CellTallies {
  readonly unreadable: CellTally
  readonly covered: CellTally
  readonly withoutValue: CellTally
  readonly tooLong: CellTally
}

/** A time of day without a date. */
const timePattern = /^T?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?Z?$/

/** Puts the cells of a sheet into row chunks: what their type, style and place make of them. */
export function createCellWriter({ sharedStrings, dateStyles, date1904, cover }: CellContext) {
  const builder = createChunkBuilder()
  const ready: RowChunk[] = []
  const styles = createStyleCounter()
  const newTally = (): CellTally => ({ count: 0, first: '' })
  const tallies: CellTallies = {
    unreadable: newTally(),
    covered: newTally(),
    withoutValue: newTally(),
    tooLong: newTally(),
  }
  let textCharacters = 0
  let row = 0
  let rowIsOpen = false
  let column = 0
  let style = 0

  const count = (tally: CellTally): void => {
    if (tally.count === 0) tally.first = cellAddress(row, column)
    tally.count += 1
  }

  /** Makes the row's place in the chunk when its first value comes, so that empty rows take none. */
  const admit = (): boolean => {
    if (cover.isActive && cover.covers(column)) {
      count(tallies.covered)
      return false
    }
    if (!rowIsOpen) {
      builder.startRow(row)
      rowIsOpen = true
    }
    styles.add(column, style)
    return true
  }

  const putNumber = (value: number): void => {
    if (!admit()) return
    const date = dateStyles[style] === 1 ? serialToDate(value, date1904) : undefined
    if (date === undefined) builder.putNumber(column, cellKindCode.number, value)
    else builder.putNumber(column, cellKindCode.date, date)
  }

  const putText = (kind: number, text: string): void => {
    if (!admit()) return
    textCharacters += text.length
    if (text.length > maximumCellText) count(tallies.tooLong)
    builder.putText(column, kind, text.length > maximumCellText ? text.slice(0, maximumCellText) : text)
  }

  const putUnreadable = (text: string): void => {
    count(tallies.unreadable)
    if (text !== '') putText(cellKindCode.text, text)
  }

  const putShared = (index: number): void => {
    const text = sharedStrings[index]
    if (text === undefined) putUnreadable('')
    else putText(cellKindCode.text, text)
  }

  const putBoolean = (text: string): void => {
    const isOne = isTrue(text.toLowerCase())
    if (!isOne && !/^(0|false|off)$/i.test(text)) putUnreadable(text)
    else if (admit()) builder.putNumber(column, cellKindCode.boolean, isOne ? 1 : 0)
  }

  const putDate = (text: string): void => {
    const date = parseIsoDate(text)
    const time = timePattern.exec(text)
    if (time !== null)
      putNumber((Number(time[1]) * 60 + Number(time[2])) / 1440 + Number(time[3] ?? 0) / 86_400)
    else if (date === undefined) putLooseNumber(text)
    else if (admit()) builder.putNumber(column, cellKindCode.date, date)
  }

  const putLooseNumber = (text: string): void => {
    const bytes = Buffer.from(text)
    const value = parseDecimal(bytes, 0, bytes.length)
    if (Number.isNaN(value)) putUnreadable(text)
    else putNumber(value)
  }

  return {
    tallies,
    styleCounts: styles.counts,
    textCharacters: () => textCharacters,
    countWithoutValue: () => count(tallies.withoutValue),
    startRow(number: number): void {
      row = number
      rowIsOpen = false
      if (builder.isFull()) ready.push(builder.take())
      cover.moveTo(number)
    },
    place(atColumn: number, withStyle: number): void {
      column = atColumn
      style = withStyle
    },
    putNumber,
    putShared,
    /** A value as the file spells it; returns whether there was any. */
    putTyped(type: number, text: string): boolean {
      if (type === cellType.formulaText || type === cellType.inline) {
        putText(cellKindCode.text, decodeEscapes(text))
        return true
      }
      const trimmed = text.trim()
      if (trimmed === '') return false
      if (type === cellType.error) putText(cellKindCode.error, trimmed.toUpperCase())
      else if (type === cellType.boolean) putBoolean(trimmed)
      else if (type === cellType.date) putDate(trimmed)
      else if (type === cellType.shared) putShared(Number(trimmed))
      else putLooseNumber(trimmed)
      return true
    },
    /** Full chunks since the last call; with `all` also the one that is being filled. */
    take(all: boolean): RowChunk[] {
      if (all && builder.rowCount > 0) ready.push(builder.take())
      return ready.splice(0)
    },
  }
}
