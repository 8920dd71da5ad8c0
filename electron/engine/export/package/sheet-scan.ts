/**
 * Walks over the XML of a sheet without building a tree: what stands before the rows, the rows in batches, what
 * stands after them. A sheet of any size passes through in pieces.
 */
import { columnNumber } from '#shared/domain/address.ts'
import { refuse } from './package-fault.ts'
import { finderIn, indexOfMarkup, type MarkupFinder, tagEnd } from './xml-text.ts'

export type SheetPiece =
  /** Everything up to the rows' container, and the prefix that the sheet's elements have, such as `x:` or "". */
  | { readonly kind: 'prolog'; readonly text: string; readonly prefix: string }
  /** Whole rows. */
  | { readonly kind: 'rows'; readonly text: string }
  /** Everything after the rows' container. */
  | { readonly kind: 'epilog'; readonly text: string }

export interface RowSpan {
  /** 1-based; counted on where the row does not say. */
  readonly row: number
  readonly start: number
  readonly openEnd: number
  /** Where `</row>` begins; `end` for a row without content. */
  readonly closeStart: number
  readonly end: number
}

export interface CellSpan {
  readonly column: number
  readonly start: number
  readonly openEnd: number
  readonly closeStart: number
  readonly end: number
}

const sheetRoot = /<(?:([\w.-]+):)?worksheet[\s>]/

/** Splits a sheet; refuses a part that is no worksheet or has no rows' container. */
export async function* splitSheet(pieces: AsyncIterable<string>): AsyncGenerator<SheetPiece> {
  let pending = ''
  let prefix: string | undefined
  let stage: 'prolog' | 'rows' | 'epilog' = 'prolog'
  for await (const piece of pieces) {
    pending += piece
    if (stage === 'prolog') {
      const prolog = readProlog(pending)
      if (prolog === undefined) continue
      prefix = prolog.prefix
      yield { kind: 'prolog', text: prolog.text, prefix }
      pending = prolog.rest
      stage = prolog.isEmpty ? 'epilog' : 'rows'
    }
    if (stage === 'rows' && prefix !== undefined) {
      const cut = cutRows(pending, prefix)
      if (cut.rows !== '') yield { kind: 'rows', text: cut.rows }
      pending = cut.rest
      if (cut.isLast) stage = 'epilog'
    }
  }
  if (stage !== 'epilog') {
    return refuse(
      'damaged',
      'The workbook is damaged: a sheet has no rows or is cut off. Open it in Excel, save it again and retry.',
    )
  }
  yield { kind: 'epilog', text: pending }
}

function readProlog(
  text: string,
): { text: string; prefix: string; rest: string; isEmpty: boolean } | undefined {
  const root = sheetRoot.exec(text)
  if (root === null) return undefined
  const prefix = root[1] === undefined ? '' : `${root[1]}:`
  const start = indexOfMarkup(text, `<${prefix}sheetData`, root.index)
  if (start < 0 || text.indexOf('>', start) < 0) return undefined
  const end = tagEnd(text, start)
  return {
    text: text.slice(0, start),
    prefix,
    rest: text.slice(end),
    isEmpty: text.charAt(end - 2) === '/',
  }
}

function cutRows(text: string, prefix: string): { rows: string; rest: string; isLast: boolean } {
  const close = `</${prefix}sheetData`
  const end = indexOfMarkup(text, close, 0)
  if (end >= 0) {
    const closed = text.indexOf('>', end)
    if (closed >= 0) {
      return {
        rows: text.slice(0, end),
        rest: text.slice(closed + 1),
        isLast: true,
      }
    }
  }
  const cut = lastRowEnd(text, prefix)
  return { rows: text.slice(0, cut), rest: text.slice(cut), isLast: false }
}

/** The place after the last complete row that has content. */
function lastRowEnd(text: string, prefix: string): number {
  const close = `</${prefix}row>`
  if (!text.includes('<!')) {
    const last = text.lastIndexOf(close)
    return last < 0 ? 0 : last + close.length
  }
  let cut = 0
  for (let at = 0; ; ) {
    const next = indexOfMarkup(text, close, at)
    if (next < 0) return cut
    cut = next + close.length
    at = cut
  }
}

const isNameEnd = (code: number): boolean =>
  code === 0x20 || code === 0x3e || code === 0x2f || code === 0x0a || code === 0x0d || code === 0x09

