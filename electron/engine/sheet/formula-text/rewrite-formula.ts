import { parseA1Ref, parseStructRef, stringifyA1Ref, stringifyStructRef, tokenize } from '@borgar/fx/xlsx'
import {
  type AxisMoves,
  isAllGone,
  type Moves,
  movedSpan,
  movesCells,
  movesOfSheet,
  type ShrunkTable,
} from './moves.ts'
import { type RelocateOptions, relocateByAll } from './relocate-formula.ts'

const gone = '#REF!'
const rangeTokens: ReadonlySet<string> = new Set(['range', 'range_beam', 'range_ternary'])

/**
 * Follows moved cells, rows and columns and renamed sheets in a formula; a reference to cells that were taken out becomes
 * `#REF!`, as in Excel. The same text where nothing in it moves.
 * @param host name of the sheet on which it stands, in the original; empty where it stands on none
 */
export function rewriteFormula(
  formula: string,
  host: string,
  moves: Moves,
  options: RelocateOptions = {},
): string {
  if (!/[A-Za-z$\d!]/.test(formula)) return formula
  return tokenize(relocateByAll(formula, host, moves.relocations, options), { mergeRefs: true })
    .map(({ type, value }) => {
      if (rangeTokens.has(type)) return rewriteRange(value, host, moves)
      if (type === 'range_named') return isGoneTable(value, moves) ? gone : renamedPrefix(value, moves)
      if (type === 'structured') return renamedPrefix(rewriteTableReference(value, moves), moves)
      return value
    })
    .join('')
}

function rewriteRange(text: string, host: string, moves: Moves): string {
  const parsed = parseA1Ref(text)
  if (parsed === undefined || !('range' in parsed) || parsed.range === undefined) return text
  if (parsed.workbookName !== '') return text
  const { range, sheetName = '' } = parsed
  const own = movesOfSheet(moves, sheetName === '' ? host : sheetName)
  const name = sheetName === '' ? '' : renamed(sheetName, moves)
  if (own === undefined || !movesCells(own))
    return name === sheetName ? text : stringifyA1Ref({ ...parsed, sheetName: name })
  const rows = movedEnds(own.rows, range.top, range.bottom)
  const columns = movedEnds(own.columns, range.left, range.right)
  if (rows === undefined || columns === undefined) {
    const written = stringifyA1Ref({ ...parsed, sheetName: name })
    return `${written.slice(0, written.lastIndexOf('!') + 1)}${gone}`
  }
  const [top, bottom] = rows
  const [left, right] = columns
  const isStill = top === range.top && bottom === range.bottom && left === range.left && right === range.right
  if (isStill && name === sheetName) return text
  return stringifyA1Ref({ ...parsed, sheetName: name, range: { ...range, top, bottom, left, right } })
}

/** Both ends of a reference along one axis, counted from 0; an open end (`null`) stays open. */
function movedEnds(
  axis: AxisMoves,
  low: number | null,
  high: number | null = low,
): readonly [number | null, number | null] | undefined {
  if (low === null && high === null) return [null, null]
  const span = movedSpan(axis, {
    first: low === null ? 1 : low + 1,
    last: high === null ? axis.size : high + 1,
  })
  if (span === undefined) return undefined
  return [low === null ? null : span.first - 1, high === null ? null : span.last - 1]
}

const isGoneTable = (name: string, { tables }: Moves): boolean => {
  const table = tables.get(name.toLowerCase())
  return table !== undefined && isAllGone(table)
}

/** `Table[[A]:[C]]` shrinks with the columns that are taken out, as a range of cells does. */
function rewriteTableReference(text: string, { tables }: Moves): string {
  const bang = text.indexOf('!')
  const reference = text.slice(bang + 1)
  const table = tables.get(/^[^[]*/.exec(reference)?.[0].toLowerCase() ?? '')
  if (table === undefined) return text
  if (isAllGone(table)) return gone
  const parsed = parseStructRef(reference)
  if (parsed === undefined) return text
  const columns = remainingColumns(parsed.columns ?? [], table)
  if (columns === undefined) return gone
  const isSame = columns.every((column, index) => column === parsed.columns?.[index])
  if (isSame && columns.length === (parsed.columns?.length ?? 0)) return text
  return `${text.slice(0, bang + 1)}${stringifyStructRef({ ...parsed, columns }, { thisRow: true })}`
}

/** Undefined where none of the columns is left. */
function remainingColumns(
  named: readonly string[],
  { columns, gone: taken }: ShrunkTable,
): string[] | undefined {
  const indexes = named.map((name) => columns.findIndex((own) => own.toLowerCase() === name.toLowerCase()))
  const [first = -1, last = first] = indexes
  if (first < 0 || last < 0) return [...named]
  const left = columns.filter(
    (_name, index) => index >= Math.min(first, last) && index <= Math.max(first, last) && !taken.has(index),
  )
  const [from, to] = [left[0], left.at(-1)]
  if (from === undefined || to === undefined) return undefined
  return from === to ? [from] : [from, to]
}

/** `First:Last` names the first and the last of several sheets. */
const renamed = (name: string, moves: Moves): string =>
  name
    .split(':')
    .map((part) => movesOfSheet(moves, part)?.renamedTo ?? part)
    .join(':')

/** A name that is known in a sheet, or a table's, said with the sheet before it. */
function renamedPrefix(text: string, moves: Moves): string {
  const bang = text.indexOf('!')
  if (bang < 0) return text
  const written = text.slice(0, bang)
  const name = written.replace(/^'|'$/g, '').replaceAll("''", "'")
  const after = renamed(name, moves)
  return after === name ? text : `'${after.replaceAll("'", "''")}'${text.slice(bang)}`
}

/** Whether a formula speaks of the same cells of several sheets at once. */
export const spansSheets = (formula: string): boolean =>
  formula.includes(':') &&
  formula.includes('!') &&
  referencedSheets(formula).some((name) => name.includes(':'))

/** Whether a formula refers to cells of a sheet of which cells move, its own included. */
export function refersToMoved(formula: string, host: string, moves: Moves): boolean {
  const sheets = [host, ...(formula.includes('!') ? referencedSheets(formula) : [])]
  return sheets.some((name) => {
    const own = movesOfSheet(moves, name)
    return own !== undefined && movesCells(own)
  })
}

/** As the references name them. */
const referencedSheets = (formula: string): string[] =>
  tokenize(formula, { mergeRefs: true }).flatMap(({ type, value }) =>
    rangeTokens.has(type) ? (parseA1Ref(value)?.sheetName ?? []) : [],
  )
