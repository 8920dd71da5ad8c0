import { z } from 'zod'
import type { FieldPreview } from '#shared/contract/mapping.ts'
import { rowId } from '#shared/domain/ids.ts'
import { identifier } from '#shared/formula/sql-fragment.ts'
import { numberTextSql } from '../intake/number-text.ts'
import { type Connection, execute, readRow, readRows } from '../store/connection.ts'
import { viewDatabase } from '../store/open-database.ts'
import { badColumn, datasetRows, fieldColumn, mappedFields } from './datasets/dataset-rows.ts'
import { textSql } from './datasets/field-sql.ts'
import { isListed, listValues } from './datasets/listed-values.ts'
import type { SheetField, SheetReading } from './datasets/sheet-reading.ts'

/** Cells shown of each field. */
const samplesShown = 6

/** What a reading of one sheet yields, a field each: first values before and after, blanks, what was not understood. */
export async function previewReading(connection: Connection, reading: SheetReading): Promise<FieldPreview[]> {
  const fields = mappedFields([reading])
  const rows = await datasetRows(connection, reading, fields)
  const table = `${viewDatabase}.${identifier(`preview_${reading.sheet.id}_${reading.kind.id}`)}`
  await execute(connection, `CREATE OR REPLACE TABLE ${table} AS ${rows.text}`, rows.values)
  try {
    const previews: FieldPreview[] = []
    for (const { id } of reading.kind.fields) {
      const field = reading.fields.find((each) => each.field.id === id)
      previews.push(
        field === undefined ? unmapped(id) : await previewField(connection, reading, field, table),
      )
    }
    return previews
  } finally {
    await execute(connection, `DROP TABLE IF EXISTS ${table}`)
  }
}

const unmapped = (field: string): FieldPreview => ({
  field,
  column: null,
  samples: [],
  blanks: 0,
  notUnderstood: 0,
  notUnderstoodSamples: [],
  values: [],
})

const countsRow = z.object({ total: z.number(), filled: z.number(), bad: z.number() })
const badRow = z.object({ row: z.number().transform(rowId), text: z.string() })

async function previewField(
  connection: Connection,
  reading: SheetReading,
  field: SheetField,
  table: string,
): Promise<FieldPreview> {
  const { id } = field.field
  const counts = await readRow(
    connection,
    countsRow,
    `SELECT count(*) AS total, count(${fieldColumn(id)}) AS filled, count(${badColumn(id)}) AS bad FROM ${table}`,
  )
  const notUnderstoodSamples = await readRows(
    connection,
    badRow,
    `SELECT row_id AS row, ${badColumn(id)} AS text FROM ${table} WHERE ${badColumn(id)} IS NOT NULL ORDER BY row_id LIMIT ${samplesShown}`,
  )
  const bad = counts?.bad ?? 0
  return {
    field: id,
    column: field.column,
    samples: await readSamples(connection, reading, field, table),
    blanks: (counts?.total ?? 0) - (counts?.filled ?? 0) - bad,
    notUnderstood: bad,
    notUnderstoodSamples,
    values: isListed(field) ? await listValues(connection, reading, field) : [],
  }
}

const sampleRow = z.object({ from: z.string(), to: z.string() })

/** First distinct cells with what they are read as. */
function readSamples(
  connection: Connection,
  reading: SheetReading,
  field: SheetField,
  table: string,
): Promise<{ from: string; to: string }[]> {
  const { id, type } = field.field
  const isNumber = type === 'number' || type === 'money'
  // A time of day is shown where there is one.
  const read = (column: string) =>
    isNumber ? numberTextSql(column) : `regexp_replace(${column}::VARCHAR, ' 00:00:00$', '')`
  if (!reading.isByRow)
    return readRows(
      connection,
      sampleRow,
      `SELECT DISTINCT ${read(fieldColumn(id))} AS "from", ${read(fieldColumn(id))} AS "to" FROM ${table} WHERE ${fieldColumn(id)} IS NOT NULL LIMIT ${samplesShown}`,
    )
  return readRows(
    connection,
    sampleRow,
    `SELECT "from", any_value("to") AS "to" FROM (
      SELECT r.row_id, ${textSql(field.source)} AS "from", coalesce(${read(`d.${fieldColumn(id)}`)}, '') AS "to"
      FROM ${reading.sheet.table} AS r JOIN ${table} AS d USING (row_id)
      WHERE ${textSql(field.source)} IS NOT NULL ORDER BY r.row_id LIMIT 200
    ) GROUP BY "from" ORDER BY min(row_id) LIMIT ${samplesShown}`,
  )
}
