import {
  type DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBUTinyIntVector,
  DuckDBVarCharVector,
} from '@duckdb/node-api'
import { type CellColumn, cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { kindOfType, kindSql, numberSql, storedTextSql } from './cell-sql.ts'
import type { Connection } from './connection.ts'

/** Rows read as columns: two numbers of each row, chosen by the query, and its cells. */
export interface CellRows {
  readonly count: number
  readonly rowIds: Float64Array<ArrayBuffer>
  readonly positions: Float64Array<ArrayBuffer>
  readonly columns: readonly CellColumn[]
}

/** The select list that `readCells` reads: row id, position, then what is read of each column's cells. */
export function cellSelectList(columns: readonly ColumnInfo[], row: string): string {
  const cells = columns.flatMap((column) => cellPartsSql(column, row))
  return [`${row}.row_id::DOUBLE`, `${row}.position::DOUBLE`, ...cells].join(', ')
}

/**
 * Kind, number and text of a mixed column's cells. Of any other the values are enough, and a third of the columns is
 * planned and read in much less time.
 */
function cellPartsSql(column: ColumnInfo, row: string): string[] {
  if (column.mixed) return [kindSql(column, row), numberSql(column, row), storedTextSql(column, row)]
  return [column.type === 'text' ? storedTextSql(column, row) : numberSql(column, row)]
}

/** Runs a query made with `cellSelectList`; the cells go from DuckDB's vectors into typed arrays, without a row between. */
export async function readCells(
  connection: Connection,
  sql: string,
  columns: readonly ColumnInfo[],
): Promise<CellRows> {
  const result = await connection.run(sql)
  const chunks = await result.fetchAllChunks()
  const count = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)
  const rowIds = new Float64Array(count)
  const positions = new Float64Array(count)
  const targets = columns.map((column) => ({ column, cells: emptyColumn(count) }))
  let offset = 0
  for (const chunk of chunks) {
    copyNumbers(chunk, 0, rowIds, offset)
    copyNumbers(chunk, 1, positions, offset)
    let part = 2
    for (const { column, cells } of targets) {
      if (column.mixed) copyMixed(chunk, part, cells, offset)
      else copyValues(chunk, part, kindOfType[column.type], cells, offset)
      part += column.mixed ? 3 : 1
    }
    offset += chunk.rowCount
  }
  return { count, rowIds, positions, columns: targets.map(({ cells }) => finished(cells)) }
}

/** The rows in the order of their positions. */
export function inOrderOfPosition(rows: CellRows): CellRows {
  const { positions } = rows
  if (positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0))) return rows
  const order = [...positions.keys()].sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0))
  const numbers = (source: Float64Array) => Float64Array.from(order, (index) => source[index] ?? 0)
  return {
    count: rows.count,
    rowIds: numbers(rows.rowIds),
    positions: numbers(positions),
    columns: rows.columns.map(({ kinds, numbers: values, texts }) => ({
      kinds: Uint8Array.from(order, (index) => kinds[index] ?? cellKindCode.blank),
      numbers: numbers(values),
      ...(texts === undefined ? {} : { texts: order.map((index) => texts[index]) }),
    })),
  }
}

interface GrowingColumn {
  readonly kinds: Uint8Array
  readonly numbers: Float64Array
  texts: (string | undefined)[] | undefined
}

const emptyColumn = (count: number): GrowingColumn => ({
  kinds: new Uint8Array(count),
  numbers: new Float64Array(count),
  texts: undefined,
})

function copyMixed(chunk: DuckDBDataChunk, first: number, target: GrowingColumn, offset: number): void {
  const kinds = chunk.getColumnVector(first)
  if (!(kinds instanceof DuckDBUTinyIntVector)) throw new TypeError('kinds are not UTINYINT')
  copyNumbers(chunk, first + 1, target.numbers, offset)
  for (let index = 0; index < chunk.rowCount; index += 1) {
    const kind = kinds.getItem(index) ?? cellKindCode.blank
    target.kinds[offset + index] = kind
    if (kind === cellKindCode.text || kind === cellKindCode.error)
      copyText(chunk, first + 2, index, target, offset)
  }
}

/** The values of a column whose cells are all of one kind, where they are not blank. */
function copyValues(
  chunk: DuckDBDataChunk,
  column: number,
  kind: number,
  target: GrowingColumn,
  offset: number,
): void {
  const values = chunk.getColumnVector(column)
  if (!(values instanceof DuckDBDoubleVector || values instanceof DuckDBVarCharVector))
    throw new TypeError('values are neither DOUBLE nor VARCHAR')
  for (let index = 0; index < chunk.rowCount; index += 1) {
    const value = values.getItem(index)
    if (value === null) continue
    target.kinds[offset + index] = kind
    if (typeof value === 'number') target.numbers[offset + index] = value
    else textsOf(target)[offset + index] = value
  }
}

function copyText(
  chunk: DuckDBDataChunk,
  column: number,
  index: number,
  target: GrowingColumn,
  offset: number,
) {
  const texts = chunk.getColumnVector(column)
  if (!(texts instanceof DuckDBVarCharVector)) throw new TypeError('texts are not VARCHAR')
  textsOf(target)[offset + index] = texts.getItem(index) ?? ''
}

function textsOf(target: GrowingColumn): (string | undefined)[] {
  target.texts ??= new Array<string | undefined>(target.kinds.length)
  return target.texts
}

function copyNumbers(chunk: DuckDBDataChunk, column: number, target: Float64Array, offset: number): void {
  const numbers = chunk.getColumnVector(column)
  if (!(numbers instanceof DuckDBDoubleVector)) throw new TypeError('numbers are not DOUBLE')
  for (let index = 0; index < chunk.rowCount; index += 1) target[offset + index] = numbers.getItem(index) ?? 0
}

const finished = ({ kinds, numbers, texts }: GrowingColumn): CellColumn =>
  texts === undefined ? { kinds, numbers } : { kinds, numbers, texts }
