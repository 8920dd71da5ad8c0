import { DuckDBInstance } from '@duckdb/node-api'
import type { Datasets } from '#electron/engine/mapping/dataset.ts'
import { buildDatasets } from '#electron/engine/mapping/datasets/build-datasets.ts'
import type { MappableSheet } from '#electron/engine/mapping/mappable-sheet.ts'
import { type Connection, execute, quoted } from '#electron/engine/store/connection.ts'
import { columnId, sheetId } from '#shared/domain/ids.ts'
import type { MetricExample } from '#shared/domain/metric.ts'

/** Today of every example: later than any date in them. */
export const exampleToday = '2030-01-01'

type ExampleRow = MetricExample['data'][string][number]

/** The datasets of an example: each of its tables is a sheet of texts, headers named after the fields they are mapped to. */
export async function exampleDatasets(
  example: Pick<MetricExample, 'data' | 'assumptions'>,
): Promise<{ connection: Connection; datasets: Datasets }> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const sheets: MappableSheet[] = []
  for (const [index, [kind, [headers = [], ...rows]]] of Object.entries(example.data).entries()) {
    sheets.push(await makeSheet(connection, index + 1, kind, headers.map(String), rows))
  }
  const built = await buildDatasets(connection, {
    sheets,
    mapping: {
      version: 1,
      sheets: sheets.map(({ file, name, columns }) => ({
        file,
        sheet: name,
        kind: name,
        columns: columns.map((column) => ({ column: column.name, field: column.name })),
        values: [],
      })),
    },
    typed: new Map(Object.entries(example.assumptions ?? {})),
    today: exampleToday,
    database: 'memory',
  })
  return { connection, datasets: built.datasets }
}

async function makeSheet(
  connection: Connection,
  number: number,
  kind: string,
  headers: readonly string[],
  rows: readonly ExampleRow[],
): Promise<MappableSheet> {
  const table = `sheet_${number}`
  const columns = headers.map((_, index) => `c${index + 1} VARCHAR`).join(', ')
  await execute(connection, `CREATE TABLE ${table} (row_id BIGINT, "position" BIGINT, ${columns})`)
  for (const [place, row] of rows.entries()) {
    const cells = headers.map((_, index) => textOf(row[index] ?? null))
    const marks = cells.map(() => '?').join(', ')
    await execute(connection, `INSERT INTO ${table} VALUES (${place + 2}, ${place}, ${marks})`, cells)
  }
  return {
    id: sheetId(number),
    file: 'example',
    name: kind,
    table: quoted(table),
    rowCount: rows.length,
    state: 'visible',
    columns: headers.map((name, index) => ({
      id: columnId(index + 1),
      name,
      type: 'text',
      mixed: false,
      number: index + 1,
      sourceColumn: index + 1,
      hidden: false,
    })),
  }
}

function textOf(value: ExampleRow[number] | null): string | null {
  if (value === null) return null
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value)
}
