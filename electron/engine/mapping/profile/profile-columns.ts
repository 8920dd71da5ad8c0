import { z } from 'zod'
import type { ColumnProfile } from '#shared/contract/mapping.ts'
import { columnLetters } from '#shared/domain/address.ts'
import { type Connection, readRow } from '../../store/connection.ts'
import { valueColumn } from '../../store/sheet-table.ts'
import { textSql } from '../datasets/field-sql.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { trimmedSql } from '../read/read-text.ts'

/** First distinct values shown of a column, from the first rows that have some. */
const samplesShown = 8
const rowsLookedAt = 2000

const profileRow = z.record(z.string(), z.union([z.number(), z.string(), z.null()]))

/** What a person wants to see of each column: how full, how many distinct values, the first of them. Counts are exact. */
export async function profileColumns(connection: Connection, sheet: MappableSheet): Promise<ColumnProfile[]> {
  if (sheet.columns.length === 0) return []
  const counts = sheet.columns.flatMap(({ id, type }) => {
    const value = type === 'text' ? trimmedSql(valueColumn(id)) : valueColumn(id)
    return [`count(${value}) AS filled_${id}`, `count(DISTINCT ${value}) AS distinct_${id}`]
  })
  const samples = sheet.columns.map(({ id, type }) => {
    const text = textSql({ value: valueColumn(id), type })
    const first = `SELECT any_value(${text}) AS text, min(position) AS place FROM (SELECT * FROM ${sheet.table} WHERE ${text} IS NOT NULL ORDER BY position LIMIT ${rowsLookedAt}) GROUP BY ${text} ORDER BY place LIMIT ${samplesShown}`
    return `(SELECT to_json(list(text ORDER BY place)) FROM (${first})) AS samples_${id}`
  })
  const row = await readRow(connection, profileRow, `SELECT ${counts.join(', ')} FROM ${sheet.table}`)
  const sampled = await readRow(connection, profileRow, `SELECT ${samples.join(', ')}`)
  return sheet.columns.map((column, index) => ({
    name: column.name,
    letter: columnLetters(index + 1),
    type: column.type,
    nonEmpty: Number(row?.[`filled_${column.id}`] ?? 0),
    distinct: Number(row?.[`distinct_${column.id}`] ?? 0),
    samples: samplesOf(sampled?.[`samples_${column.id}`]),
  }))
}

const samplesOf = (json: string | number | null | undefined): string[] =>
  typeof json === 'string' ? z.array(z.string()).parse(JSON.parse(json)) : []
