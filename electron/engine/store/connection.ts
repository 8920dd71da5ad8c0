import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api'
import type { z } from 'zod'

export type Connection = DuckDBConnection

/** What may be bound to a `?` of a statement. */
export type SqlValue = null | boolean | number | string | Uint8Array

/** What a row read from the database holds: integers as numbers, everything else that is no plain value as its text. */
export type PlainValue = null | boolean | number | string | Uint8Array

/** A name as SQL takes it, whatever it is made of. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text as an SQL literal, for the few places where nothing can be bound. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Runs one statement and returns how many rows it changed. */
export async function execute(
  connection: Connection,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<number> {
  const result = await run(connection, sql, values)
  return result.rowsChanged
}

/** The rows of a query, each checked against `schema`. */
export async function readRows<Schema extends z.ZodType>(
  connection: Connection,
  schema: Schema,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<z.output<Schema>[]> {
  const result = await run(connection, sql, values)
  const rows = await result.getRowObjects()
  return rows.map((row) => schema.parse(plainRow(row)))
}

/** The first row of a query, or undefined where it has none. */
export async function readRow<Schema extends z.ZodType>(
  connection: Connection,
  schema: Schema,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<z.output<Schema> | undefined> {
  return (await readRows(connection, schema, sql, values))[0]
}

const run = (connection: Connection, sql: string, values: readonly SqlValue[]) =>
  values.length === 0
    ? connection.run(sql)
    : connection.run(sql, values.map(boundValue), values.map(boundType))

/** A whole number goes as BIGINT, so that a filter on an integer column stays one on integers. */
function boundValue(value: SqlValue): DuckDBValue {
  if (value instanceof Uint8Array) return new DuckDBBlobValue(value)
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value
}

function boundType(value: SqlValue): DuckDBType {
  if (value === null) return SQLNULL
  if (value instanceof Uint8Array) return BLOB
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'string') return VARCHAR
  return Number.isSafeInteger(value) ? BIGINT : DOUBLE
}

function plainRow(row: Record<string, DuckDBValue>): Record<string, PlainValue> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]))
}

function plainValue(value: DuckDBValue): PlainValue {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof DuckDBBlobValue) return value.bytes
  if (value === null || typeof value !== 'object') return value
  return String(value)
}
