/** Changes cells of one row and leaves the others as they are written. */
import { type CellContent, type CellContext, cellXml } from './cell-xml.ts'
import { type CellSpan, cellChild, cellsIn, type RowSpan } from './sheet-scan.ts'
import { escapeCellText, escapeXml } from './xml-escape.ts'
import { attributeOf, type Splice, setAttribute, splice } from './xml-text.ts'

/** The formats around a cell that is about to be written. */
export interface RowStyles {
  /** The format of the cell in this column; undefined where there is no cell. */
  of(column: number): number | undefined
  /** The format of the nearest cell at the left of this column; undefined where there is none. */
  leftOf(column: number): number | undefined
  /** The format that a new cell takes from its row or column. */
  inherited(column: number): number
}

/** Chooses a cell's format. */
export type StyleRule = (styles: RowStyles, column: number) => number

/** The format the cell has, or takes from its row or column. */
export const keptStyle: StyleRule = (styles, column) => styles.of(column) ?? styles.inherited(column)

/** What changes about a cell; what is left out stays. */
export interface CellPatch {
  /** New content in place of value and formula. */
  readonly content?: CellContent
  readonly style?: StyleRule
  /** The cell's formula stays, its cached value goes: it may no longer be true. */
  readonly isUncached?: boolean
  /** The formula's text alone, without `=`; its kind and its cached value stay. */
  readonly formula?: string
  /** The cell takes over as the one that holds the text of a shared formula. */
  readonly sharedFormula?: { readonly text: string; readonly range: string }
}

export interface RowPatch {
  readonly cells: Map<number, CellPatch>
  /** Every cell loses its content and keeps its format, and the row is hidden. */
  isEmptied: boolean
  /** Columns whose cell loses its content. */
  readonly emptiedColumns?: ReadonlySet<number>
}

export interface SheetContext extends CellContext {
  /** The format that `<cols>` gives a column's new cells. */
  columnStyle(column: number): number
}

/** The row with its patch applied; `span` is its place in `batch`. */
export function patchRow(batch: string, span: RowSpan, patch: RowPatch, context: SheetContext): string {
  const content = batch.slice(span.openEnd, span.closeStart)
  const cells = [...cellsIn(content, context.prefix)]
  const styles = stylesOf(batch, span, content, cells, context)
  const known = new Set(cells.map((cell) => cell.column))
  const missing = [...patch.cells]
    .filter(([column, change]) => !known.has(column) && makesCell(change))
    .map(([column]) => column)
    .sort((a, b) => a - b)
  const newCell = (column: number): string =>
    addedCell(span.row, column, patch.cells.get(column), styles, context)

  const pieces: string[] = []
  let at = 0
  let nextMissing = 0
  for (const cell of cells) {
    pieces.push(content.slice(at, cell.start))
    for (
      let column = missing[nextMissing];
      column !== undefined && column < cell.column;
      column = missing[++nextMissing]
    ) {
      pieces.push(newCell(column))
    }
    const change =
      patch.isEmptied || patch.emptiedColumns?.has(cell.column) === true
        ? { content: blank, ...patch.cells.get(cell.column) }
        : patch.cells.get(cell.column)
    const text = content.slice(cell.start, cell.end)
    pieces.push(
      change === undefined ? text : patchedCell(text, span.row, cell.column, change, styles, context),
    )
    at = cell.end
  }
  for (const column of missing.slice(nextMissing)) pieces.push(newCell(column))
  pieces.push(content.slice(at))
  return rowText(batch, span, pieces.join(''), patch, context.prefix)
}

/** Whether a change makes a cell where there is none; dropping a cached value does not. */
export const makesCell = (change: CellPatch): boolean =>
  change.content !== undefined || change.style !== undefined

/** A row that the sheet did not have. */
export function newRow(row: number, patch: RowPatch, context: SheetContext): string {
  const empty = `<${context.prefix}row r="${row}">`
  const span = {
    row,
    start: 0,
    openEnd: empty.length,
    closeStart: empty.length,
    end: empty.length,
  }
  return patchRow(empty, span, patch, context)
}

const blank: CellContent = { value: { kind: 'blank' } }

