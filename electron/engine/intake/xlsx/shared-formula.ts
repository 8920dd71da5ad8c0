import { columnLetters, columnNumber, maximumColumn, maximumRow } from '#shared/domain/address.ts'

/**
 * A formula that a column of cells shares. The file has its text once, at the first cell; in the others its
 * relative references move with the cell. Parsed once into literals and references, then written for each cell.
 */
export type SharedFormula = (row: number, column: number) => string

type Piece =
  | string
  | {
      readonly column?: { readonly number: number; readonly absolute: boolean }
      readonly row?: { readonly number: number; readonly absolute: boolean }
    }

/** Texts and quoted sheet names pass untouched; then cell references, whole columns, whole rows, and other words. */
const tokenPattern =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(!])|(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])|(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\w.])|[\w.\\]+|[^"'[\w.\\$]+|\$/g

export function parseSharedFormula(formula: string, baseRow: number, baseColumn: number): SharedFormula {
  const pieces = [...formula.matchAll(tokenPattern)].flatMap(piecesOf)
  return (row, column) =>
    pieces
      .map((piece) => (typeof piece === 'string' ? piece : write(piece, row - baseRow, column - baseColumn)))
      .join('')
}

function piecesOf(match: RegExpExecArray): Piece[] {
  const whole = match[0]
  if (match[2] !== undefined && match[4] !== undefined) {
    const column = columnNumber(match[2])
    const row = Number(match[4])
    if (column > maximumColumn || row < 1 || row > maximumRow) return [whole]
    return [
      {
        column: { number: column, absolute: match[1] === '$' },
        row: { number: row, absolute: match[3] === '$' },
      },
    ]
  }
  if (match[6] !== undefined && match[8] !== undefined) {
    const first = { number: columnNumber(match[6]), absolute: match[5] === '$' }
    const last = { number: columnNumber(match[8]), absolute: match[7] === '$' }
    return [{ column: first }, ':', { column: last }]
  }
  if (match[10] !== undefined && match[12] !== undefined) {
    const first = { number: Number(match[10]), absolute: match[9] === '$' }
    const last = { number: Number(match[12]), absolute: match[11] === '$' }
    return [{ row: first }, ':', { row: last }]
  }
  return [whole]
}

/** Relative references that move past an edge of the sheet come back at the other, as Excel has it. */
function write(piece: Exclude<Piece, string>, rows: number, columns: number): string {
  let text = ''
  if (piece.column !== undefined) {
    const { number, absolute } = piece.column
    text += absolute ? `$${columnLetters(number)}` : columnLetters(wrap(number + columns, maximumColumn))
  }
  if (piece.row !== undefined) {
    const { number, absolute } = piece.row
    text += absolute ? `$${number}` : String(wrap(number + rows, maximumRow))
  }
  return text
}

const wrap = (value: number, maximum: number): number => ((((value - 1) % maximum) + maximum) % maximum) + 1
