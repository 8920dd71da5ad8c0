import { z } from 'zod'
import type { ColumnProfile } from '#shared/contract/mapping.ts'
import { columnLetters } from '#shared/domain/address.ts'
import { type Connection, readRow, readRows } from '../../store/connection.ts'
import { valueColumn } from '../../store/sheet-table.ts'
import { textSql } from '../datasets/field-sql.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { trimmedSql } from '../read/read-text.ts'
import { isWide } from './cell-selects.ts'

/** First distinct values shown of a column, from the first rows that have some. */
const samplesShown = 8
const rowsLookedAt = 2000

const profileRow = z.record(z.string(), z.number())

/** What a person wants to see of each column: how full, how many distinct values, the first of them. Counts are exact. */
export async function profileColumns(connection: Connection, sheet: MappableSheet): Promise<ColumnProfile[]> {
  if (sheet.columns.length === 0) return []
  const counts = sheet.columns.flatMap(({ id, type }) => {
    const value = type === 'text' ? trimmedSql(valueColumn(id)) : valueColumn(id)
    return [`count(${value}) AS filled_${id}`, `count(DISTINCT ${value}) AS distinct_${id}`]
  })
  const row = await readRow(connection, profileRow, `SELECT ${counts.join(', ')} FROM ${sheet.table}`)
  const samples = await readSamples(connection, sheet)
  return sheet.columns.map((column) => ({
    name: column.name,
    letter: columnLetters(column.number),
    type: column.type,
    nonEmpty: Number(row?.[`filled_${column.id}`] ?? 0),
    distinct: Number(row?.[`distinct_${column.id}`] ?? 0),
    samples: samples.get(column.id) ?? [],
  }))
}

const samplesRow = z.object({
  column: z.number(),
  texts: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
})

async function readSamples(
  connection: Connection,
  sheet: MappableSheet,
): Promise<ReadonlyMap<number, string[]>> {
  const rows = await readRows(
    connection,
    samplesRow,
    `SELECT "column", to_json(list(text ORDER BY place)) AS texts FROM (
       SELECT "column", text, min(position) AS place FROM (${firstCellsSql(sheet)}) GROUP BY "column", text
       QUALIFY row_number() OVER (PARTITION BY "column" ORDER BY place) <= ${samplesShown}
     ) GROUP BY "column"`,
  )
  return new Map(rows.map(({ column, texts }) => [column, texts]))
}

/** The first cells that are not blank of each column: "column", position, text. */
function firstCellsSql(sheet: MappableSheet): string {
  const columns = sheet.columns.map(({ id, type }) => ({
    id,
    text: textSql({ value: valueColumn(id), type }),
  }))
  if (!isWide(sheet))
    return columns
      .map(
        ({ id, text }) =>
          `(SELECT ${id} AS "column", position, ${text} AS text FROM ${sheet.table} WHERE ${text} IS NOT NULL ORDER BY position LIMIT ${rowsLookedAt})`,
      )
      .join(' UNION ALL ')
  const ids = columns.map(({ id }) => id).join(', ')
  const texts = columns.map(({ text }) => text).join(', ')
  return `SELECT "column", unnest(arg_min({'position': position, 'text': text}, position, ${rowsLookedAt}), recursive := true) FROM (
      SELECT position, unnest([${ids}]) AS "column", unnest([${texts}]) AS text FROM ${sheet.table}
    ) WHERE text IS NOT NULL GROUP BY "column"`
}
