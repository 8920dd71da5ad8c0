import type { DuckDBConnection } from '@duckdb/node-api'
import type { DateOrder } from '../imported.ts'
import { blankSql, type TextType } from './text-value.ts'

/**
 * Dates such as 3/4/2024, which mean one day or another by where they were written: they are dates only where the user
 * has said which. A column in which one text is no such date stays text. The rule exists twice, as in text-value.
 */
const body = '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][12][0-9]{3}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?'
const pattern = new RegExp(`^ *${body} *$`)
const divisions = ['/', '.', '-'] as const
const times = ['', ' %H:%M', ' %H:%M:%S'] as const

/** Whether the text is a date in the order. */
export function isLocalDate(text: string, order: DateOrder): boolean {
  if (order === 'year' || !pattern.test(text)) return false
  const [first = 0, second = 0, year = 0, hour = 0, minute = 0, seconds = 0] = text
    .trim()
    .split(/[/.\- :]/)
    .map(Number)
  const [division, other] = text.replace(/[^/.-]/g, '')
  const [day, month] = order === 'day' ? [first, second] : [second, first]
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return division === other && isDay && hour < 24 && minute < 60 && seconds < 60
}

/** The type of a column of such texts; undefined where one of them is none, or all are blank. */
export function localDateType(texts: readonly string[], order: DateOrder): TextType | undefined {
  const filled = texts.filter((text) => text.trim() !== '')
  if (filled.length === 0 || !filled.every((text) => isLocalDate(text, order))) return undefined
  return filled.some((text) => text.includes(':')) ? 'datetime' : 'date'
}

/** Makes text columns of a loaded table dates where all their texts are in the order; returns the types there are now. */
export async function readLocalDates(
  connection: DuckDBConnection,
  table: string,
  types: readonly TextType[],
  order: DateOrder,
): Promise<readonly TextType[]> {
  const texts = types.flatMap((type, index) => (type === 'text' ? [`c${index + 1}`] : []))
  if (order === 'year' || texts.length === 0) return types
  const tests = texts.flatMap((column) => [
    `bool_and(${blankSql(column)} OR (regexp_full_match(${column}, ' *${body} *') AND ${valueSql(column, order)} IS NOT NULL))
       AND bool_or(NOT ${blankSql(column)})`,
    `bool_or(contains(${column}, ':'))`,
  ])
  const reader = await connection.runAndReadAll(`SELECT ${tests.join(', ')} FROM ${table}`)
  const found = reader.getRows()[0] ?? []
  const dates = new Map(
    texts.flatMap((column, at): [string, 'date' | 'datetime'][] =>
      found[2 * at] === true ? [[column, found[2 * at + 1] === true ? 'datetime' : 'date']] : [],
    ),
  )
  if (dates.size === 0) return types
  for (const [column, type] of dates) {
    const sqlType = type === 'date' ? 'DATE' : 'TIMESTAMP'
    await connection.run(
      `ALTER TABLE ${table} ALTER COLUMN ${column} SET DATA TYPE ${sqlType} USING CASE WHEN NOT ${blankSql(column)} THEN CAST(${valueSql(column, order)} AS ${sqlType}) END`,
    )
  }
  return types.map((type, index) => dates.get(`c${index + 1}`) ?? type)
}

function valueSql(column: string, order: Exclude<DateOrder, 'year'>): string {
  const days = divisions.map((division) =>
    order === 'day' ? `%d${division}%m${division}%Y` : `%m${division}%d${division}%Y`,
  )
  const formats = days.flatMap((day) => times.map((time) => `'${day}${time}'`))
  return `try_strptime(trim(${column}), [${formats.join(', ')}])`
}
