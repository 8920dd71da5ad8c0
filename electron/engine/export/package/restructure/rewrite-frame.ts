/** What surrounds the rows of a sheet: its views and columns before them, formats, validations, links after them. */
import { columnLetters, parseAddress } from '#shared/domain/address.ts'
import {
  type AxisMoves,
  type Moves,
  movedSpan,
  movesCells,
  movesOfSheet,
  nearestPosition,
  type SheetMoves,
} from '../../../sheet/formula-text/moves.ts'
import { rewriteFormula } from '../../../sheet/formula-text/rewrite-formula.ts'
import { epilogElements } from '../sheet-frame.ts'
import { escapeXml, unescapeXml } from '../xml-escape.ts'
import { attributeOf, type Splice, setAttribute, splice } from '../xml-text.ts'
import { moveElements } from './move-elements.ts'
import { movedRanges } from './moved-ranges.ts'

const tag = (name: string): RegExp => new RegExp(`<(?:[\\w.-]+:)?${name}\\b[^>]*>`, 'g')

/** A tag's attributes changed; one that becomes undefined is taken out. */
function changeTag(text: string, changes: Readonly<Record<string, string | undefined>>): string {
  const open = { start: 0, openEnd: text.length }
  const kept = Object.entries(changes).flatMap(([name, value]): Splice[] =>
    value === undefined ? [] : [setAttribute(text, open, name, value)],
  )
  return Object.entries(changes).reduce(
    (changed, [name, value]) =>
      value === undefined
        ? changed.replace(new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`), '')
        : changed,
    splice(text, kept),
  )
}

const read = (text: string, name: string): string | undefined =>
  attributeOf(text, { start: 0, openEnd: text.length }, name)

/** Dimension, views and columns. */
export function rewriteProlog(text: string, moves: SheetMoves): string {
  if (!movesCells(moves)) return text
  return rewriteViews(
    text
      .replace(tag('dimension'), (dimension) =>
        changeTag(dimension, { ref: movedRanges(moves, read(dimension, 'ref') ?? 'A1') || 'A1' }),
      )
      .replace(tag('col'), (column) => {
        const first = Number(read(column, 'min'))
        const span = movedSpan(moves.columns, { first, last: Number(read(column, 'max') ?? first) })
        return span === undefined
          ? ''
          : changeTag(column, { min: String(span.first), max: String(span.last) })
      })
      .replace(/<((?:[\w.-]+:)?cols)\b[^>]*>\s*<\/\1>/, ''),
    moves,
  )
}

const nearestCell = ({ rows, columns }: SheetMoves, address: string): string => {
  const cell = parseAddress(address)
  if (cell === undefined) return address
  return `${columnLetters(nearestPosition(columns, cell.column))}${nearestPosition(rows, cell.row)}`
}

const rewriteViews = (text: string, moves: SheetMoves): string =>
  text.replace(/<((?:[\w.-]+:)?sheetView)\b[^>]*>(.*?)<\/\1>|<(?:[\w.-]+:)?sheetView\b[^>]*\/>/gs, (view) => {
    const end = view.indexOf('>') + 1
    const open = view.slice(0, end)
    const corner = read(open, 'topLeftCell')
    const moved = corner === undefined ? open : changeTag(open, { topLeftCell: nearestCell(moves, corner) })
    return moved + rewritePanes(view.slice(end), corner ?? 'A1', moves)
  })

/** How much of a frozen part is left. */
const frozen = (axis: AxisMoves, first: number, count: number): number =>
  axis.before(first + count) - axis.before(first)

function rewritePanes(content: string, corner: string, moves: SheetMoves): string {
  const pane = tag('pane').exec(content)?.[0]
  const selected = content.replace(tag('selection'), (selection) => {
    const active = nearestCell(moves, read(selection, 'activeCell') ?? 'A1')
    const cells = movedRanges(moves, read(selection, 'sqref') ?? 'A1')
    const isWhole = moves.rows.deleted.length === 0 && moves.columns.deleted.length === 0
    return changeTag(
      selection,
      isWhole
        ? { activeCell: active, sqref: cells }
        : { activeCell: active, sqref: active, activeCellId: undefined },
    )
  })
  if (pane === undefined) return selected
  const isFrozen = read(pane, 'state')?.startsWith('frozen') === true
  const { row = 1, column = 1 } = parseAddress(corner) ?? {}
  const [x, y] = [Number(read(pane, 'xSplit') ?? 0), Number(read(pane, 'ySplit') ?? 0)]
  const across = isFrozen ? frozen(moves.columns, column, x) : x
  const down = isFrozen ? frozen(moves.rows, row, y) : y
  const corners = { topLeftCell: nearestCell(moves, read(pane, 'topLeftCell') ?? 'A1') }
  if (!isFrozen || (across > 0 === x > 0 && down > 0 === y > 0)) {
    const splits = isFrozen
      ? { ...(x > 0 ? { xSplit: String(across) } : {}), ...(y > 0 ? { ySplit: String(down) } : {}) }
      : {}
    return selected.replace(pane, changeTag(pane, { ...corners, ...splits }))
  }
  return withLostSplit(selected, pane, corners, across, down)
}

/** The view where nothing is left of the frozen rows, or of the frozen columns. */
function withLostSplit(
  content: string,
  pane: string,
  corners: Readonly<Record<string, string>>,
  across: number,
  down: number,
): string {
  const left = down > 0 ? 'bottomLeft' : across > 0 ? 'topRight' : undefined
  const splits = {
    xSplit: across > 0 ? String(across) : undefined,
    ySplit: down > 0 ? String(down) : undefined,
  }
  return content
    .replace(tag('selection'), (selection) => {
      const own = read(selection, 'pane')
      return own === undefined || own === left ? selection : ''
    })
    .replace(pane, left === undefined ? '' : changeTag(pane, { ...corners, ...splits, activePane: left }))
}

const formulaElements = /(<((?:[\w.-]+:)?(?:formula|formula1|formula2|f))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g

/**
 * What stands after the rows: ranges move with the sheet's cells, formulas follow whatever they refer to.
 * @param goneTables relationships to tables of which nothing is left
 */
export function rewriteEpilog(
  text: string,
  sheet: string,
  moves: Moves,
  goneTables: ReadonlySet<string>,
): string {
  const own = movesOfSheet(moves, sheet)
  const end = epilogElements(text).at(-1)?.end ?? 0
  const moved =
    own === undefined || !movesCells(own)
      ? text
      : moveElements(text.slice(0, end), { moves: own, goneTables }) + text.slice(end)
  return rewriteTexts(moved, formulaElements, sheet, moves)
    .replace(/(\slocation=")([^"]*)"/g, (_whole, name: string, value: string) => {
      const after = rewriteFormula(unescapeXml(value), sheet, moves, { onlyFixed: true })
      return `${name}${escapeXml(after)}"`
    })
    .replace(
      /(<(?:[\w.-]+:)?cfvo\b[^>]*\btype="formula"[^>]*\bval=")([^"]*)"/g,
      (_whole, open: string, value: string) =>
        `${open}${escapeXml(rewriteFormula(unescapeXml(value), sheet, moves, { onlyFixed: true }))}"`,
    )
}

/** Formulas as the texts of elements; `pattern` gives the opening tag, the name, the text and the closing tag. */
export const rewriteTexts = (text: string, pattern: RegExp, host: string, moves: Moves): string =>
  text.replace(pattern, (whole, open: string, _name: string, formula: string, close: string) => {
    const written = unescapeXml(formula)
    const after = rewriteFormula(written, host, moves, { onlyFixed: true })
    return after === written ? whole : `${open}${escapeXml(after)}${close}`
  })
