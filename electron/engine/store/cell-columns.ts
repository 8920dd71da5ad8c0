import {
  type DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBUTinyIntVector,
  DuckDBVarCharVector,
} from '@duckdb/node-api'
import { type CellColumn, cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { kindSql, numberSql, storedTextSql } from './cell-sql.ts'
import type { Connection } from './connection.ts'

/** Rows read as columns: two numbers of each row, chosen by the query, and its cells. */
export interface CellRows {
  readonly count: number
  readonly rowIds: Float64Array<ArrayBuffer>
  readonly positions: Float64Array<ArrayBuffer>
  readonly columns: readonly CellColumn[]
}

/** The select list that `readCells` reads: row id, position, then kind, number and text of each column. */
export function cellSelectList(columns: readonly ColumnInfo[], row: string): string {
  const cells = columns.flatMap((column) => [
    kindSql(column, row),
    numberSql(column, row),
    storedTextSql(column, row),
  ])
  return [`${row}.row_id::DOUBLE`, `${row}.position::DOUBLE`, ...cells].join(', ')
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
  const cells = columns.map(() => emptyColumn(count))
  let offset = 0
  for (const chunk of chunks) {
    copyNumbers(chunk, 0, rowIds, offset)
    copyNumbers(chunk, 1, positions, offset)
    for (const [index, column] of cells.entries()) copyCells(chunk, 2 + index * 3, column, offset)
    offset += chunk.rowCount
  }
  return { count, rowIds, positions, columns: cells.map(finished) }
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

function copyCells(chunk: DuckDBDataChunk, first: number, target: GrowingColumn, offset: number): void {
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

function copyText(
  chunk: DuckDBDataChunk,
  column: number,
  index: number,
  target: GrowingColumn,
  offset: number,
) {
  const texts = chunk.getColumnVector(column)
  if (!(texts instanceof DuckDBVarCharVector)) throw new TypeError('texts are not VARCHAR')
  target.texts ??= new Array(target.kinds.length)
  target.texts[offset + index] = texts.getItem(index) ?? ''
}

function copyNumbers(chunk: DuckDBDataChunk, column: number, target: Float64Array, offset: number): void {
  const numbers = chunk.getColumnVector(column)
  if (!(numbers instanceof DuckDBDoubleVector)) throw new TypeError('numbers are not DOUBLE')
  for (let index = 0; index < chunk.rowCount; index += 1) target[offset + index] = numbers.getItem(index) ?? 0
}

const finished = ({ kinds, numbers, texts }: GrowingColumn): CellColumn =>
  texts === undefined ? { kinds, numbers } : { kinds, numbers, texts }
