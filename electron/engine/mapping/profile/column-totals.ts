import { z } from 'zod'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { valueColumn } from '../../store/sheet-table.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { looksLikeDate } from '../read/read-date.ts'
import { looksLikePeriod } from '../read/read-period.ts'
import { trimmedSql } from '../read/read-text.ts'
import { exactDistinctRows } from './column-shape.ts'

/** Counts over all rows of a column, and of numbers what they are like; null of other types. */
export interface Total {
  readonly filled: number
  readonly distinct: number
  readonly minimum: number | null
  readonly maximum: number | null
  readonly whole: number | null
  readonly dates: number | null
  readonly periods: number | null
  readonly zeroOrOne: number | null
}

const nothing: Total = {
  filled: 0,
  distinct: 0,
  minimum: null,
  maximum: null,
  whole: null,
  dates: null,
  periods: null,
  zeroOrOne: null,
}

const numberOrNull = z.number().nullable()
const totalRow = z.object({
  place: z.number(),
  column: z.number(),
  filled: z.number(),
  distinct: z.number(),
  minimum: numberOrNull,
  maximum: numberOrNull,
  whole: numberOrNull,
  dates: numberOrNull,
  periods: numberOrNull,
  zeroOrOne: numberOrNull,
})

/** Planning a query grows faster than the number of its columns. */
export const columnsPerQuery = 120

/** The totals of every column; `place` is the sheet's among the given. Columns of all sheets are counted together. */
export async function readTotals(
  connection: Connection,
  sheets: readonly MappableSheet[],
): Promise<(place: number, column: ColumnInfo) => Total> {
  const totals = new Map<string, Total>()
  for (const isExact of [true, false])
    for (const isNumber of [true, false]) {
      const values = sheets.flatMap((sheet, place) =>
        sheet.rowCount <= exactDistinctRows === isExact ? valuesOf(sheet, place, isNumber) : [],
      )
      for (let from = 0; from < values.length; from += columnsPerQuery) {
        const query = totalsSql(values.slice(from, from + columnsPerQuery), isNumber, isExact)
        for (const { place, column, ...total } of await readRows(connection, totalRow, query))
          totals.set(`${place} ${column}`, total)
      }
    }
  return (place, column) => totals.get(`${place} ${column.id}`) ?? nothing
}

/** The columns of a sheet that hold numbers, or those that do not: one SELECT a column. */
const valuesOf = ({ columns, table }: MappableSheet, place: number, isNumber: boolean): string[] =>
  columns
    .filter(({ type }) => (type === 'number') === isNumber)
    .map(({ id, type }) => {
      const name = valueColumn(id)
      const value = isNumber ? name : type === 'text' ? trimmedSql(name) : `CAST(${name} AS VARCHAR)`
      return `SELECT ${place} AS place, ${id} AS "column", ${value} AS value FROM ${table}`
    })

function totalsSql(values: readonly string[], isNumber: boolean, isExact: boolean): string {
  const figures = isNumber
    ? `min(value) AS minimum, max(value) AS maximum, count(*) FILTER (value = trunc(value)) AS whole,
       count(*) FILTER (${looksLikeDate('value')}) AS dates, count(*) FILTER (${looksLikePeriod('value')}) AS periods,
       count(*) FILTER (value IN (0, 1)) AS "zeroOrOne"`
    : ['minimum', 'maximum', 'whole', 'dates', 'periods', '"zeroOrOne"']
        .map((name) => `NULL::DOUBLE AS ${name}`)
        .join(', ')
  return `SELECT place, "column", count(*) AS filled,
      ${isExact ? 'count(DISTINCT value)' : 'approx_count_distinct(value)'} AS "distinct", ${figures}
    FROM (${values.join(' UNION ALL ')}) WHERE value IS NOT NULL GROUP BY place, "column"`
}
