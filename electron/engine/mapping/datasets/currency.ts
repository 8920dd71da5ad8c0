import { z } from 'zod'
import { boundSql, rawSql, sql } from '#shared/formula/sql-fragment.ts'
import { type Connection, readRow } from '../../store/connection.ts'
import { findColumn } from '../mappable-sheet.ts'
import { textSql } from './field-sql.ts'
import type { SheetField, SheetReading } from './sheet-reading.ts'

const sign = '[A-Z]{0,2}[$€£¥₹₽₩₺₴₦₪฿]|\\b[A-Z]{3}\\b|\\bkr\\b|zł|Kč'
const textsLookedAt = 1000

/**
 * The currency that amounts are in, as the sheets write it: the sign of the number formats, else the one that most
 * texts have. Undefined where no sign stands anywhere.
 */
export async function currencyOf(
  connection: Connection,
  readings: readonly SheetReading[],
): Promise<string | undefined> {
  for (const reading of readings) {
    for (const field of reading.fields.filter((each) => each.field.type === 'money')) {
      const format = findColumn(reading.sheet, field.column)?.numberFormat
      const found = currencyOfFormat(format) ?? (await currencyOfTexts(connection, reading, field))
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** `"$"#,##0.00`, `[$€-407] #,##0`, `#,##0 "USD"`: the sign among the literals. */
export function currencyOfFormat(format: string | undefined): string | undefined {
  if (format === undefined) return undefined
  const bracketed = /\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]/.exec(format)?.[1]
  if (bracketed !== undefined) return bracketed.trim()
  const literals = [...format.matchAll(/"([^"]*)"|\\(.)|([$€£¥])/g)].map(
    ([, text, escaped, bare]) => text ?? escaped ?? bare ?? '',
  )
  return literals.map((text) => new RegExp(sign).exec(text)?.[0]).find((found) => found !== undefined)
}

async function currencyOfTexts(
  connection: Connection,
  { rows }: SheetReading,
  { source }: SheetField,
): Promise<string | undefined> {
  if (source.type !== 'text') return undefined
  const query = sql`SELECT mode(found) AS found FROM (
    SELECT nullif(regexp_extract(${rawSql(textSql(source))}, ${boundSql(`(${sign})[^A-Z]*\\d|\\d[^A-Z]*(${sign})`)}, 0), '') AS found
    FROM ${rows} WHERE ${rawSql(source.value)} IS NOT NULL LIMIT ${rawSql(String(textsLookedAt))})`
  const row = await readRow(connection, z.object({ found: z.string().nullable() }), query.text, query.values)
  return new RegExp(sign).exec(row?.found ?? '')?.[0]
}
