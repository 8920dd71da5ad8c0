/** What is done to a data sheet's own cells: edits put in and marked, notes, headers that tell their field. */
import { z } from 'zod'
import type { ExportChoices } from '#shared/contract/export.ts'
import { cellAddress, columnLetters } from '#shared/domain/address.ts'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { changesForExport, type SheetChanges } from '../../sheet/changes-for-export.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { cellSelectList, readCells } from '../../store/cell-columns.ts'
import { cellParts } from '../../store/cell-parts.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import type { AddedColumn, CellEdit, CellNote, HeaderMark } from '../package/workbook-changes.ts'
import { addedColumns } from './added-columns.ts'
import type { DataPlace } from './data-places.ts'

export const noteAuthor = 'Tenure'

export interface SheetAnnotations {
  readonly edits: readonly CellEdit[]
  readonly notes: readonly CellNote[]
  readonly headerMarks: readonly HeaderMark[]
  readonly deletedRows: readonly number[]
  readonly columns: readonly AddedColumn[]
  readonly changes: SheetChanges
  /** What a preview says of it. */
  readonly details: readonly string[]
  /** Changes that the workbook cannot take. */
  readonly problems: readonly Problem[]
}

export interface AnnotationRequest {
  readonly connection: Connection
  readonly sheet: StoredSheet
  readonly place: DataPlace
  readonly readings: readonly SheetReading[]
  readonly choices: Pick<ExportChoices, 'marks' | 'notes' | 'addedColumns'>
  /** The source's package, for a sheet that stays in it. */
  readonly original: Uint8Array | undefined
}

export async function annotateSheet(request: AnnotationRequest): Promise<SheetAnnotations> {
  const { connection, sheet, place, choices } = request
  const changes = await changesForExport(connection, sheet)
  const isOriginal = place.kind === 'original'
  const rowNumber = await rowNumbers(request, changes)
  const columnNumber = columnNumbers(request)
  const edits: CellEdit[] = []
  const notes = new Map<string, CellNote>()
  const addNote = (row: number, column: number, text: string, author: string) => {
    const key = `${row} ${column}`
    const known = notes.get(key)
    notes.set(key, { row, column, author, text: known === undefined ? text : `${known.text}\n${text}` })
  }
  for (const note of choices.notes ? changes.notes : []) {
    const [row, column] = [rowNumber(note.row), columnNumber(note.column)]
    if (row !== undefined && column !== undefined && note.before === undefined && note.after !== undefined)
      addNote(row, column, note.after, note.author)
  }
  for (const cell of changes.cells) {
    const [row, column] = [rowNumber(cell.row), columnNumber(cell.column)]
    if (row === undefined || column === undefined) continue
    if (isOriginal || choices.marks)
      edits.push({ row, column, value: cell.after, ...(choices.marks ? { isHighlighted: true } : {}) })
    if (choices.marks) addNote(row, column, `Edited. Before: ${before(cell)}`, noteAuthor)
  }
  for (const header of isOriginal ? changes.headers : []) {
    const { row, column, before: name, after } = header
    edits.push({ row, column, value: { kind: 'text', value: after } })
    if (choices.marks) addNote(row, column, `Renamed. Before: ${name}`, noteAuthor)
  }
  if (isOriginal) edits.push(...(await insertedCells(request, changes)))
  return {
    edits,
    notes: [...notes.values()],
    headerMarks: choices.marks ? headerMarks(request, await notedHeaders(request, notes)) : [],
    deletedRows: isOriginal ? changes.deletedRows : [],
    columns:
      isOriginal && choices.addedColumns && request.original !== undefined
        ? await addedColumns(request, changes.addedColumns, request.original)
        : [],
    changes,
    details: detailsOf(changes),
    problems: isOriginal ? problemsOf(request, changes) : [],
  }
}

const before = ({ before: value, formula }: { before: CellValue; formula?: string }): string =>
  formula === undefined ? textOf(value) : `=${formula} (${textOf(value)})`

/** A cell's content as a note says it. */
export const textOf = (value: CellValue): string => cellParts(value)[2] ?? '(blank)'

type NumberOf = (source: number) => number | undefined

/** From a row's id to its number in the exported sheet. */
async function rowNumbers({ connection, sheet, place }: AnnotationRequest, changes: SheetChanges) {
  if (place.kind === 'original') return place.rowOf
  const wanted = new Set([...changes.cells, ...changes.notes].map(({ row }) => row))
  const numbers = new Map<number, number>()
  if (wanted.size > 0) {
    const rows = await readRows(
      connection,
      z.object({ row_id: z.number(), rank: z.number() }),
      `SELECT * FROM (SELECT row_id, row_number() OVER (ORDER BY "position") AS rank FROM ${sheet.table})
       WHERE row_id IN (${[...wanted].join(', ')})`,
    )
    for (const { row_id, rank } of rows) numbers.set(row_id, place.headerRow + rank)
  }
  return (row: number) => numbers.get(row)
}

