/** Which of the changes to a sheet's structure can be followed safely, and what stands in the way of the others. */
import type { CellRange } from '#shared/domain/sheet.ts'
import {
  type AxisMoves,
  deletedWithin,
  isSplit,
  movedRange,
  type SheetMoves,
  type SheetRequest,
  type Span,
  sheetMoves,
} from '../../../sheet/formula-text/moves.ts'
import { spansSheets } from '../../../sheet/formula-text/rewrite-formula.ts'
import { parseRange } from '../cell-range.ts'
import type { PackageDraft } from '../package-draft.ts'
import { relatedParts } from '../relationships.ts'
import { lockedRanges } from '../sheet-survey.ts'
import type { Workbook } from '../workbook-part.ts'
import { pivotSources } from './rewrite-parts.ts'
import type { SurveyedSheet } from './survey-sheets.ts'
import { obstacleOfTable } from './table-moves.ts'

/** Reasons in words that continue "because". */
export interface Refusals {
  readonly insertedRows?: string
  readonly deletedRows?: string
  readonly deletedColumns?: string
  readonly renamedTo?: string
}

export interface Ground {
  readonly draft: PackageDraft
  readonly workbook: Workbook
  readonly surveys: readonly SurveyedSheet[]
}

/** The request without what is refused. Where rows cannot be put in, none are taken out either. */
export function allowedRequest(
  { sheet, insertedRows = [], deletedRows = [], deletedColumns = [], renamedTo }: SheetRequest,
  ground: Ground,
): { readonly request: SheetRequest; readonly refused: Refusals } {
  const obstacle = (part: Partial<SheetRequest>) => obstacleToMoves(sheetMoves({ sheet, ...part }), ground)
  const inserted = insertedRows.length === 0 ? undefined : obstacle({ insertedRows })
  const rows = deletedRows.length === 0 ? undefined : (inserted ?? obstacle({ deletedRows }))
  const columns = deletedColumns.length === 0 ? undefined : obstacle({ deletedColumns })
  const name = renamedTo === undefined ? undefined : obstacleToName(renamedTo, ground)
  return {
    request: {
      sheet,
      ...(inserted === undefined ? { insertedRows } : {}),
      ...(rows === undefined ? { deletedRows } : {}),
      ...(columns === undefined ? { deletedColumns } : {}),
      ...(name === undefined && renamedTo !== undefined ? { renamedTo } : {}),
    },
    refused: {
      ...(inserted === undefined ? {} : { insertedRows: inserted }),
      ...(rows === undefined ? {} : { deletedRows: rows }),
      ...(columns === undefined ? {} : { deletedColumns: columns }),
      ...(name === undefined ? {} : { renamedTo: name }),
    },
  }
}

/** Elements whose places are kept in ways of their own. */
const fixedElements: Readonly<Record<string, string>> = {
  oleObjects: 'embedded objects',
  controls: 'form controls',
  customSheetViews: 'saved views',
  scenarios: 'scenarios of Excel’s own',
  dataConsolidate: 'a consolidation',
}

function obstacleToMoves(moves: SheetMoves, { draft, surveys }: Ground): string | undefined {
  const sheet = surveys.find(({ name }) => name === moves.sheet)
  if (sheet === undefined) return 'it cannot be read'
  const fixed = sheet.elements.find((element) => fixedElements[element] !== undefined)
  if (fixed !== undefined) return `it has ${fixedElements[fixed]}`
  const torn = lockedRanges(sheet.survey).some((range) => isTorn(moves, range))
  if (torn) return 'one formula fills several of its cells as a whole'
  for (const pivot of relatedParts(draft, sheet.part, 'pivotTable')) {
    const location = /<(?:[\w.-]+:)?location\b[^>]*?\sref="([^"]*)"/.exec(draft.readText(pivot))?.[1]
    const range = parseRange(location ?? '')
    if (range === undefined || isTorn(moves, range) || movedRange(moves, range) === undefined)
      return 'a pivot table stands there'
  }
  if (pivotSources(draft).some((source) => source.sheet === moves.sheet && losesHead(moves, source.ref)))
    return 'a pivot table is made from those cells'
  if (relatedParts(draft, sheet.part, 'tableSingleCells').length > 0) return 'its cells are bound to XML data'
  const hasSlicers = draft.parts().some((part) => /\/slicerCaches\//i.test(part))
  const table = sheet.tables.flatMap(({ table: own }) => obstacleOfTable(own, moves, hasSlicers) ?? [])[0]
  if (table !== undefined) return table
  const spans = surveys.some(({ formulas }) => formulas.some(({ text }) => spansSheets(text)))
  return spans ? 'a formula adds up the same cell of several sheets' : undefined
}

/** Whether only some of the range's rows or columns are taken out, or new ones come between them. */
const isTorn = ({ rows, columns }: SheetMoves, range: CellRange): boolean =>
  isTornAlong(rows, { first: range.firstRow, last: range.lastRow }) ||
  isTornAlong(columns, { first: range.firstColumn, last: range.lastColumn })

function isTornAlong(axis: AxisMoves, span: Span): boolean {
  const gone = deletedWithin(axis, span)
  return isSplit(axis, span) || (gone > 0 && gone < span.last - span.first + 1)
}

/** A pivot table needs its source, and the row that names its fields. */
function losesHead(moves: SheetMoves, ref: string): boolean {
  const range = parseRange(ref)
  return (
    range !== undefined && (movedRange(moves, range) === undefined || moves.rows.isDeleted(range.firstRow))
  )
}

function obstacleToName(name: string, { draft, workbook }: Ground): string | undefined {
  if (draft.parts().some((part) => /\/vbaProject\.bin$/i.test(part))) return 'macros may speak of it'
  if (!/^[^\\/*?:[\]']{1,31}$/.test(name)) return 'Excel does not allow the name'
  const isTaken = workbook.sheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase())
  return isTaken ? 'another sheet has the name' : undefined
}
