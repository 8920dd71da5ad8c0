import {
  type CellObject,
  type ParsingOptions,
  type Range,
  read,
  set_cptable,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { cellAddress } from '#shared/domain/address.ts'
import { cellKindCode } from '#shared/domain/cell.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { CellRange, NamedArea, SheetState, SourceFormat } from '#shared/domain/sheet.ts'
import { coveredCells } from '#shared/issues/covered-cells.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { encryptedFile } from '#shared/issues/encrypted-file.ts'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { sheetWithoutCells } from '#shared/issues/sheet-without-cells.ts'
import { parseRange } from '../cell-range.ts'
import { refuse } from '../import-refusal.ts'
import type { ImportedFormula, ImportedName, ImportedNote } from '../imported.ts'
import { isDateFormat } from '../number-format.ts'
import { type ChunkBuilder, createChunkBuilder, type RowChunk } from '../row-chunk.ts'
import { serialToDate } from '../serial-date.ts'
import type {
  RowsOptions,
  SheetDetails,
  SheetReader,
  SourceColumn,
  WorkbookReader,
} from '../workbook-reader.ts'
import { createMergedCover } from '../xlsx/merged-cover.ts'
import { parseReference } from '../xlsx/workbook-part.ts'

set_cptable(codePages)

/** Turns the bytes of a whole-file format into the same stream of rows that the streaming reader gives. */
export function convertWorkbook(bytes: Buffer, file: string, format: SourceFormat): WorkbookReader {
  const book = parse(bytes, file)
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const problems: Problem[] = []
  const sheets: SheetReader[] = []
  book.SheetNames.forEach((name, index) => {
    const sheet = book.Sheets[name]
    const type = sheet?.['!type']
    if (sheet === undefined || (type !== undefined && type !== 'sheet')) {
      problems.push(sheetWithoutCells(name, `${type ?? 'broken'} sheet`))
      return
    }
    const hidden = book.Workbook?.Sheets?.[index]?.Hidden ?? 0
    sheets.push(sheetReader(name, hiddenStates[hidden] ?? 'visible', sheet, date1904))
  })
  const definedNames = namesOf(book)
  const namedAreas = definedNames.flatMap(({ name, formula }): NamedArea[] => {
    const area = parseReference(formula)
    return area === undefined ? [] : [{ name, kind: 'range', ...area }]
  })
  return { format, date1904, sheets, namedAreas, definedNames, problems, close: async () => {} }
}

function namesOf(book: WorkBook): ImportedName[] {
  return (book.Workbook?.Names ?? []).flatMap(({ Name: name, Ref, Sheet }) => {
    // The library gives the value of a name that stands for a number as a number, whatever its types say.
    const formula = String(Ref ?? '')
    if (formula === '' || name.startsWith('_xlnm')) return []
    const sheet = Sheet === undefined ? undefined : book.SheetNames[Sheet]
    return [sheet === undefined ? { name, formula } : { name, formula, sheet }]
  })
}

const hiddenStates: readonly SheetState[] = ['visible', 'hidden', 'veryHidden']

/** What is worth a try, from the most to the least: a file is read without what is broken in it or not understood. */
const attempts: readonly ParsingOptions[] = [{ cellStyles: true }, {}, { cellFormula: false }]

function parse(bytes: Buffer, file: string): WorkBook {
  let message = ''
  for (const attempt of attempts) {
    try {
      return read(bytes, {
        type: 'buffer',
        dense: true,
        cellNF: true,
        cellText: false,
        cellHTML: false,
        ...attempt,
      })
    } catch (cause) {
      message ||= cause instanceof Error ? cause.message : String(cause)
    }
  }
  if (/password|encrypt/i.test(message)) return refuse(encryptedFile(file))
  if (/unsupported|unrecognized|corrupt/i.test(message)) return refuse(notAWorkbook(file, undefined, message))
  return refuse(damagedFile(file, 'its contents cannot be read', message))
}

function sheetReader(name: string, state: SheetState, sheet: WorkSheet, date1904: boolean): SheetReader {
  const mergedAreas = (sheet['!merges'] ?? []).map(toCellRange)
  const formulas: ImportedFormula[] = []
  const notes: ImportedNote[] = []
  const problems: Problem[] = []
  const formats = new Map<number, Map<string, number>>()
  const cover = createMergedCover(mergedAreas)
  let done = 0

  async function* rows({ signal }: RowsOptions = {}): AsyncGenerator<RowChunk> {
    const data = sheet['!data'] ?? []
    const builder = createChunkBuilder()
    let covered = 0
    let firstCovered = ''
    for (const [index, cells] of data.entries()) {
      if (cells === undefined) continue
      cover.moveTo(index + 1)
      let isOpen = false
      cells.forEach((cell, at) => {
        if (cell === undefined) return
        if (cell.f !== undefined) formulas.push(formulaOf(cell, cell.f, index + 1, at + 1))
        for (const note of cell.c ?? [])
          notes.push({ row: index + 1, column: at + 1, text: note.t, author: note.a ?? '' })
        if (!holdsValue(cell)) return
        if (cover.isActive && cover.covers(at + 1)) {
          if (covered++ === 0) firstCovered = cellAddress(index + 1, at + 1)
          return
        }
        if (!isOpen) builder.startRow(index + 1)
        isOpen = true
        countFormat(formats, at + 1, cell)
        putCell(builder, at + 1, cell, date1904)
      })
      if (!builder.isFull()) continue
      signal?.throwIfAborted()
      done = index / data.length
      yield builder.take()
    }
    if (builder.rowCount > 0) yield builder.take()
    if (covered > 0) problems.push(coveredCells(name, covered, firstCovered))
  }

  const details = (): SheetDetails => ({
    formulas,
    notes,
    mergedAreas,
    hiddenRows: (sheet['!rows'] ?? []).flatMap((row, index) => (row?.hidden === true ? [index + 1] : [])),
    columns: sourceColumns(sheet, formats),
    problems,
    foresight: 'full',
  })
  return { name, state, rows, details, fraction: () => done }
}

function formulaOf(cell: CellObject, formula: string, row: number, column: number): ImportedFormula {
  const fills = cell.F === undefined ? undefined : parseRange(cell.F)
  return {
    row,
    column,
    formula,
    ...(fills === undefined ? {} : { fills }),
    ...(holdsValue(cell) ? {} : { withoutValue: true as const }),
  }
}

const toCellRange = ({ s, e }: Range): CellRange => ({
  firstRow: s.r + 1,
  firstColumn: s.c + 1,
  lastRow: e.r + 1,
  lastColumn: e.c + 1,
})

const holdsValue = (cell: CellObject): boolean => cell.t !== 'z' && cell.v !== undefined && cell.v !== null

/** Error codes of the binary formats. */
const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}

