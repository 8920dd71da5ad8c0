import type { DuckDBConnection } from '@duckdb/node-api'
import { blankCell, type CellValue, cellAt, cellKindCode } from '#shared/domain/cell.ts'
import { columnId } from '#shared/domain/ids.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { ColumnInfo, PreambleCell } from '#shared/domain/sheet.ts'
import { emptySheet } from '#shared/issues/empty-sheet.ts'
import { renamedColumns } from '#shared/issues/renamed-columns.ts'
import { nameColumns } from './column-names.ts'
import type { ColumnStorage } from './column-storage.ts'
import { findHeaderRow, type HeadRow } from './header-row.ts'
import type { ImportedSheet, ImportProgress } from './imported.ts'
import type { RowChunk } from './row-chunk.ts'
import { createSheetTable, type SheetTable } from './sheet-table.ts'
import type { SheetDetails, SheetReader } from './workbook-reader.ts'

export interface SheetImport {
  readonly connection: DuckDBConnection
  readonly table: string
  /** The header row that the user chose; 0 for none. */
  readonly headerRow?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

/** Rows read before the header is looked for and the column types are first guessed. */
const headRows = 4096
/** Rows of the head that the search for the header looks at. */
const headerSearchRows = 200
/** Columns without a value between two filled ones up to which they stay columns of the sheet. */
const longestBlankColumns = 20

/** Streams the rows of a sheet into its table and says what the sheet is. */
export async function importSheet(reader: SheetReader, request: SheetImport): Promise<ImportedSheet> {
  const { connection, table, signal, onProgress } = request
  const target = await createSheetTable(connection, table)
  try {
    const head: RowChunk[] = []
    let rowsRead = 0
    let preamble: Preamble | undefined
    const advance = async (chunk: RowChunk): Promise<void> => {
      await target.append(chunk)
      onProgress?.({ sheet: reader.name, rows: target.rowCount, fraction: reader.fraction() })
    }
    const settle = async (): Promise<Preamble> => {
      const found = splitHead(head, request.headerRow, reader.details())
      for (const { chunk, from } of found.data) {
        if (from === 0) await advance(chunk)
        else await target.append(chunk, from)
      }
      return found
    }
    for await (const chunk of reader.rows(signal)) {
      signal?.throwIfAborted()
      rowsRead += chunk.rowCount
      if (preamble !== undefined) await advance(chunk)
      else {
        head.push(chunk)
        if (rowsRead >= headRows) preamble = await settle()
      }
    }
    preamble ??= await settle()
    const storages = await target.finish()
    return describeSheet(reader, request, target, preamble, storages)
  } catch (error) {
    target.abandon()
    throw error
  }
}

interface Preamble {
  readonly headerRow: number
  readonly cells: readonly PreambleCell[]
  readonly header: ReadonlyMap<number, CellValue>
  /** Chunks of the head with the index of their first data row. */
  readonly data: readonly { readonly chunk: RowChunk; readonly from: number }[]
}

function splitHead(head: readonly RowChunk[], chosen: number | undefined, details: SheetDetails): Preamble {
  const rows = headRowsOf(head)
  const headerRow = chosen ?? details.headerRow ?? findHeaderRow(rows, details.frozen?.rows)
  const cells: PreambleCell[] = []
  for (const { row, cells: values } of headRowsOf(head, headerRow)) {
    for (const [column, value] of values) cells.push({ row, column, value })
  }
  const header = new Map(
    cells.filter(({ row }) => row === headerRow).map(({ column, value }) => [column, value]),
  )
  const data = head.map((chunk) => ({ chunk, from: firstIndexAfter(chunk, headerRow) }))
  return { headerRow, cells, header, data }
}

/** The first rows as cells: as many as the search for a header needs, or all up to a row. */
function headRowsOf(head: readonly RowChunk[], lastRow?: number): HeadRow[] {
  const rows: HeadRow[] = []
  for (const chunk of head) {
    for (let index = 0; index < chunk.rowCount; index++) {
      const row = chunk.rowNumbers[index] as number
      if (lastRow === undefined ? rows.length >= headerSearchRows : row > lastRow) return rows
      rows.push({ row, cells: cellsOf(chunk, index) })
    }
  }
  return rows
}

function cellsOf(chunk: RowChunk, index: number): Map<number, CellValue> {
  const cells = new Map<number, CellValue>()
  chunk.columns.forEach((column, at) => {
    if (column !== undefined && column.kinds[index] !== cellKindCode.blank)
      cells.set(at + 1, cellAt(column, index))
  })
  return cells
}

function firstIndexAfter(chunk: RowChunk, row: number): number {
  let index = 0
  while (index < chunk.rowCount && (chunk.rowNumbers[index] as number) <= row) index++
  return index
}

async function describeSheet(
  reader: SheetReader,
  request: SheetImport,
  target: SheetTable,
  preamble: Preamble,
  storages: ReadonlyMap<number, ColumnStorage>,
): Promise<ImportedSheet> {
  const details = reader.details()
  const columns = columnsOf(storages, preamble.header)
  for (const column of columns) {
    if (!storages.has(column))
      await request.connection.run(`ALTER TABLE ${request.table} ADD COLUMN c${column} VARCHAR`)
  }
  const { names, renamed } = nameColumns(
    columns,
    (column) => preamble.header.get(column) ?? blankCell,
    preamble.headerRow > 0,
  )
  const problems: Problem[] = [...details.problems]
  if (renamed.length > 0) problems.push(renamedColumns(reader.name, renamed))
  if (columns.length === 0) problems.push(emptySheet(reader.name))
  return {
    name: reader.name,
    table: request.table,
    state: reader.state,
    headerRow: preamble.headerRow,
    rowCount: target.rowCount,
    columns: columns.map((column, at) =>
      describeColumn(column, names[at] ?? '', storages.get(column), details),
    ),
    preamble: preamble.cells,
    formulas: details.formulas,
    notes: details.notes,
    mergedAreas: details.mergedAreas,
    hiddenRows: details.hiddenRows,
    problems,
    ...(details.frozen === undefined ? {} : { frozen: details.frozen }),
  }
}

/** Columns with a value or a header, and blank ones between them where the gap is small. */
function columnsOf(
  storages: ReadonlyMap<number, ColumnStorage>,
  header: ReadonlyMap<number, CellValue>,
): number[] {
  const filled = [...new Set([...storages.keys(), ...header.keys()])].sort((a, b) => a - b)
  return filled.flatMap((column, at) => {
    const previous = filled[at - 1] ?? column - 1
    const gap = column - previous - 1
    return gap > longestBlankColumns
      ? [column]
      : Array.from({ length: gap + 1 }, (_, step) => previous + 1 + step)
  })
}

function describeColumn(
  column: number,
  name: string,
  storage: ColumnStorage = 'blank',
  details: SheetDetails,
): ColumnInfo {
  const source = details.columns.get(column)
  return {
    id: columnId(column),
    name,
    type: storage === 'mixed' || storage === 'blank' ? 'text' : storage,
    mixed: storage === 'mixed',
    sourceColumn: column,
    hidden: source?.hidden ?? false,
    ...(source?.width === undefined ? {} : { width: source.width }),
    ...(source?.numberFormat === undefined ? {} : { numberFormat: source.numberFormat }),
  }
}