/** The next tag that begins like this, its name ending there, from `from` on; -1 where there is none. */
function findTag(text: string, find: MarkupFinder, tag: string, from: number): number {
  let at = find(tag, from)
  while (at >= 0 && !isNameEnd(text.charCodeAt(at + tag.length))) {
    at = find(tag, at + tag.length)
  }
  return at
}

/** The rows of a batch. `before` is the number of the row before it. */
export function* rowsIn(text: string, prefix: string, before: number): Generator<RowSpan> {
  const open = `<${prefix}row`
  const close = `</${prefix}row`
  const find = finderIn(text)
  let row = before
  let start = findTag(text, find, open, 0)
  while (start >= 0) {
    const openEnd = openTagEnd(text, start)
    row = rowNumber(text, start + open.length, openEnd) ?? row + 1
    const { closeStart, end } = elementSpan(text, find, close, openEnd)
    yield { row, start, openEnd, closeStart, end }
    start = findTag(text, find, open, end)
  }
}

const rowAttribute = /\sr\s*=\s*["']\s*(\d+)/
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a

/** The number of a row whose opening tag is at `start`. `afterName` is where the tag's name ends. */
function rowNumber(text: string, afterName: number, openEnd: number): number | undefined {
  // Nearly every row begins `<row r="17"`; a regular expression a row takes several times as long.
  if (text.startsWith(' r="', afterName)) {
    let row = 0
    let at = afterName + 4
    for (let code = text.charCodeAt(at); isDigit(code); code = text.charCodeAt(++at)) {
      row = row * 10 + code - 0x30
    }
    if (row > 0) return row
  }
  const match = rowAttribute.exec(text.slice(afterName, openEnd))
  return match?.[1] === undefined ? undefined : Number(match[1])
}

const cellReference = /\sr\s*=\s*["']\s*\$?([A-Za-z]{1,3})\$?\d/

function cellColumn(text: string, afterName: number, openEnd: number): number | undefined {
  if (text.startsWith(' r="', afterName)) {
    let column = 0
    let at = afterName + 4
    for (let code = text.charCodeAt(at); isCapital(code); code = text.charCodeAt(++at)) {
      column = column * 26 + code - 0x40
    }
    if (column > 0) return column
  }
  const match = cellReference.exec(text.slice(afterName, openEnd))
  return match?.[1] === undefined ? undefined : columnNumber(match[1])
}

/** No attribute of a row, cell, formula or value can hold a `>`, so the first one ends the tag. */
const openTagEnd = (text: string, start: number): number => text.indexOf('>', start) + 1

function elementSpan(
  text: string,
  find: MarkupFinder,
  close: string,
  openEnd: number,
): { closeStart: number; end: number } {
  if (text.charCodeAt(openEnd - 2) === 0x2f) {
    return { closeStart: openEnd, end: openEnd }
  }
  const closeStart = findTag(text, find, close, openEnd)
  if (closeStart < 0) {
    return refuse(
      'damaged',
      'The workbook is damaged: a sheet has a row or cell without an end. Open it in Excel, save it again and retry.',
    )
  }
  return { closeStart, end: openTagEnd(text, closeStart) }
}

/** The cells in the content of one row. */
export function* cellsIn(content: string, prefix: string): Generator<CellSpan> {
  const open = `<${prefix}c`
  const close = `</${prefix}c`
  const find = finderIn(content)
  let column = 0
  let start = findTag(content, find, open, 0)
  while (start >= 0) {
    const openEnd = openTagEnd(content, start)
    column = cellColumn(content, start + open.length, openEnd) ?? column + 1
    const { closeStart, end } = elementSpan(content, find, close, openEnd)
    yield { column, start, openEnd, closeStart, end }
    start = findTag(content, find, open, end)
  }
}

/** A child element of a cell, by its place in the cell's text. */
export interface CellChild {
  readonly start: number
  readonly openEnd: number
  readonly closeStart: number
  readonly end: number
}

/** The `f`, `v` or `is` of a cell, given the cell's own text. */
export function cellChild(cellText: string, prefix: string, name: 'f' | 'v' | 'is'): CellChild | undefined {
  const find = finderIn(cellText)
  const start = findTag(cellText, find, `<${prefix}${name}`, 1)
  if (start < 0) return undefined
  const openEnd = openTagEnd(cellText, start)
  const close = `</${prefix}${name}`
  return { start, openEnd, ...elementSpan(cellText, find, close, openEnd) }
}