function putCell(builder: ChunkBuilder, column: number, cell: CellObject, date1904: boolean): void {
  const { t, v } = cell
  if (t === 'n' && typeof v === 'number') {
    const format = typeof cell.z === 'string' ? cell.z : ''
    const date = format !== '' && isDateFormat(format) ? serialToDate(v, date1904) : undefined
    if (date === undefined) builder.putNumber(column, cellKindCode.number, v)
    else builder.putNumber(column, cellKindCode.date, date)
  } else if (t === 'b') builder.putNumber(column, cellKindCode.boolean, v === true ? 1 : 0)
  else if (t === 'e') builder.putText(column, cellKindCode.error, errorTexts[Number(v)] ?? '#N/A')
  else if (v instanceof Date) builder.putNumber(column, cellKindCode.date, v.getTime())
  else builder.putText(column, cellKindCode.text, String(v))
}

function countFormat(formats: Map<number, Map<string, number>>, column: number, cell: CellObject): void {
  const format = typeof cell.z === 'string' ? cell.z : 'General'
  const counts = formats.get(column) ?? new Map<string, number>()
  formats.set(column, counts.set(format, (counts.get(format) ?? 0) + 1))
}

function sourceColumns(
  sheet: WorkSheet,
  formats: ReadonlyMap<number, ReadonlyMap<string, number>>,
): ReadonlyMap<number, SourceColumn> {
  const columns = new Map<number, SourceColumn>()
  for (const [column, counts] of formats) {
    const info = sheet['!cols']?.[column - 1]
    const [format] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))
    const width = info?.width
    columns.set(column, {
      hidden: info?.hidden === true,
      ...(width === undefined ? {} : { width }),
      ...(format === 'General' ? {} : { numberFormat: format }),
    })
  }
  return columns
}