function stylesOf(
  batch: string,
  span: RowSpan,
  content: string,
  cells: readonly CellSpan[],
  context: SheetContext,
): RowStyles {
  const rowStyle =
    attributeOf(batch, span, 'customFormat') === '1' ? Number(attributeOf(batch, span, 's') ?? 0) : undefined
  const styleOf = (cell: CellSpan | undefined): number | undefined =>
    cell === undefined ? undefined : Number(attributeOf(content, cell, 's') ?? 0)
  return {
    of: (column) => styleOf(cells.find((cell) => cell.column === column)),
    leftOf: (column) => styleOf(cells.findLast((cell) => cell.column < column)),
    inherited: (column) => rowStyle ?? context.columnStyle(column),
  }
}

function addedCell(
  row: number,
  column: number,
  patch: CellPatch | undefined,
  styles: RowStyles,
  context: SheetContext,
): string {
  const style = (patch?.style ?? keptStyle)(styles, column)
  return cellXml(row, column, style, patch?.content ?? blank, context)
}

function patchedCell(
  text: string,
  row: number,
  column: number,
  patch: CellPatch,
  styles: RowStyles,
  context: SheetContext,
): string {
  const style = (patch.style ?? keptStyle)(styles, column)
  if (patch.content !== undefined) {
    return cellXml(row, column, style, patch.content, context)
  }
  const splices = [
    ...formulaSplices(text, patch, context.prefix),
    ...(patch.isUncached === true ? uncachedSplices(text, context.prefix) : []),
  ]
  if (patch.style !== undefined) {
    const open = openTag(text)
    splices.push(setAttribute(text, open, 's', String(style)))
  }
  return splice(text, splices)
}

const openTag = (text: string): { start: number; openEnd: number } => ({
  start: 0,
  openEnd: text.indexOf('>') + 1,
})

function formulaSplices(text: string, patch: CellPatch, prefix: string): Splice[] {
  const formula = cellChild(text, prefix, 'f')
  if (formula === undefined) return []
  if (patch.sharedFormula !== undefined) {
    const { text: shared, range } = patch.sharedFormula
    const index = attributeOf(text, formula, 'si') ?? '0'
    const tag = `<${prefix}f t="shared" ref="${range}" si="${escapeXml(index)}">${escapeCellText(shared)}</${prefix}f>`
    return [{ start: formula.start, end: formula.end, text: tag }]
  }
  if (patch.formula === undefined || formula.closeStart === formula.end) {
    return []
  }
  return [
    {
      start: formula.openEnd,
      end: formula.closeStart,
      text: escapeCellText(patch.formula),
    },
  ]
}

/** Takes a cell's kept value out. Without `v` there is no value for `t` to describe. */
export function uncachedSplices(text: string, prefix: string): Splice[] {
  const value = cellChild(text, prefix, 'v')
  if (value === undefined) return []
  const splices: Splice[] = [{ start: value.start, end: value.end, text: '' }]
  const type = /\st\s*=\s*(?:"[^"]*"|'[^']*')/.exec(text.slice(0, openTag(text).openEnd))
  if (type !== null) {
    const end = type.index + type[0].length
    splices.push({ start: type.index, end, text: '' })
  }
  return splices
}

function rowText(batch: string, span: RowSpan, content: string, patch: RowPatch, prefix: string): string {
  let open = batch.slice(span.start, span.openEnd).replace(/\s*\/>$/, '>')
  const spans = attributeOf(open, openTag(open), 'spans')
  const columns = [...patch.cells].filter(([, change]) => makesCell(change)).map(([column]) => column)
  if (spans !== undefined && columns.length > 0) {
    open = splice(open, [setAttribute(open, openTag(open), 'spans', grownSpans(spans, columns))])
  }
  if (patch.isEmptied) {
    open = splice(open, [setAttribute(open, openTag(open), 'hidden', '1')])
  }
  return `${open}${content}</${prefix}row>`
}

function grownSpans(spans: string, columns: readonly number[]): string {
  const numbers = spans.split(/[\s:]+/).map(Number)
  const all = [...numbers.filter(Number.isFinite), ...columns]
  return `${Math.min(...all)}:${Math.max(...all)}`
}
