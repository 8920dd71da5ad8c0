/** A sheet with its rows and columns moved, new rows between them, and its formulas following what moved in the workbook. */
import { cellAddress } from '#shared/domain/address.ts'
import {
  type Moves,
  movedPosition,
  movesCells,
  movesOfSheet,
  type SheetMoves,
  sheetMoves,
} from '../../../sheet/formula-text/moves.ts'
import { refersToMoved, rewriteFormula } from '../../../sheet/formula-text/rewrite-formula.ts'
import { movedFormula } from '../formula-text.ts'
import { uncachedSplices } from '../row-patch.ts'
import { cellChild, cellsIn, type RowSpan, rowsIn, splitSheet } from '../sheet-scan.ts'
import { escapeCellText, escapeXml, unescapeCellText, unescapeXml } from '../xml-escape.ts'
import { attributeOf, type Splice, setAttribute, splice } from '../xml-text.ts'
import { movedRanges } from './moved-ranges.ts'
import { rewriteEpilog, rewriteProlog } from './rewrite-frame.ts'

export interface SheetRewrite {
  /** Its name in the original. */
  readonly sheet: string
  readonly moves: Moves
  /** The row whose formats new rows right below the header take, instead of the header's. */
  readonly headerRow: number
  /** Texts of shared formulas by number, with the cell that holds them. */
  readonly shared: ReadonlyMap<
    string,
    { readonly text: string; readonly row: number; readonly column: number }
  >
  /** Numbers of shared formulas whose cells each need their own, because cells that some of them read were moved. */
  readonly tornGroups: ReadonlySet<string>
  /** Rows and columns of formulas whose kept values may no longer be true. */
  readonly outdated: ReadonlyMap<number, ReadonlySet<number>>
  /** Relationships to tables of which nothing is left. */
  readonly goneTables: ReadonlySet<string>
}

/** The sheet's text in pieces. */
export async function* rewriteSheet(
  pieces: AsyncIterable<string>,
  rewrite: SheetRewrite,
): AsyncGenerator<string> {
  const own = movesOfSheet(rewrite.moves, rewrite.sheet) ?? sheetMoves({ sheet: rewrite.sheet })
  const waiting = [...own.rows.inserted]
  let prefix = ''
  let before = 0
  let last = ''
  /** New rows that stand above a row of the original, as blank cells in the format of the row above them. */
  const newRowsBefore = (row: number, next: string): string => {
    let text = ''
    for (let first = waiting[0]; first !== undefined && first.after < row; first = waiting[0]) {
      waiting.shift()
      const model = first.after <= rewrite.headerRow && next !== '' ? next : last
      const start = own.rows.before(first.after + 1) - first.count + 1
      for (let index = 0; index < first.count; index += 1) text += blankRow(model, start + index, own, prefix)
    }
    return text
  }
  for await (const piece of splitSheet(pieces)) {
    if (piece.kind === 'prolog') {
      prefix = piece.prefix
      yield rewriteProlog(piece.text, own)
      yield `<${prefix}sheetData>`
      continue
    }
    if (piece.kind === 'epilog') {
      yield newRowsBefore(Number.POSITIVE_INFINITY, '')
      yield `</${prefix}sheetData>`
      yield rewriteEpilog(piece.text, rewrite.sheet, rewrite.moves, rewrite.goneTables)
      continue
    }
    let text = ''
    for (const span of rowsIn(piece.text, prefix, before)) {
      before = span.row
      const row = piece.text.slice(span.start, span.end)
      text += newRowsBefore(span.row, row)
      const moved = movedPosition(own.rows, span.row)
      if (moved === undefined) continue
      text += rewriteRow(row, span, moved, own, rewrite, prefix)
      last = row
    }
    yield text
  }
}

/** A row like another one: its format and height, and a blank cell for each that has a format. */
function blankRow(model: string, row: number, { columns }: SheetMoves, prefix: string): string {
  const openEnd = model.indexOf('>') + 1
  const open = { start: 0, openEnd }
  const kept = ['s', 'customFormat', 'ht', 'customHeight'].flatMap((name) => {
    const value = attributeOf(model, open, name)
    return value === undefined ? [] : [` ${name}="${escapeXml(value)}"`]
  })
  const content = model.slice(openEnd, Math.max(openEnd, model.lastIndexOf('</')))
  const cells = [...cellsIn(content, prefix)].flatMap((cell) => {
    const style = attributeOf(content, cell, 's')
    const column = movedPosition(columns, cell.column)
    return style === undefined || column === undefined
      ? []
      : [`<${prefix}c r="${cellAddress(row, column)}" s="${escapeXml(style)}"/>`]
  })
  return `<${prefix}row r="${row}"${kept.join('')}>${cells.join('')}</${prefix}row>`
}

