import type { ColumnId } from '#shared/domain/ids.ts'
import type { MappableSheet } from '../mappable-sheet.ts'

/** A column of a sheet and the SQL of what is wanted of its cells. */
export interface ColumnValue {
  readonly column: ColumnId
  readonly sql: string
}

/** Planning a query grows faster than the number of its parts. */
export const selectsPerQuery = 120

/** Columns from which on a table is named as seldom as can be: each time it is, all its columns are looked up. */
const wideColumns = 100
export const isWide = ({ columns }: MappableSheet): boolean => columns.length >= wideColumns

/**
 * SELECTs of the cells of a sheet's columns, to be joined by UNION ALL: `place`, "column", and the value under `name`.
 * One a column, which is what the database reads fastest, but of a wide sheet one for many.
 */
export function cellSelects(
  sheet: MappableSheet,
  place: number,
  name: string,
  values: readonly ColumnValue[],
  condition = 'TRUE',
): string[] {
  const select = (column: string | number, value: string) =>
    `SELECT ${place} AS place, ${column} AS "column", ${value} AS ${name} FROM ${sheet.table} WHERE ${condition}`
  if (!isWide(sheet)) return values.map(({ column, sql }) => select(column, sql))
  const selects: string[] = []
  for (let from = 0; from < values.length; from += selectsPerQuery) {
    const some = values.slice(from, from + selectsPerQuery)
    selects.push(
      select(
        `unnest([${some.map(({ column }) => column).join(', ')}])`,
        `unnest([${some.map(({ sql }) => sql).join(', ')}])`,
      ),
    )
  }
  return selects
}