/** From a column of the source to its number in the exported sheet. */
function columnNumbers({ sheet, place }: AnnotationRequest): NumberOf {
  const bySource = new Map([...sheet.columns.values()].map((column) => [column.sourceColumn, column.id]))
  return (source) => {
    const id = bySource.get(source)
    return id === undefined ? undefined : place.columnOf(id)
  }
}

/** The cells of rows that the source does not have, under their own numbers below the last row. */
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
  return [...rows.rowIds].flatMap((row, index) =>
    columns.flatMap(({ sourceColumn }, at): CellEdit[] => {
      const cells = rows.columns[at]
      const value = cells === undefined ? undefined : cellAt(cells, index)
      if (sourceColumn === undefined || value === undefined || value.kind === 'blank') return []
      return [{ row, column: sourceColumn, value, ...(choices.marks ? { isHighlighted: true } : {}) }]
    }),
  )
}

/** Columns whose header has a note of its own. */
async function notedHeaders(
  { connection, sheet, place }: AnnotationRequest,
  notes: ReadonlyMap<string, CellNote>,
): Promise<ReadonlySet<number>> {
  const own = [...notes.values()].filter(({ row }) => row === place.headerRow).map(({ column }) => column)
  if (place.kind === 'written') return new Set(own)
  const imported = await readRows(
    connection,
    z.object({ column: z.number() }),
    'SELECT "column" FROM imported_note WHERE sheet_id = ? AND "row" = ?',
    [sheet.info.id, place.headerRow],
  )
  return new Set([...own, ...imported.map(({ column }) => column)])
}

/** Headers of mapped columns say what Tenure takes them for; a header that has a note already is only coloured. */
function headerMarks(
  { sheet, place, readings }: AnnotationRequest,
  noted: ReadonlySet<number>,
): HeaderMark[] {
  if (place.headerRow === 0) return []
  const marks = new Map<number, HeaderMark>()
  for (const { kind, fields } of readings) {
    for (const { field, column: name } of fields) {
      const id = sheet.info.columns.find((column) => column.name === name)?.id
      const column = id === undefined ? undefined : place.columnOf(id)
      if (column === undefined) continue
      const says = `${kind.name}: ${field.name}`
      const known = marks.get(column)?.text
      marks.set(column, {
        sheet: place.name,
        row: place.headerRow,
        column,
        ...(noted.has(column)
          ? {}
          : { text: known === undefined ? `Mapped to ${says}` : `${known}; ${says}`, author: noteAuthor }),
      })
    }
  }
  return [...marks.values()]
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count.toLocaleString('en-US')} ${count === 1 ? one : many}`]

const detailsOf = (changes: SheetChanges): string[] => [
  ...counted(changes.cells.length, 'edited cell', 'edited cells'),
  ...counted(changes.headers.length, 'renamed column', 'renamed columns'),
  ...counted(changes.addedColumns.length, 'added column', 'added columns'),
  ...counted(changes.insertedRows.length, 'added row', 'added rows'),
  ...counted(changes.deletedRows.length, 'deleted row', 'deleted rows'),
  ...counted(changes.notes.filter(({ after }) => after !== undefined).length, 'note', 'notes'),
]

function problemsOf({ sheet, choices }: AnnotationRequest, changes: SheetChanges): Problem[] {
  const said = (code: string, message: string, cell?: string): Problem => ({
    code,
    severity: 'warning',
    message: `${sheet.originalName}: ${message}`,
    place: { sheet: sheet.originalName, ...(cell === undefined ? {} : { cell }) },
  })
  const changedNotes = choices.notes ? changes.notes.filter((note) => note.before !== undefined) : []
  return [
    ...(sheet.info.name === sheet.originalName
      ? []
      : [
          said(
            'name_kept',
            `the sheet keeps its name; "${sheet.info.name}" stands in Tenure only, because formulas refer to it.`,
          ),
        ]),
    ...changes.deletedColumns.map((column) =>
      said(
        'column_kept',
        `column ${columnLetters(column)}, deleted in Tenure, stays: what refers to it would break.`,
      ),
    ),
    ...changedNotes.map(({ row, column, after }) =>
      said(
        'note_kept',
        after === undefined
          ? `the note at ${cellAddress(row, column)}, removed in Tenure, stays.`
          : `the note at ${cellAddress(row, column)} stays as it was, because the file's own notes are kept.`,
        cellAddress(row, column),
      ),
    ),
  ]
}