function rewriteRow(
  text: string,
  span: RowSpan,
  row: number,
  own: SheetMoves,
  rewrite: SheetRewrite,
  prefix: string,
): string {
  const isStill = row === span.row && !own.columns.isMoved
  if (isStill && !text.includes(`<${prefix}f`)) return text
  const openEnd = span.openEnd - span.start
  const opening = isStill ? text.slice(0, openEnd) : movedOpening(text.slice(0, openEnd), row, own)
  if (span.closeStart === span.end) return opening
  const content = text.slice(openEnd, span.closeStart - span.start)
  const pieces: string[] = []
  let at = 0
  for (const cell of cellsIn(content, prefix)) {
    pieces.push(content.slice(at, cell.start))
    at = cell.end
    const column = movedPosition(own.columns, cell.column)
    if (column === undefined) continue
    const place = { row: span.row, column: cell.column }
    const moved = isStill
      ? content.slice(cell.start, cell.end)
      : movedCell(content.slice(cell.start, cell.end), cellAddress(row, column))
    pieces.push(
      moved.includes(`<${prefix}f`) ? rewriteFormulaCell(moved, place, own, rewrite, prefix) : moved,
    )
  }
  pieces.push(content.slice(at), text.slice(span.closeStart - span.start))
  return opening + pieces.join('')
}

/** The columns that a row says it spans are a hint only, left out where columns move. */
function movedOpening(open: string, row: number, { columns }: SheetMoves): string {
  const moved = splice(open, [setAttribute(open, { start: 0, openEnd: open.length }, 'r', String(row))])
  return columns.isMoved ? moved.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '') : moved
}

const usualCell = /^(<(?:[\w.-]+:)?c r=")[A-Z]+\d+"/

function movedCell(text: string, address: string): string {
  if (usualCell.test(text)) return text.replace(usualCell, `$1${address}"`)
  return splice(text, [setAttribute(text, { start: 0, openEnd: text.indexOf('>') + 1 }, 'r', address)])
}

interface Place {
  readonly row: number
  readonly column: number
}

/** A cell with a formula, already at its new place. `place` is where it stood. */
function rewriteFormulaCell(
  text: string,
  place: Place,
  own: SheetMoves,
  rewrite: SheetRewrite,
  prefix: string,
): string {
  const formula = cellChild(text, prefix, 'f')
  if (formula === undefined) return text
  const { sheet, moves, shared, outdated, tornGroups } = rewrite
  const written = unescapeCellText(unescapeXml(text.slice(formula.openEnd, formula.closeStart)))
  const isShared = attributeOf(text, formula, 't') === 'shared'
  const group = attributeOf(text, formula, 'si') ?? ''
  const holder = isShared ? shared.get(group) : undefined
  const splices: Splice[] =
    outdated.get(place.row)?.has(place.column) === true ? uncachedSplices(text, prefix) : []
  if (holder !== undefined && (tornGroups.has(group) || refersToMoved(holder.text, sheet, moves))) {
    // Cells that share a formula move by different distances: each gets its own.
    const ownText = written === '' ? movedFormula(holder.text, holder, place) : written
    const after = escapeCellText(rewriteFormula(ownText, sheet, moves))
    splices.push({ start: formula.start, end: formula.end, text: `<${prefix}f>${after}</${prefix}f>` })
    return splice(text, splices)
  }
  const after = rewriteFormula(written, sheet, moves)
  if (after !== written)
    splices.push({ start: formula.openEnd, end: formula.closeStart, text: escapeCellText(after) })
  if (movesCells(own)) splices.push(...rangeSplices(text, formula, own))
  return splice(text, splices)
}

/** The cells that an array formula fills, and the input cells of a data table. */
function rangeSplices(text: string, formula: { start: number; openEnd: number }, own: SheetMoves): Splice[] {
  return ['ref', 'r1', 'r2'].flatMap((name) => {
    const value = attributeOf(text, formula, name)
    if (value === undefined) return []
    const moved = movedRanges(own, value)
    if (moved !== '') return setAttribute(text, formula, name, moved)
    return name === 'ref' ? [] : setAttribute(text, formula, name === 'r1' ? 'del1' : 'del2', '1')
  })
}
