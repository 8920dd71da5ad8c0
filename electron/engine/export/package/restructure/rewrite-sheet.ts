/** A sheet with its rows moved, new ones between them, and its formulas following what moved in the workbook. */
import { columnLetters } from '#shared/domain/address.ts'
import { movedFormula } from '../formula-text.ts'
import { cellChild, cellsIn, type RowSpan, rowsIn, splitSheet } from '../sheet-scan.ts'
import { escapeCellText, escapeXml, unescapeCellText, unescapeXml } from '../xml-escape.ts'
import { attributeOf, type Splice, setAttribute, splice } from '../xml-text.ts'
import { type Moves, movedRanges, movedRow, type SheetMoves } from './moves.ts'
import { rewriteFormula } from './rewrite-formula.ts'

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
}

/** The sheet's text in pieces. */
export async function* rewriteSheet(
  pieces: AsyncIterable<string>,
  rewrite: SheetRewrite,
): AsyncGenerator<string> {
  const own = rewrite.moves.get(rewrite.sheet.toLowerCase())
  const waiting = [...(own?.inserted ?? [])]
  let prefix = ''
  let before = 0
  let last = ''
  /** New rows that stand above a row of the original, as blank cells in the format of the row above them. */
  const newRowsBefore = (row: number, next: string): string => {
    let text = ''
    for (let first = waiting[0]; first !== undefined && first.above < row; first = waiting[0]) {
      waiting.shift()
      const model = first.above <= rewrite.headerRow && next !== '' ? next : last
      const start = own === undefined ? first.above : movedRow(own, first.above) + 1
      for (let index = 0; index < first.count; index += 1) text += blankRow(model, start + index, prefix)
    }
    return text
  }
  for await (const piece of splitSheet(pieces)) {
    if (piece.kind === 'prolog') {
      prefix = piece.prefix
      yield own === undefined ? piece.text : rewriteProlog(piece.text, own)
      yield `<${prefix}sheetData>`
      continue
    }
    if (piece.kind === 'epilog') {
      yield newRowsBefore(Number.POSITIVE_INFINITY, '')
      yield `</${prefix}sheetData>`
      yield rewriteFrame(piece.text, rewrite.sheet, rewrite.moves)
      continue
    }
    let text = ''
    for (const span of rowsIn(piece.text, prefix, before)) {
      before = span.row
      const row = piece.text.slice(span.start, span.end)
      text += newRowsBefore(span.row, row)
      text += rewriteRow(row, span, rewrite, own, prefix)
      last = row
    }
    yield text
  }
}

/** A row like another one: its format and height, and a blank cell for each that has a format. */
function blankRow(model: string, row: number, prefix: string): string {
  const openEnd = model.indexOf('>') + 1
  const open = { start: 0, openEnd }
  const kept = ['s', 'customFormat', 'ht', 'customHeight'].flatMap((name) => {
    const value = attributeOf(model, open, name)
    return value === undefined ? [] : [` ${name}="${escapeXml(value)}"`]
  })
  const content = model.slice(openEnd, Math.max(openEnd, model.lastIndexOf('</')))
  const cells = [...cellsIn(content, prefix)].flatMap((cell) => {
    const style = attributeOf(content, cell, 's')
    return style === undefined
      ? []
      : [`<${prefix}c r="${columnLetters(cell.column)}${row}" s="${escapeXml(style)}"/>`]
  })
  return `<${prefix}row r="${row}"${kept.join('')}>${cells.join('')}</${prefix}row>`
}

function rewriteRow(
  text: string,
  span: RowSpan,
  rewrite: SheetRewrite,
  own: SheetMoves | undefined,
  prefix: string,
): string {
  const row = own === undefined ? span.row : movedRow(own, span.row)
  const hasFormulas = text.includes(`<${prefix}f`)
  if (row === span.row && !hasFormulas) return text
  const openEnd = span.openEnd - span.start
  const open = { start: 0, openEnd }
  const isEmpty = span.closeStart === span.end
  const content = isEmpty ? '' : text.slice(openEnd, span.closeStart - span.start)
  const splices: Splice[] = row === span.row ? [] : [setAttribute(text, open, 'r', String(row))]
  for (const cell of isEmpty ? [] : cellsIn(content, prefix)) {
    const own = content.slice(cell.start, cell.end)
    const changed = rewriteCell(own, span.row, row, cell.column, rewrite, prefix)
    if (changed === own) continue
    splices.push({ start: openEnd + cell.start, end: openEnd + cell.end, text: changed })
  }
  return splice(text, splices)
}

