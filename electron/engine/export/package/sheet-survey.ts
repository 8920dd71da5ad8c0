/** Reads what must be known about a sheet before it is changed. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { isSingleCell, parseRange, union } from './cell-range.ts'
import { epilogElements } from './sheet-frame.ts'
import { type CellSpan, cellChild, cellsIn, rowsIn, splitSheet } from './sheet-scan.ts'
import { unescapeCellText } from './xml-escape.ts'
import { attributeOf, childrenOf, relationshipIdOf, textOf } from './xml-text.ts'

/** A formula as the sheet stores it. */
export interface StoredFormula {
  readonly row: number
  readonly column: number
  /** Without `=`; empty for a cell that shares another's. */
  readonly text: string
  readonly kind: 'normal' | 'shared' | 'array' | 'dataTable'
  /** Number of its shared group. */
  readonly shared?: string
  /** The cells it fills or is shared by, where the file says so. */
  readonly range?: CellRange
  /** The input cells of a data table. */
  readonly inputs?: readonly string[]
}

export interface SheetSurvey {
  /** Around all cells that hold something; undefined for an empty sheet. */
  readonly usedRange: CellRange | undefined
  /** The last column with a cell, be it blank and only formatted. */
  readonly lastFormattedColumn: number
  readonly rows: ReadonlySet<number>
  readonly formulas: readonly StoredFormula[]
  readonly mergedAreas: readonly CellRange[]
  /** The relationship id of the drawing that shows its notes. */
  readonly legacyDrawingId: string | undefined
  /** Where the sheet's own filter stands, not a table's. */
  readonly filterRange: CellRange | undefined
}

/** Surveys a sheet in one pass. */
export async function surveySheet(pieces: AsyncIterable<string>): Promise<SheetSurvey> {
  const rows = new Set<number>()
  const formulas: StoredFormula[] = []
  let usedRange: CellRange | undefined
  let lastFormattedColumn = 0
  let prefix = ''
  let before = 0
  let epilog = ''
  for await (const piece of splitSheet(pieces)) {
    if (piece.kind === 'prolog') {
      prefix = piece.prefix
      continue
    }
    if (piece.kind === 'epilog') {
      epilog = piece.text
      continue
    }
    for (const span of rowsIn(piece.text, prefix, before)) {
      before = span.row
      rows.add(span.row)
      if (span.closeStart === span.openEnd) continue
      const content = piece.text.slice(span.openEnd, span.closeStart)
      const { extent, lastCell } = surveyRow(content, prefix, span.row, formulas)
      lastFormattedColumn = Math.max(lastFormattedColumn, lastCell)
      if (extent === undefined) continue
      usedRange = usedRange === undefined ? extent : union(usedRange, extent)
    }
  }
  return { usedRange, lastFormattedColumn, rows, formulas, ...readEpilog(epilog) }
}

/** Collects a row's formulas; returns the extent of its cells that hold something, and its last cell of any kind. */
function surveyRow(
  content: string,
  prefix: string,
  row: number,
  formulas: StoredFormula[],
): { extent: CellRange | undefined; lastCell: number } {
  const hasFormulas = content.includes(`<${prefix}f`)
  let first = Number.POSITIVE_INFINITY
  let last = 0
  let lastCell = 0
  for (const cell of cellsIn(content, prefix)) {
    lastCell = Math.max(lastCell, cell.column)
    if (cell.closeStart <= cell.openEnd) continue
    first = Math.min(first, cell.column)
    last = Math.max(last, cell.column)
    if (!hasFormulas) continue
    const formula = readFormula(content, prefix, row, cell)
    if (formula !== undefined) formulas.push(formula)
  }
  const extent =
    last === 0 ? undefined : { firstRow: row, firstColumn: first, lastRow: row, lastColumn: last }
  return { extent, lastCell }
}

function readFormula(
  content: string,
  prefix: string,
  row: number,
  cell: CellSpan,
): StoredFormula | undefined {
  const text = content.slice(cell.start, cell.end)
  const element = cellChild(text, prefix, 'f')
  if (element === undefined) return undefined
  const attribute = (name: string): string | undefined => attributeOf(text, element, name)
  const range = parseRange(attribute('ref') ?? '')
  const shared = attribute('si')
  const inputs = [attribute('r1'), attribute('r2')].filter((input) => input !== undefined)
  const body = text.slice(element.openEnd, element.closeStart)
  return {
    row,
    column: cell.column,
    text: unescapeCellText(textOf(body)),
    kind: formulaKind(attribute('t')),
    ...(shared === undefined ? {} : { shared }),
    ...(range === undefined ? {} : { range }),
    ...(inputs.length === 0 ? {} : { inputs }),
  }
}

const formulaKind = (type: string | undefined): StoredFormula['kind'] =>
  type === 'shared' || type === 'array' || type === 'dataTable' ? type : 'normal'

function readEpilog(epilog: string): Pick<SheetSurvey, 'mergedAreas' | 'filterRange' | 'legacyDrawingId'> {
  const elements = epilogElements(epilog)
  const merges = elements.find((element) => element.local === 'mergeCells')
  const legacy = elements.find((element) => element.local === 'legacyDrawing')
  const filter = elements.find((element) => element.local === 'autoFilter')
  const ranges =
    merges === undefined
      ? []
      : childrenOf(epilog, merges).map((merge) => parseRange(attributeOf(epilog, merge, 'ref') ?? ''))
  return {
    mergedAreas: ranges.filter((range) => range !== undefined),
    legacyDrawingId: legacy === undefined ? undefined : relationshipIdOf(epilog, legacy),
    filterRange: filter === undefined ? undefined : parseRange(attributeOf(epilog, filter, 'ref') ?? ''),
  }
}

/** The ranges that one formula fills as a whole: a single cell of them cannot be changed. */
export const lockedRanges = (survey: SheetSurvey): CellRange[] =>
  survey.formulas.flatMap(({ kind, range }) =>
    (kind === 'array' || kind === 'dataTable') && range !== undefined && !isSingleCell(range) ? [range] : [],
  )
