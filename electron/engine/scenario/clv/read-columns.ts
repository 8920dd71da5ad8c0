import type { DuckDBValue } from '@duckdb/node-api'
import type { Connection } from '../../store/connection.ts'

/** A query's result by columns, for the many rows that models read: nothing is made for a row. */
export interface ResultColumns {
  readonly count: number
  /** NaN where there is none. */
  readonly numbers: (column: number) => Float64Array
  readonly texts: (column: number) => (string | null)[]
}

export async function readColumns(connection: Connection, sql: string): Promise<ResultColumns> {
  const result = await connection.run(sql)
  const chunks = await result.fetchAllChunks()
  const count = chunks.reduce((total, chunk) => total + chunk.rowCount, 0)
  const values = function* (column: number): Generator<DuckDBValue> {
    for (const chunk of chunks) yield* chunk.getColumnValues(column)
  }
  return {
    count,
    numbers: (column) => {
      const numbers = new Float64Array(count)
      let row = 0
      for (const value of values(column)) numbers[row++] = value === null ? Number.NaN : Number(value)
      return numbers
    },
    texts: (column) => Array.from(values(column), (value) => (value === null ? null : String(value))),
  }
}
