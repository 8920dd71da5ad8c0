/** What is done to a data sheet's own cells: edits put in and marked, notes, headers that tell their field. */

import { z } from 'zod'
import type { ExportChoices } from '#shared/contract/export.ts'
import { cellAddress } from '#shared/domain/address.ts'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import { counted } from '#shared/domain/counted.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { type ChangedCell, changesForExport, type SheetChanges } from '../../sheet/changes-for-export.ts'
import type { Moves } from '../../sheet/formula-text/moves.ts'
import { rewriteFormula } from '../../sheet/formula-text/rewrite-formula.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { cellSelectList, readCells } from '../../store/cell-columns.ts'
import { cellParts } from '../../store/cell-parts.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import type { CustomerColumn } from '../customers/customer-columns.ts'
import { placeColumns } from '../customers/place-columns.ts'
import type { CellPlace } from '../package/formula-references.ts'
import type {
  AddedColumn,
  CellEdit,
  CellFill,
  CellNote,
  EmptiedColumn,
  HeaderMark,
} from '../package/workbook-changes.ts'
import type { Doubt } from '../quality/find-doubts.ts'
import { addedColumns } from './added-columns.ts'
import { fillsOf } from './cell-fills.ts'
import type { DataPlace } from './data-places.ts'
import { type GatheredNotes, newNotes } from './gathered-notes.ts'
import { headedColumns } from './headed-columns.ts'
import { headerMarks } from './header-marks.ts'
import { noteAuthor } from './note-author.ts'
import { noteChanges } from './note-changes.ts'
import { columnNumbers, type NumberOf, rowNumbers } from './row-places.ts'

export interface SheetAnnotations {
  readonly edits: readonly CellEdit[]
  readonly notes: readonly CellNote[]
  /** Cells of which the file's own note does not stay. */
  readonly removedNotes: readonly CellPlace[]
  readonly headerMarks: readonly HeaderMark[]
  readonly deletedRows: readonly number[]
  readonly deletedColumns: readonly EmptiedColumn[]
  readonly fills: readonly CellFill[]
  readonly columns: readonly AddedColumn[]
  readonly changes: SheetChanges
  /** Where a doubt about the sheet first stands: its sheet and cell there. */
  readonly doubtPlaces: ReadonlyMap<Doubt, { readonly sheet: string; readonly cell: string }>
  /** What a preview says of it. */
  readonly details: readonly string[]
}

export interface AnnotationRequest {
  readonly connection: Connection
  readonly sheet: StoredSheet
  readonly place: DataPlace
  /** What was done to the rows, columns and names of the original's sheets. */
  readonly moves: Moves | undefined
  readonly readings: readonly SheetReading[]
  /** What Tenure knows of each customer, for a sheet that lists them. */
  readonly customerColumns: readonly CustomerColumn[]
  /** What is doubtful about the sheet's cells. */
  readonly doubts: readonly Doubt[]
  readonly choices: Pick<ExportChoices, 'marks' | 'notes' | 'addedColumns'>
  /** The source's package, for a sheet that stays in it. */
  readonly original: Uint8Array | undefined
}

