import { parse } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { columnId } from '#shared/domain/ids.ts'
import type { ColumnInfo, ColumnType } from '#shared/domain/sheet.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { emptyFile } from '#shared/issues/empty-file.ts'
import { nameColumns } from '../column-names.ts'
import type { StagingArea } from '../csv/staged-file.ts'
import { refuse } from '../import-refusal.ts'
import type { SheetImport } from '../import-sheet.ts'
import type { ImportedSheet } from '../imported.ts'
import { noDetails } from '../workbook-reader.ts'

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Without these the database tries day-month and month-day forms until one fits all texts. */
const isoFormats = "dateformat = '%Y-%m-%d', timestampformat = '%Y-%m-%dT%H:%M:%S'"
const largestObjectBytes = 64 * 2 ** 20

const readers = {
  parquet: (path: string) => `read_parquet(${literal(path)})`,
  json: (path: string) =>
    `read_json(${literal(path)}, sample_size = -1, maximum_object_size = ${largestObjectBytes}, ${isoFormats})`,
}

/** Loads a Parquet or JSON file, whose columns have names and types of their own, by the database's readers. */
export async function importTable(
  path: string,
  file: string,
  format: 'parquet' | 'json',
  staging: StagingArea,
  request: SheetImport,
): Promise<ImportedSheet> {
  const { connection, table, signal, onProgress } = request
  const name = parse(file.replace(/\.gz$/i, '')).name
  onProgress?.({ sheet: name, rows: 0 })
  const source = readers[format](await staging.admit(path, `.${format}`))
  const stop = (): void => connection.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    const columns = await describeSource(connection, source)
    if (columns.length === 0) refuse(emptyFile(file))
    const selected = columns.map((column, index) => `${column.expression} AS c${index + 1}`)
    await connection.run(
      `CREATE TABLE ${table} AS SELECT CAST(0 AS BIGINT) AS row_id, CAST(0 AS BIGINT) AS position, ${selected.join(', ')} FROM ${source}`,
    )
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)
    const rowCount = Number(counted.getRows()[0]?.[0] ?? 0)
    onProgress?.({ sheet: name, rows: rowCount, fraction: 1 })
    return {
      ...noDetails,
      name,
      table,
      state: 'visible',
      headerRow: 0,
      rowCount,
      rowsToNumberFrom: 1,
      preamble: [],
      columns: nameAll(columns),
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (!isReaderError(error)) throw error
    return refuse(
      damagedFile(
        file,
        `it is not a complete ${format === 'json' ? 'JSON table' : 'Parquet file'}`,
        String(error),
      ),
    )
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

interface TableColumn {
  readonly name: string
  readonly type: ColumnType
  readonly expression: string
}

async function describeSource(connection: DuckDBConnection, source: string): Promise<TableColumn[]> {
  const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)
  return Promise.all(
    reader.getRows().map(async ([name, type]) => {
      const column = quotedName(String(name))
      return { name: String(name), ...(await storageOf(connection, source, column, String(type))) }
    }),
  )
}

/** Types that a double, a date or a timestamp holds exactly; large integers and decimals only where all values fit. */
async function storageOf(
  connection: DuckDBConnection,
  source: string,
  column: string,
  type: string,
): Promise<{ type: ColumnType; expression: string }> {
  const asText = { type: 'text' as const, expression: textExpression(column, type) }
  if (type === 'BOOLEAN') return { type: 'boolean', expression: column }
  if (type === 'DATE') return { type: 'date', expression: column }
  if (/^TIMESTAMP(_S|_MS|_NS)?$/.test(type))
    return { type: 'datetime', expression: `CAST(${column} AS TIMESTAMP)` }
  if (/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE)$/.test(type)) {
    // A number that is not finite has no place in a cell.
    const finite = /FLOAT|DOUBLE/.test(type)
      ? `CASE WHEN isfinite(${column}) THEN CAST(${column} AS DOUBLE) END`
      : `CAST(${column} AS DOUBLE)`
    return { type: 'number', expression: finite }
  }
  if (!/^(BIGINT|UBIGINT|HUGEINT|UHUGEINT|DECIMAL)/.test(type)) return asText
  const limit = type.startsWith('DECIMAL')
    ? 10 ** 15 / 10 ** Number(/,(\d+)\)/.exec(type)?.[1] ?? 0)
    : Number.MAX_SAFE_INTEGER
  const reader = await connection.runAndReadAll(
    `SELECT coalesce(max(abs(CAST(${column} AS DOUBLE))), 0) <= ${limit} FROM ${source}`,
  )
  return reader.getRows()[0]?.[0] === true
    ? { type: 'number', expression: `CAST(${column} AS DOUBLE)` }
    : asText
}

/** Lists and structures as JSON; moments with a time zone as ISO text in UTC. */
function textExpression(column: string, type: string): string {
  if (/\[\]$|^STRUCT|^MAP|^UNION/.test(type)) return `CAST(to_json(${column}) AS VARCHAR)`
  if (type === 'TIMESTAMP WITH TIME ZONE')
    return `strftime(CAST(epoch_ms(epoch_ms(${column})) AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%gZ')`
  if (type === 'BLOB') return `hex(${column})`
  return `CAST(${column} AS VARCHAR)`
}

function nameAll(columns: readonly TableColumn[]): ColumnInfo[] {
  const numbers = columns.map((_, index) => index + 1)
  const { names } = nameColumns(
    numbers,
    (column) => ({ kind: 'text', value: columns[column - 1]?.name ?? '' }),
    false,
  )
  return columns.map(
    ({ type }, index): ColumnInfo => ({
      id: columnId(index + 1),
      name: names[index] ?? '',
      type,
      mixed: false,
      number: index + 1,
      sourceColumn: index + 1,
      hidden: false,
    }),
  )
}

const isReaderError = (error: unknown): boolean =>
  error instanceof Error && /parquet|json|magic bytes|malformed|invalid input/i.test(error.message)
