import { z } from 'zod'
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { plainValue, wordsOfValues } from '../suggest/value-words.ts'
import { textSql } from './field-sql.ts'
import type { SheetField, SheetReading } from './sheet-reading.ts'

/** A column with more texts than this is no list; those beyond are not understood. */
const mostTexts = 1000

export interface ListedValue {
  readonly from: string
  /** null: not understood. */
  readonly to: string | null
  readonly count: number
}

export const isListed = ({ field, source }: SheetField): boolean =>
  field.type === 'enum' || (field.type === 'boolean' && source.type !== 'boolean')

/** The texts of a field of type `enum` or `boolean`, each with the value it is read as, the most frequent first. */
export async function listValues(
  connection: Connection,
  reading: SheetReading,
  field: SheetField,
  condition: SqlFragment = rawSql('TRUE'),
): Promise<ListedValue[]> {
  const query = sql`SELECT ${rawSql(textSql(field.source))} AS text, count(*) AS count FROM ${reading.rows}
    WHERE ${condition} GROUP BY 1 HAVING text IS NOT NULL ORDER BY 2 DESC, 1 LIMIT ${rawSql(String(mostTexts))}`
  const rows = await readRows(
    connection,
    z.object({ text: z.string(), count: z.number() }),
    query.text,
    query.values,
  )
  const readText = reader(field)
  return rows.map(({ text, count }) => ({ from: text, to: readText(text), count }))
}

/** What the mapping says of a text comes first, then the words that the field itself knows. */
function reader({ field, values }: SheetField): (text: string) => string | null {
  const known = wordsOfValues(field)
  const mapped = new Map(values.map(({ from, to }) => [plainValue(from), to]))
  return (text) => mapped.get(plainValue(text)) ?? known.get(plainValue(text)) ?? null
}

/** The fields of a reading with the texts of lists looked up in the rows, ready for `fieldSql`. */
export async function withListedValues(
  connection: Connection,
  reading: SheetReading,
  condition: SqlFragment,
): Promise<SheetField[]> {
  const fields: SheetField[] = []
  for (const field of reading.fields) {
    if (!isListed(field)) {
      fields.push(field)
      continue
    }
    const listed = await listValues(connection, reading, field, condition)
    const values = listed.flatMap(({ from, to }) =>
      to === null ? [] : [{ field: field.field.id, from, to }],
    )
    fields.push({ ...field, values })
  }
  return fields
}

/** Conditions joined by AND; TRUE where there is none. */
export const allOf = (conditions: readonly SqlFragment[]): SqlFragment =>
  conditions.length === 0 ? rawSql('TRUE') : joinSql(conditions, ' AND ')