export async function annotateSheet(request: AnnotationRequest): Promise<SheetAnnotations> {
  const { connection, sheet, place, choices, doubts } = request
  const changes = await changesForExport(connection, sheet)
  const isOriginal = place.kind === 'original'
  const doubtfulRows = doubts.flatMap(({ firstRow, notedRows }) =>
    firstRow === undefined ? notedRows : [firstRow, ...notedRows],
  )
  const columnNumber = columnNumbers(sheet, place)
  const noted = choices.notes ? await noteChanges(connection, sheet, place, changes.notes, columnNumber) : []
  const marked = [...changes.cells, ...noted, ...(choices.marks ? changes.highlights : [])]
  const wanted = new Set([...marked.map(({ row }) => row), ...doubtfulRows])
  const rowNumber = await rowNumbers(connection, sheet, place, wanted)
  const edits: CellEdit[] = []
  const notes = newNotes()
  const removedNotes: CellPlace[] = []
  for (const { row: own, column, before: original, after, author } of noted) {
    const row = rowNumber(own)
    if (row === undefined) continue
    if (original !== undefined) removedNotes.push({ row, column })
    if (after !== undefined) notes.add(row, column, after, author)
  }
  for (const cell of changes.cells) {
    const [row, column] = [rowNumber(cell.row), columnNumber(cell.column)]
    if (row === undefined || column === undefined) continue
    if (isOriginal || choices.marks)
      edits.push({
        row,
        column,
        value: cell.after,
        ...(isOriginal ? movedFormulaOf(cell, request) : {}),
        ...(choices.marks ? { isHighlighted: true } : {}),
      })
    if (choices.marks) notes.addBelow(row, column, `Edited. Before: ${before(cell)}`)
  }
  for (const header of isOriginal ? changes.headers : []) {
    const { before: name, after } = header
    const [row, column] = [rowNumber(header.row), columnNumber(header.column)]
    if (row === undefined || column === undefined) continue
    edits.push({ row, column, value: { kind: 'text', value: after } })
    if (choices.marks) notes.addBelow(row, column, `Renamed. Before: ${name}`)
  }
  if (isOriginal) edits.push(...(await insertedCells(request, changes)))
  const columns = [
    ...(isOriginal && choices.addedColumns && request.original !== undefined
      ? await addedColumns(request, changes, request.original)
      : []),
    ...(await placeColumns(connection, sheet, place, request.customerColumns)),
  ]
  const imported = isOriginal ? await importedNotes(request, rowNumber, columnNumber) : new Set<string>()
  for (const { row, column } of removedNotes) imported.delete(`${row} ${column}`)
  const doubted = noteDoubts(request, rowNumber, notes, imported)
  return {
    edits,
    notes: notes.all(),
    removedNotes,
    headerMarks: choices.marks
      ? headerMarks(
          place,
          request.readings,
          (row, column) => imported.has(`${row} ${column}`) || notes.has(row, column),
        )
      : [],
    deletedRows: isOriginal ? changes.deletedRows.flatMap((row) => place.rowOf(row) ?? []) : [],
    deletedColumns: isOriginal ? await emptiedColumns(request, changes, columnNumber) : [],
    fills: choices.marks ? fillsOf(changes, place, rowNumber) : [],
    columns,
    changes,
    doubtPlaces: doubted.places,
    details: [
      ...detailsOf(changes, columns),
      ...customerDetails(request.customerColumns),
      ...doubtDetails(doubts, doubted.count),
    ],
  }
}

/** A formula that was moved to the cell, as it reads in the exported workbook. */
function movedFormulaOf(
  { movedFormula }: ChangedCell,
  { sheet, moves }: AnnotationRequest,
): { readonly formula?: string } {
  if (movedFormula === undefined || moves === undefined) return {}
  return { formula: rewriteFormula(movedFormula, sheet.originalName, moves) }
}

/** Puts a note at each cell that is to have one, and tells where each doubt first stands. */
function noteDoubts(
  { doubts, place }: AnnotationRequest,
  rowNumber: NumberOf,
  notes: GatheredNotes,
  imported: ReadonlySet<string>,
) {
  const places = new Map<Doubt, { sheet: string; cell: string }>()
  let count = 0
  for (const doubt of doubts) {
    const column = doubt.column === undefined ? undefined : place.columnOf(doubt.column)
    if (column === undefined) continue
    const first = doubt.firstRow === undefined ? undefined : rowNumber(doubt.firstRow)
    if (first !== undefined) places.set(doubt, { sheet: place.name, cell: cellAddress(first, column) })
    for (const source of doubt.notedRows) {
      const row = rowNumber(source)
      // The file's own note at a cell is kept as it is.
      if (row === undefined || imported.has(`${row} ${column}`)) continue
      notes.add(row, column, doubt.wording, noteAuthor)
      count += 1
    }
  }
  return { places, count }
}

/** Cells of the source that have a note of their own, as the exported sheet counts them. */
async function importedNotes(
  { connection, sheet }: AnnotationRequest,
  rowNumber: NumberOf,
  columnNumber: NumberOf,
): Promise<Set<string>> {
  const rows = await readRows(
    connection,
    z.object({ row: z.number(), column: z.number() }),
    'SELECT "row", "column" FROM imported_note WHERE sheet_id = ?',
    [sheet.info.id],
  )
  return new Set(
    rows.flatMap((note) => {
      const [row, column] = [rowNumber(note.row), columnNumber(note.column)]
      return row === undefined || column === undefined ? [] : [`${row} ${column}`]
    }),
  )
}