function rewriteCell(
  text: string,
  from: number,
  to: number,
  column: number,
  rewrite: SheetRewrite,
  prefix: string,
): string {
  const open = { start: 0, openEnd: text.indexOf('>') + 1 }
  const splices: Splice[] = []
  if (from !== to && attributeOf(text, open, 'r') !== undefined)
    splices.push(setAttribute(text, open, 'r', `${columnLetters(column)}${to}`))
  const formula = cellChild(text, prefix, 'f')
  if (formula !== undefined) {
    const own = rewrite.moves.get(rewrite.sheet.toLowerCase())
    const kind = attributeOf(text, formula, 't')
    const written = unescapeCellText(unescapeXml(text.slice(formula.openEnd, formula.closeStart)))
    const holder = rewrite.shared.get(attributeOf(text, formula, 'si') ?? '')
    if (kind === 'shared' && own !== undefined && own.inserted.length > 0 && holder !== undefined) {
      // Cells that share a formula move by different distances: each gets its own.
      const moved = written === '' ? movedFormula(holder.text, holder, { row: from, column }) : written
      const text = escapeCellText(rewriteFormula(moved, rewrite.sheet, rewrite.moves))
      splices.push({ start: formula.start, end: formula.end, text: `<${prefix}f>${text}</${prefix}f>` })
    } else {
      const after = rewriteFormula(written, rewrite.sheet, rewrite.moves)
      if (after !== written)
        splices.push({ start: formula.openEnd, end: formula.closeStart, text: escapeCellText(after) })
      for (const name of ['ref', 'r1', 'r2']) {
        const value = attributeOf(text, formula, name)
        if (value !== undefined && own !== undefined)
          splices.push(setAttribute(text, formula, name, movedRanges(own, value)))
      }
    }
  }
  return splices.length === 0 ? text : splice(text, splices)
}

/** Dimension, panes and selections. */
const rewriteProlog = (text: string, moves: SheetMoves): string =>
  text.replace(
    /(<(?:[\w.-]+:)?(?:dimension|sheetView|pane|selection)\b)([^>]*>)/g,
    (_whole, open: string, rest: string) =>
      open + moveAttributes(rest, moves, /ref|topLeftCell|activeCell|sqref/),
  )

function moveAttributes(text: string, moves: SheetMoves, names: RegExp): string {
  return text.replace(
    new RegExp(`(\\s(?:${names.source})=)("|')([^"']*)\\2`, 'g'),
    (_whole, name: string, quote: string, value: string) =>
      `${name}${quote}${movedRanges(moves, value)}${quote}`,
  )
}

const rangedElements =
  /(<(?:[\w.-]+:)?(?:mergeCell|conditionalFormatting|dataValidation|hyperlink|autoFilter|sortState|sortCondition|protectedRange|ignoredError|cellWatch|inputCells)\b)([^>]*>)/g
const formulaElements = /(<((?:[\w.-]+:)?(?:formula|formula1|formula2|f))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g

/** What stands after the rows: ranges move with the sheet's rows, formulas follow whatever they refer to. */
export function rewriteFrame(text: string, sheet: string, moves: Moves): string {
  const own = moves.get(sheet.toLowerCase())
  const moved =
    own === undefined
      ? text
      : text
          .replace(
            rangedElements,
            (_whole, open: string, rest: string) => open + moveAttributes(rest, own, /ref|sqref|r/),
          )
          .replace(
            /(<xm:sqref>)([^<]*)(<\/xm:sqref>)/g,
            (_whole, open: string, ranges: string, close: string) => open + movedRanges(own, ranges) + close,
          )
          .replace(/<(?:[\w.-]+:)?rowBreaks\b.*?<\/(?:[\w.-]+:)?rowBreaks>/s, (breaks) =>
            breaks.replace(
              /(\sid=")(\d+)"/g,
              (_whole, name: string, row: string) => `${name}${movedRow(own, Number(row))}"`,
            ),
          )
  return rewriteTexts(moved, formulaElements, sheet, moves)
    .replace(/(\slocation=")([^"]*)"/g, (_whole, name: string, value: string) => {
      const after = rewriteFormula(unescapeXml(value), sheet, moves)
      return `${name}${escapeXml(after)}"`
    })
    .replace(
      /(<(?:[\w.-]+:)?cfvo\b[^>]*\btype="formula"[^>]*\bval=")([^"]*)"/g,
      (_whole, open: string, value: string) =>
        `${open}${escapeXml(rewriteFormula(unescapeXml(value), sheet, moves))}"`,
    )
}

/** Formulas as the texts of elements; `pattern` gives the opening tag, the name, the text and the closing tag. */
export const rewriteTexts = (text: string, pattern: RegExp, host: string, moves: Moves): string =>
  text.replace(pattern, (whole, open: string, _name: string, formula: string, close: string) => {
    const written = unescapeXml(formula)
    const after = rewriteFormula(written, host, moves)
    return after === written ? whole : `${open}${escapeXml(after)}${close}`
  })
