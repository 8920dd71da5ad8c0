/** Changes a sheet as it passes through in pieces: touched rows are rewritten, all else is copied. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { union } from './cell-range.ts'
import {
  type CellPatch,
  makesCell,
  newRow,
  patchRow,
  type RowPatch,
  type SheetContext,
  type StyleRule,
} from './row-patch.ts'
import { addColumnWidths, type ColumnWidth, growDimension, hideColumns } from './sheet-frame.ts'
import { rowsIn, splitSheet } from './sheet-scan.ts'
import type { EmptiedColumn } from './workbook-changes.ts'
import { attributeOf } from './xml-text.ts'

/** All that changes in one sheet. */
export interface SheetPatch {
  readonly rows: Map<number, RowPatch>
  readonly widths: ColumnWidth[]
  /** Columns that are emptied. */
  readonly emptiedColumns: EmptiedColumn[]
  /** Changes what stands after the rows, such as adding the drawing that shows notes. */
  readonly epilog: ((epilog: string, prolog: string, prefix: string) => string)[]
}

export const emptyPatch = (): SheetPatch => ({
  rows: new Map(),
  widths: [],
  emptiedColumns: [],
  epilog: [],
})

export const isEmptyPatch = (patch: SheetPatch): boolean =>
  patch.rows.size === 0 && patch.epilog.length === 0 && patch.emptiedColumns.length === 0

/** Whether the cell gets other content, or none. */
export const isOverwritten = (patch: SheetPatch, row: number, column: number): boolean => {
  if (isEmptied(patch, row, column)) return true
  const change = patch.rows.get(row)
  if (change === undefined) return false
  return change.isEmptied || change.cells.get(column)?.content !== undefined
}

/** Whether the cell's column is taken out there. */
export const isEmptied = ({ emptiedColumns }: SheetPatch, row: number, column: number): boolean =>
  emptiedColumns.some((each) => each.column === column && row >= each.firstRow && row <= each.lastRow)

export function rowPatch(patch: SheetPatch, row: number): RowPatch {
  const existing = patch.rows.get(row)
  if (existing !== undefined) return existing
  const added: RowPatch = { cells: new Map(), isEmptied: false }
  patch.rows.set(row, added)
  return added
}

/** Adds to what changes about a cell; a second format rule works on the outcome of the first. */
export function addCellPatch(patch: SheetPatch, row: number, column: number, change: CellPatch): void {
  const { cells } = rowPatch(patch, row)
  const before = cells.get(column)
  const style = chained(before?.style, change.style)
  cells.set(column, {
    ...before,
    ...change,
    ...(style === undefined ? {} : { style }),
  })
}

function chained(first: StyleRule | undefined, second: StyleRule | undefined): StyleRule | undefined {
  if (first === undefined || second === undefined) return second ?? first
  return (styles, column) =>
    second(
      {
        ...styles,
        of: (other) => (other === column ? first(styles, column) : styles.of(other)),
      },
      column,
    )
}

/**
 * The sheet's text with the patch applied, in pieces.
 * @param existingRows those of the patch's rows that the sheet has
 */
export async function* patchSheet(
  pieces: AsyncIterable<string>,
  patch: SheetPatch,
  existingRows: ReadonlySet<number>,
  date1904: boolean,
): AsyncGenerator<string> {
  const newRows = [...patch.rows.keys()].filter((row) => !existingRows.has(row)).sort((a, b) => a - b)
  let context: SheetContext | undefined
  let prologText = ''
  let before = 0
  let nextNew = 0
  const addedBefore = (limit: number, sheet: SheetContext): string => {
    let text = ''
    for (let row = newRows[nextNew]; row !== undefined && row < limit; row = newRows[++nextNew]) {
      const change = patch.rows.get(row)
      // A row that is not there has nothing to empty.
      if (change !== undefined && [...change.cells.values()].some(makesCell)) {
        text += newRow(row, change, sheet)
      }
    }
    return text
  }

  for await (const piece of splitSheet(pieces)) {
    if (piece.kind === 'prolog') {
      prologText = piece.text
      context = contextOf(piece.text, piece.prefix, date1904)
      const prolog = addColumnWidths(
        growDimension(piece.text, writtenRange(patch)),
        piece.prefix,
        patch.widths,
      )
      yield hideColumns(
        prolog,
        piece.prefix,
        patch.emptiedColumns.filter(({ isHidden }) => isHidden).map(({ column }) => column),
      )
      yield `<${piece.prefix}sheetData>`
      continue
    }
    if (context === undefined) return
    if (piece.kind === 'rows') {
      const output: string[] = []
      let at = 0
      for (const span of rowsIn(piece.text, context.prefix, before)) {
        before = span.row
        const change = withEmptiedColumns(patch, span.row)
        const nextRow = newRows[nextNew]
        const isReached = nextRow !== undefined && nextRow < span.row
        if (change === undefined && !isReached) continue
        output.push(piece.text.slice(at, span.start))
        if (isReached) output.push(addedBefore(span.row, context))
        output.push(
          change === undefined
            ? piece.text.slice(span.start, span.end)
            : patchRow(piece.text, span, change, context),
        )
        at = span.end
      }
      output.push(piece.text.slice(at))
      yield output.join('')
      continue
    }
    const { prefix } = context
    yield addedBefore(Number.POSITIVE_INFINITY, context)
    yield `</${prefix}sheetData>`
    yield patch.epilog.reduce((text, change) => change(text, prologText, prefix), piece.text)
  }
}

/** What changes about a row of the sheet, columns that are taken out included. */
function withEmptiedColumns(patch: SheetPatch, row: number): RowPatch | undefined {
  const change = patch.rows.get(row)
  const emptied = patch.emptiedColumns.filter((each) => isEmptied(patch, row, each.column))
  if (emptied.length === 0) return change
  return {
    cells: change?.cells ?? new Map(),
    isEmptied: change?.isEmptied ?? false,
    emptiedColumns: new Set(emptied.map(({ column }) => column)),
  }
}

function contextOf(prolog: string, prefix: string, date1904: boolean): SheetContext {
  const styled = [...prolog.matchAll(/<(?:[\w.-]+:)?col\s[^>]*>/g)].map((match) => {
    const element = {
      start: match.index,
      openEnd: match.index + match[0].length,
    }
    const number = (name: string): number => Number(attributeOf(prolog, element, name) ?? 0)
    return {
      first: number('min'),
      last: number('max'),
      style: number('style'),
    }
  })
  const columnStyle = (column: number): number =>
    styled.find(({ first, last }) => column >= first && column <= last)?.style ?? 0
  return { prefix, date1904, columnStyle }
}

/** The rectangle around all cells that are written. */
function writtenRange(patch: SheetPatch): CellRange | undefined {
  let range: CellRange | undefined
  for (const [row, { cells }] of patch.rows) {
    for (const [column, change] of cells) {
      if (!makesCell(change)) continue
      const cell = {
        firstRow: row,
        firstColumn: column,
        lastRow: row,
        lastColumn: column,
      }
      range = range === undefined ? cell : union(range, cell)
    }
  }
  return range
}