const before = ({ before: value, formula }: { before: CellValue; formula?: string }): string =>
  formula === undefined ? textOf(value) : `=${formula} (${textOf(value)})`

/** A cell's content as a note says it. */
const textOf = (value: CellValue): string => cellParts(value)[2] ?? '(blank)'

/** The cells of rows that the source does not have. */
async function insertedCells(
  { connection, sheet, place, choices }: AnnotationRequest,
  changes: SheetChanges,
): Promise<CellEdit[]> {
  const [first] = changes.insertedRows
  if (first === undefined || place.rowOf(first.row) === undefined) return []
  const columns = sheet.info.columns.filter(({ sourceColumn }) => sourceColumn !== undefined)
  const rows = await readCells(
    connection,
    `SELECT ${cellSelectList(columns, 's')} FROM ${sheet.table} AS s
     WHERE s.row_id > ${sheet.lastImportedRow} ORDER BY s.row_id`,
    columns,
  )
  return [...rows.rowIds].flatMap((id, index) =>
    columns.flatMap(({ id: columnId }, at): CellEdit[] => {
      const [row, column] = [place.rowOf(id), place.columnOf(columnId)]
      const cells = rows.columns[at]
      const value = cells === undefined ? undefined : cellAt(cells, index)
      if (row === undefined || column === undefined || value === undefined || value.kind === 'blank')
        return []
      return [{ row, column, value, ...(choices.marks ? { isHighlighted: true } : {}) }]
    }),
  )
}

/** Deleted columns that could not be taken out, from the header down; what stands above it stays to be seen. */
async function emptiedColumns(
  { connection, sheet, place }: AnnotationRequest,
  { deletedColumns }: SheetChanges,
  columnNumber: NumberOf,
): Promise<EmptiedColumn[]> {
  if (deletedColumns.length === 0) return []
  const headed = await headedColumns(connection, sheet)
  const lastRow = place.rowOf(sheet.lastImportedRow) ?? sheet.lastImportedRow
  return deletedColumns.flatMap((deleted) => {
    const column = columnNumber(deleted)
    if (column === undefined) return []
    return [{ column, isHidden: !headed.has(deleted), firstRow: Math.max(1, place.headerRow), lastRow }]
  })
}

const countedIfAny = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [counted(count, one, many)]

const detailsOf = (changes: SheetChanges, columns: readonly AddedColumn[]): string[] => [
  ...countedIfAny(changes.cells.length, 'edited cell', 'edited cells'),
  ...countedIfAny(changes.headers.length, 'renamed column', 'renamed columns'),
  ...countedIfAny(changes.addedColumns.length, 'added column', 'added columns'),
  ...countedIfAny(changes.insertedRows.length, 'added row', 'added rows'),
  ...countedIfAny(changes.deletedRows.length, 'deleted row', 'deleted rows'),
  ...countedIfAny(changes.deletedColumns.length, 'deleted column', 'deleted columns'),
  ...countedIfAny(changes.highlights.length, 'highlighted cell', 'highlighted cells'),
  ...countedIfAny(
    changes.notes.filter(({ after }) => after !== undefined).length +
      columns.flatMap(({ cells }) => cells.filter(({ note }) => note !== undefined)).length,
    'note',
    'notes',
  ),
  ...countedIfAny(
    changes.notes.filter(({ after }) => after === undefined).length,
    'removed note',
    'removed notes',
  ),
]

const customerDetails = (columns: readonly CustomerColumn[]): string[] =>
  columns.length === 0 ? [] : [`${columns.map(({ header }) => header).join(', ')} at the right`]

function doubtDetails(doubts: readonly Doubt[], noted: number): string[] {
  const doubtful = doubts.reduce((sum, { column, count }) => sum + (column === undefined ? 0 : count), 0)
  if (noted === 0) return []
  const of = noted === doubtful ? '' : ` of ${doubtful.toLocaleString('en-US')}`
  const cells = doubtful === 1 ? 'doubtful cell' : 'doubtful cells'
  return [`${noted.toLocaleString('en-US')}${of} ${cells} noted`]
}
