const millisecondsPerDay = 86_400_000

/** ISO form of a date, without the time where it is midnight: `2024-01-31`, `2024-01-31T08:30:00`. */
export function dateText(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  if (isWholeDay(milliseconds)) return iso.slice(0, 10)
  return iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23)
}

export const isWholeDay = (milliseconds: number): boolean => milliseconds % millisecondsPerDay === 0

/** The same as an expression over a DATE column. */
export const dateTextSql = (column: string): string => `CAST(${column} AS VARCHAR)`

/** The same as an expression over a TIMESTAMP column. */
export const dateTimeTextSql = (column: string): string =>
  `CASE WHEN ${column} = date_trunc('day', ${column}) THEN strftime(${column}, '%Y-%m-%d') ` +
  `WHEN date_part('milliseconds', ${column})::INTEGER % 1000 = 0 THEN strftime(${column}, '%Y-%m-%dT%H:%M:%S') ` +
  `ELSE strftime(${column}, '%Y-%m-%dT%H:%M:%S.%g') END`
