import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { onTestFinished } from 'vitest'
import { type ImportRequest, importFile } from '#electron/engine/intake/import-file.ts'
import type { ImportedSheet, ImportedSource } from '#electron/engine/intake/imported.ts'
import { numberRows } from '#electron/engine/intake/number-rows.ts'

export async function openConnection(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  onTestFinished(() => {
    connection.closeSync()
    instance.closeSync()
  })
  return connection
}

/** A file loaded into a database of its own. */
export interface Loaded {
  readonly source: ImportedSource
  readonly sheet: ImportedSheet
  /** The first sheet's rows by position, as plain values; dates as ISO text. */
  rows(columns?: string): Promise<unknown[][]>
}

export async function load(
  path: string,
  options: Omit<ImportRequest, 'connection' | 'path' | 'firstSheetNumber'> = {},
): Promise<Loaded> {
  const connection = await openConnection()
  const result = await importFile({ connection, path, firstSheetNumber: 1, ...options })
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message} (${result.error.cause})`)
  const sheet = result.value.sheets[0]
  if (sheet === undefined) throw new Error('no sheet')
  await numberImported(connection, sheet)
  const all = sheet.columns.map(({ id }) => `c${id}`).join(', ')
  return {
    source: result.value,
    sheet,
    async rows(columns = all) {
      const reader = await connection.runAndReadAll(`SELECT ${columns} FROM ${sheet.table} ORDER BY position`)
      return reader.getRowsJson()
    },
  }
}

/** What a project does in the second transaction of an import. */
export async function numberImported(connection: DuckDBConnection, sheet: ImportedSheet): Promise<void> {
  if (sheet.rowsToNumberFrom !== undefined) await numberRows(connection, sheet.table, sheet.rowsToNumberFrom)
}

export async function tablesIn(connection: DuckDBConnection): Promise<unknown[]> {
  const reader = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables()')
  return reader.getRows().flat()
}

/** `name: type`, with a star where the column is mixed. */
export const columnTypes = (sheet: ImportedSheet): string[] =>
  sheet.columns.map(({ name, type, mixed }) => `${name}: ${type}${mixed ? ' mixed' : ''}`)
