import {
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
  INTEGER,
  TIMESTAMP,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api'
import { cellKindCode } from '#shared/domain/cell.ts'
import { type ColumnStorage, kindsIn, storageFor, widenColumnSql } from './column-storage.ts'
import { dateText } from './date-text.ts'
import { numberText } from './number-text.ts'
import { type ChunkColumn, type RowChunk, rowHasValue } from './row-chunk.ts'

/** Rows that a vector of DuckDB holds. */
const vectorRows = 2048
/** Blank rows between two filled ones up to which they stay rows of the sheet; beyond, the gap is left out. */
export const longestBlankRun = 100
const millisecondsPerDay = 86_400_000

const duckTypes: Readonly<Record<ColumnStorage, DuckDBType>> = {
  blank: VARCHAR,
  number: DOUBLE,
  boolean: BOOLEAN,
  date: DATE,
  datetime: TIMESTAMP,
  text: VARCHAR,
  mixed: VARCHAR,
}

/** The table of a sheet while its rows come in; columns are added and widened as their cells ask. */
export interface SheetTable {
  /** Appends the rows of the chunk from index `from` on. */
  append(chunk: RowChunk, from?: number): Promise<void>
  /** Ends the load: what storage each source column has. Trailing rows without a visible value are gone. */
  finish(): Promise<ReadonlyMap<number, ColumnStorage>>
  /** Lets go of the table without finishing it. */
  abandon(): void
  readonly rowCount: number
}

export async function createSheetTable(connection: DuckDBConnection, table: string): Promise<SheetTable> {
  const storages = new Map<number, ColumnStorage>()
  let appender: DuckDBAppender | undefined
  /** Physical columns after row_id and position, in the order of the table. */
  let layout: { readonly column: number; readonly isKind: boolean }[] = []
  let position = 0
  let lastRow = 0
  let lastFilledPosition = -1

  await connection.run(`CREATE OR REPLACE TABLE ${table} (row_id BIGINT, position BIGINT)`)

  const closeAppender = (): void => {
    appender?.closeSync()
    appender = undefined
  }

  const widen = async (column: number, storage: ColumnStorage): Promise<void> => {
    closeAppender()
    const present = storages.get(column)
    for (const sql of widenColumnSql(table, column, present, storage)) await connection.run(sql)
    if (present === undefined) layout.push({ column, isKind: false })
    if (storage === 'mixed') layout.push({ column, isKind: true })
    storages.set(column, storage)
  }

  const makeRoom = async (chunk: RowChunk, from: number): Promise<void> => {
    const added: number[] = []
    for (const [index, cells] of chunk.columns.entries()) {
      if (cells === undefined) continue
      const present = storages.get(index + 1)
      const needed = storageFor(
        present ?? 'blank',
        kindsIn(cells, from, chunk.rowCount),
        cells,
        from,
        chunk.rowCount,
      )
      if (present === undefined && needed === 'blank') continue
      if (present === undefined && position === 0) added.push(index + 1)
      else if (present !== needed) await widen(index + 1, needed)
      if (present === undefined && position === 0) storages.set(index + 1, needed)
    }
    if (added.length > 0) await recreate()
  }

  /** Before the first row the table is simply made anew with all the columns that are known. */
  const recreate = async (): Promise<void> => {
    closeAppender()
    layout = []
    const columns = ['row_id BIGINT', 'position BIGINT']
    for (const [column, storage] of [...storages].sort(([a], [b]) => a - b)) {
      columns.push(`c${column} ${duckTypes[storage]}`)
      layout.push({ column, isKind: false })
      if (storage !== 'mixed') continue
      columns.push(`k${column} UTINYINT`)
      layout.push({ column, isKind: true })
    }
    await connection.run(`CREATE OR REPLACE TABLE ${table} (${columns.join(', ')})`)
  }

  /** Source row and chunk index of each row to append; -1 stands for a blank row. */
  const planRows = (chunk: RowChunk, from: number): { rows: number[]; indices: number[] } => {
    const rows: number[] = []
    const indices: number[] = []
    for (let index = from; index < chunk.rowCount; index++) {
      const row = chunk.rowNumbers[index] as number
      const blanks = lastRow === 0 ? 0 : row - lastRow - 1
      for (let blank = 1; blank <= blanks && blanks <= longestBlankRun; blank++) {
        rows.push(lastRow + blank)
        indices.push(-1)
      }
      rows.push(row)
      indices.push(index)
      lastRow = row
    }
    return { rows, indices }
  }

  const write = (
    chunk: RowChunk,
    rows: readonly number[],
    indices: readonly number[],
    target: DuckDBAppender,
  ) => {
    const types = layout.map(({ column, isKind }) =>
      isKind ? UTINYINT : duckTypes[storages.get(column) ?? 'blank'],
    )
    for (let start = 0; start < rows.length; start += vectorRows) {
      const count = Math.min(vectorRows, rows.length - start)
      // The appender widens them to the BIGINT of the table faster than big integers are made here.
      const block = DuckDBDataChunk.create([INTEGER, INTEGER, ...types], count)
      writeRowNumbers(block, rows, start, count, position)
      layout.forEach(({ column, isKind }, at) => {
        const vector = block.getColumnVector(at + 2)
        const cells = chunk.columns[column - 1]
        if (isKind) writeKinds(vector, cells, indices, start, count)
        else writeCells(vector, cells, storages.get(column) ?? 'blank', indices, start, count)
        vector.flush()
      })
      target.appendDataChunk(block)
      position += count
    }
  }

  return {
    get rowCount() {
      return position
    },
    async append(chunk, from = 0) {
      if (from >= chunk.rowCount) return
      await makeRoom(chunk, from)
      appender ??= await connection.createAppender(table)
      const { rows, indices } = planRows(chunk, from)
      const before = position
      write(chunk, rows, indices, appender)
      const last = lastVisible(chunk, indices)
      if (last >= 0) lastFilledPosition = before + last
    },
    async finish() {
      closeAppender()
      if (lastFilledPosition < position - 1) {
        await connection.run(`DELETE FROM ${table} WHERE position > ${lastFilledPosition}`)
        position = lastFilledPosition + 1
      }
      return storages
    },
    abandon: closeAppender,
  }
}

function writeRowNumbers(
  block: DuckDBDataChunk,
  rows: readonly number[],
  start: number,
  count: number,
  position: number,
): void {
  const rowIds = block.getColumnVector(0)
  const positions = block.getColumnVector(1)
  for (let at = 0; at < count; at++) {
    rowIds.setItem(at, rows[start + at] as number)
    positions.setItem(at, position + at)
  }
  rowIds.flush()
  positions.flush()
}

function writeKinds(
  vector: DuckDBVector,
  cells: ChunkColumn | undefined,
  indices: readonly number[],
  start: number,
  count: number,
): void {
  for (let at = 0; at < count; at++) {
    const index = indices[start + at] as number
    vector.setItem(at, index < 0 ? 0 : (cells?.kinds[index] ?? 0))
  }
}

/** Blank cells come last: once a vector has one, each further value of it costs arithmetic on big integers. */
function writeCells(
  vector: DuckDBVector,
  cells: ChunkColumn | undefined,
  storage: ColumnStorage,
  indices: readonly number[],
  start: number,
  count: number,
): void {
  const blanks: number[] = []
  for (let at = 0; at < count; at++) {
    const index = indices[start + at] as number
    const kind = index < 0 || cells === undefined ? 0 : (cells.kinds[index] as number)
    if (cells === undefined || kind === cellKindCode.blank) blanks.push(at)
    else vector.setItem(at, storedValue(cells, index, kind, storage))
  }
  for (const at of blanks) vector.setItem(at, null)
}

function storedValue(cells: ChunkColumn, index: number, kind: number, storage: ColumnStorage): DuckDBValue {
  const number = cells.numbers[index] as number
  switch (storage) {
    case 'number':
      return number
    case 'text':
      return cells.texts[index] ?? ''
    case 'boolean':
      return number !== 0
    case 'date':
      return new DuckDBDateValue(number / millisecondsPerDay)
    case 'datetime':
      return new DuckDBTimestampValue(BigInt(number) * 1000n)
    default:
      return textOf(cells, index, kind)
  }
}

/** The text of a cell in a mixed column. */
function textOf(cells: ChunkColumn, index: number, kind: number): string {
  const number = cells.numbers[index] as number
  switch (kind) {
    case cellKindCode.number:
      return numberText(number)
    case cellKindCode.boolean:
      return number === 0 ? 'FALSE' : 'TRUE'
    case cellKindCode.date:
      return dateText(number)
    default:
      return cells.texts[index] ?? ''
  }
}

/** Place in `indices` of the last row with a value that a person would see; -1 where there is none. */
function lastVisible(chunk: RowChunk, indices: readonly number[]): number {
  for (let at = indices.length - 1; at >= 0; at--) {
    const index = indices[at] as number
    if (index >= 0 && rowHasValue(chunk, index)) return at
  }
  return -1
}
