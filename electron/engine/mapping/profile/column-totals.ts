import { z } from 'zod'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { valueColumn } from '../../store/sheet-table.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { looksLikeDate } from '../read/read-date.ts'
import { looksLikePeriod } from '../read/read-period.ts'
import { trimmedSql } from '../read/read-text.ts'
import { cellSelects, selectsPerQuery } from './cell-selects.ts'
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
      for (let from = 0; from < values.length; from += selectsPerQuery) {
        const query = totalsSql(values.slice(from, from + selectsPerQuery), isNumber, isExact)
        for (const { place, column, ...total } of await readRows(connection, totalRow, query))
          totals.set(`${place} ${column}`, total)
      }
    }
  return (place, column) => totals.get(`${place} ${column.id}`) ?? nothing
}

/** The cells of a sheet's columns of numbers, or of those that hold none. */
const valuesOf = (sheet: MappableSheet, place: number, isNumber: boolean): string[] =>
  cellSelects(
    sheet,
    place,
    'value',
    sheet.columns
      .filter(({ type }) => (type === 'number') === isNumber)
      .map(({ id, type }) => {
        const name = valueColumn(id)
        const value = isNumber ? name : type === 'text' ? trimmedSql(name) : `CAST(${name} AS VARCHAR)`
        return { column: id, sql: value }
      }),
  )

/**
 * Exact counts are made from the distinct values, each with how often it occurs: the database takes many times as long
 * for count(DISTINCT) over groups.
 */
function totalsSql(selects: readonly string[], isNumber: boolean, isExact: boolean): string {
  const cells = `SELECT * FROM (${selects.join(' UNION ALL ')}) WHERE value IS NOT NULL`
  const [values, filled, distinct] = isExact
    ? [`SELECT place, "column", value, count(*) AS n FROM (${cells}) GROUP BY ALL`, 'sum(n)', 'count(*)']
    : [cells, 'count(*)', 'approx_count_distinct(value)']
  const countOf = (condition: string) => `coalesce(${filled} FILTER (${condition}), 0)::BIGINT`
  const figures = isNumber
    ? `min(value) AS minimum, max(value) AS maximum, ${countOf('value = trunc(value)')} AS whole,
       ${countOf(looksLikeDate('value'))} AS dates, ${countOf(looksLikePeriod('value'))} AS periods,
       ${countOf('value IN (0, 1)')} AS "zeroOrOne"`
    : ['minimum', 'maximum', 'whole', 'dates', 'periods', '"zeroOrOne"']
        .map((name) => `NULL::DOUBLE AS ${name}`)
        .join(', ')
  return `SELECT place, "column", ${filled}::BIGINT AS filled, ${distinct} AS "distinct", ${figures}
    FROM (${values}) GROUP BY place, "column"`
}
