import type { FieldDefinition } from '#shared/domain/kind.ts'
import { boundSql, identifier, joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { Connection } from '../../store/connection.ts'
import { fieldSql, sqlTypeOfField } from './field-sql.ts'
import { allOf, withListedValues } from './listed-values.ts'
import type { SheetReading } from './sheet-reading.ts'

/** Names of a dataset's columns, as `dataset.ts` describes them. */
export const fieldColumn = (field: string): string => identifier(field)
export const badColumn = (field: string): string => identifier(`${field}__bad`)
export const duplicateColumn = 'duplicate__'

/** Fields that any of the readings maps, in the kind's order. */
export function mappedFields(readings: readonly SheetReading[]): FieldDefinition[] {
  const ids = new Set(readings.flatMap(({ fields }) => fields.map(({ field }) => field.id)))
  return (readings[0]?.kind.fields ?? []).filter((field) => ids.has(field.id))
}

/**
 * SELECT of a sheet's rows as rows of the dataset: `sheet_id`, `row_id`, and for each of `fields` its value and the
 * text that was not understood. A row in which every mapped cell is blank is none.
 */
export async function datasetRows(
  connection: Connection,
  reading: SheetReading,
  fields: readonly FieldDefinition[],
  condition: SqlFragment = rawSql('TRUE'),
): Promise<SqlFragment> {
  const read = new Map(
    (await withListedValues(connection, reading, condition)).map((each) => [each.field.id, fieldSql(each)]),
  )
  const textColumn = (id: string) => rawSql(identifier(`${id}__text_left`))
  const parts = [...read.values()]
  const cells = parts.flatMap((each) => each.cells)
  const values = [...read].flatMap(([id, { value, text }]) => [
    sql`${value} AS ${rawSql(fieldColumn(id))}`,
    sql`${text} AS ${textColumn(id)}`,
  ])
  const columns = fields.flatMap(({ id, type }) =>
    read.has(id)
      ? [
          rawSql(fieldColumn(id)),
          sql`CASE WHEN ${rawSql(fieldColumn(id))} IS NULL THEN ${textColumn(id)} END AS ${rawSql(badColumn(id))}`,
        ]
      : [
          rawSql(`NULL::${sqlTypeOfField(type)} AS ${fieldColumn(id)}`),
          rawSql(`NULL::VARCHAR AS ${badColumn(id)}`),
        ],
  )
  const blank = allOf(
    [...read.keys()].map((id) => sql`${rawSql(fieldColumn(id))} IS NULL AND ${textColumn(id)} IS NULL`),
  )
  const staged = sql`SELECT row_id, ${joinSql(cells, ', ')} FROM ${reading.rows} WHERE ${condition}`
  return sql`SELECT ${boundSql(reading.sheet.id)}::INTEGER AS sheet_id, row_id, ${joinSql(columns, ', ')}
    FROM (SELECT row_id, ${joinSql(values, ', ')} FROM (${staged})) WHERE NOT (${blank})`
}
