import type { DuckDBConnection } from '@duckdb/node-api'
import { blankCell } from '#shared/domain/cell.ts'
import { columnId } from '#shared/domain/ids.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { emptySheet } from '#shared/issues/empty-sheet.ts'
import { renamedColumns } from '#shared/issues/renamed-columns.ts'
import { nameColumns } from './column-names.ts'
import type { ColumnStorage } from './column-storage.ts'
import type { ImportedSheet, ImportProgress } from './imported.ts'
import type { RowChunk } from './row-chunk.ts'
import { type SheetHead, splitHead } from './sheet-head.ts'
import { createSheetTable } from './sheet-table.ts'
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
/** Columns without a value between two filled ones up to which they stay columns of the sheet. */
const longestBlankColumns = 20

/** Streams the rows of a sheet into its table and says what the sheet is. */
export async function importSheet(reader: SheetReader, request: SheetImport): Promise<ImportedSheet> {
  const loaded = await loadRows(reader, request, true)
  if (await isComplete(loaded, request)) return describeSheet(reader, request, loaded)
  return describeSheet(reader, request, await loadRows(reader, request, false))
}

/** A sheet whose rows are in its table. */
interface LoadedSheet {
  readonly head: SheetHead
  readonly storages: ReadonlyMap<number, ColumnStorage>
  readonly rowCount: number
  readonly details: SheetDetails
}

async function loadRows(reader: SheetReader, request: SheetImport, inOnePass: boolean): Promise<LoadedSheet> {
  const { connection, table, signal, onProgress } = request
  const target = await createSheetTable(connection, table)
  try {
    const waiting: RowChunk[] = []
    let rowsRead = 0
    let head: SheetHead | undefined
    const append = async (chunk: RowChunk, from: number): Promise<void> => {
      signal?.throwIfAborted()
      await target.append(chunk, from)
      onProgress?.({ sheet: reader.name, rows: target.rowCount, fraction: reader.fraction() })
    }
    const settle = async (): Promise<SheetHead> => {
      const found = splitHead(waiting, request.headerRow, reader.details())
      for (const { chunk, from } of found.data) await append(chunk, from)
      return found
    }
    for await (const chunk of reader.rows({ inOnePass, ...(signal === undefined ? {} : { signal }) })) {
      rowsRead += chunk.rowCount
      if (head !== undefined) await append(chunk, 0)
      else {
        waiting.push(chunk)
        if (rowsRead >= headRows) head = await settle()
      }
    }
    head ??= await settle()
    const storages = await target.finish()
    return { head, storages, rowCount: target.rowCount, details: reader.details() }
  } catch (error) {
    target.abandon()
    throw error
  }
}

/** Merged areas beyond which their covered cells are not looked up one area after the other. */
const mostAreasLookedUp = 100

/** Whether one pass was enough: rows in order, and no value under a merged area. */
async function isComplete({ details, head, storages }: LoadedSheet, request: SheetImport): Promise<boolean> {
  if (details.foresight !== 'partial') return details.foresight === 'full'
  if (details.mergedAreas.length > mostAreasLookedUp) return false
  for (const area of details.mergedAreas) {
    const isUnder = (row: number, column: number): boolean =>
      row >= area.firstRow &&
      row <= area.lastRow &&
      column >= area.firstColumn &&
      column <= area.lastColumn &&
      (row > area.firstRow || column > area.firstColumn)
    if (head.cells.some(({ row, column }) => isUnder(row, column))) return false
    const isFilled = [...storages.keys()]
      .filter((column) => column >= area.firstColumn && column <= area.lastColumn)
      .map(
        (column) =>
          `(c${column} IS NOT NULL AND (row_id > ${area.firstRow} OR ${column > area.firstColumn}))`,
      )
    if (isFilled.length === 0) continue
    const found = await request.connection.runAndReadAll(
      `SELECT 1 FROM ${request.table} WHERE row_id BETWEEN ${area.firstRow} AND ${area.lastRow} AND (${isFilled.join(' OR ')}) LIMIT 1`,
    )
    if (found.currentRowCount > 0) return false
  }
  return true
}

async function describeSheet(
  reader: SheetReader,
  request: SheetImport,
  { head, storages, rowCount, details }: LoadedSheet,
): Promise<ImportedSheet> {
  const columns = columnsOf([...storages.keys(), ...head.header.keys(), ...columnsWithoutValues(details)])
  for (const column of columns) {
    if (!storages.has(column))
      await request.connection.run(`ALTER TABLE ${request.table} ADD COLUMN c${column} VARCHAR`)
  }
  const { names, renamed } = nameColumns(
    columns,
    (column) => head.header.get(column) ?? blankCell,
    head.headerRow > 0,
  )
  const problems: Problem[] = [...details.problems]
  if (renamed.length > 0) problems.push(renamedColumns(reader.name, renamed))
  if (columns.length === 0) problems.push(emptySheet(reader.name))
  return {
    name: reader.name,
    table: request.table,
    state: reader.state,
    headerRow: head.headerRow,
    rowCount,
    columns: columns.map((column, at) =>
      describeColumn(column, names[at] ?? '', storages.get(column), details),
    ),
    preamble: head.cells,
    formulas: details.formulas,
    notes: details.notes,
    mergedAreas: details.mergedAreas,
    hiddenRows: details.hiddenRows,
    problems,
    ...(details.frozen === undefined ? {} : { frozen: details.frozen }),
  }
}

/** Columns where formulas stand whose results the file does not hold. */
const columnsWithoutValues = ({ formulas }: SheetDetails): number[] =>
  formulas.flatMap(({ column, withoutValue }) => (withoutValue === true ? [column] : []))

/** Columns that hold something, and blank ones between them where the gap is small. */
function columnsOf(holding: readonly number[]): number[] {
  const filled = [...new Set(holding)].sort((a, b) => a - b)
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
    number: column,
    sourceColumn: column,
    hidden: source?.hidden ?? false,
    ...(source?.width === undefined ? {} : { width: source.width }),
    ...(source?.numberFormat === undefined ? {} : { numberFormat: source.numberFormat }),
  }
}
