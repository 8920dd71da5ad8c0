/**
 * sheet -> [profile: what each column's values look like] -> suggestion -> mapping -> dataset
 */
import { z } from 'zod'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { textOfSql } from '../../store/cell-sql.ts'
import { type Connection, literal, readRow, readRows } from '../../store/connection.ts'
import { valueColumn } from '../../store/sheet-table.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { falseWords, trueWords } from '../read/read-boolean.ts'
import { isDateText, looksLikeDate } from '../read/read-date.ts'
import { numberOfText, secondsOfClock } from '../read/read-number.ts'
import { looksLikePeriod, namedPeriodOfText } from '../read/read-period.ts'
import { trimmedSql } from '../read/read-text.ts'
import { type ColumnShape, exactDistinctRows, valuesKept } from './column-shape.ts'

/** Rows from which shapes are taken: an even sample where a sheet has more. */
const sampleRows = 20_000
const shortSheetRows = 500

/** The shape of every column of a sheet, in three passes over the table at most. */
export async function profileSheet(connection: Connection, sheet: MappableSheet): Promise<ColumnShape[]> {
  if (sheet.columns.length === 0) return []
  const totals = await readTotals(connection, sheet)
  const texts = await readTextShapes(connection, sheet, totals)
  const falling = await readFalling(connection, sheet)
  return sheet.columns.map((column) => {
    const total = totals(column)
    const text = texts.get(column.id)
    return {
      name: column.name,
      type: column.type,
      rows: sheet.rowCount,
      nonEmpty: total.filled,
      distinct: total.distinct,
      ...sharesOf(column, total, text),
      values: text?.values ?? [],
      hasAllValues: total.distinct <= (text?.values.length ?? 0),
      averageLength: text?.length ?? 0,
      isFalling: falling.has(column.id),
    }
  })
}

const numberOrNull = z.number().nullable()

interface Total {
  readonly filled: number
  readonly distinct: number
  readonly minimum: number | null
  readonly maximum: number | null
  readonly whole: number | null
  readonly dates: number | null
  readonly periods: number | null
  readonly zeroOrOne: number | null
}

/** Planning a query grows faster than the number of its columns. */
const countsPerQuery = 64

/** Counts over all rows, and of number columns what the numbers are like. */
async function readTotals(
  connection: Connection,
  sheet: MappableSheet,
): Promise<(column: ColumnInfo) => Total> {
  const distinct = (value: string) =>
    sheet.rowCount <= exactDistinctRows ? `count(DISTINCT ${value})` : `approx_count_distinct(${value})`
  const parts = sheet.columns.flatMap((column) => {
    const name = valueColumn(column.id)
    const value = column.type === 'text' ? trimmedSql(name) : name
    const counts = [`count(${value}) AS filled_${column.id}`, `${distinct(value)} AS distinct_${column.id}`]
    if (column.type !== 'number') return counts
    return [
      ...counts,
      `min(${name}) AS min_${column.id}`,
      `max(${name}) AS max_${column.id}`,
      `count(*) FILTER (${name} = trunc(${name})) AS whole_${column.id}`,
      `count(*) FILTER (${looksLikeDate(name)}) AS dates_${column.id}`,
      `count(*) FILTER (${looksLikePeriod(name)}) AS periods_${column.id}`,
      `count(*) FILTER (${name} IN (0, 1)) AS flags_${column.id}`,
    ]
  })
  const row = new Map<string, number | null>()
  for (let from = 0; from < parts.length; from += countsPerQuery) {
    const query = `SELECT ${parts.slice(from, from + countsPerQuery).join(',\n')} FROM ${sheet.table}`
    const counts = await readRow(connection, z.record(z.string(), numberOrNull), query)
    for (const [name, count] of Object.entries(counts ?? {})) row.set(name, count)
  }
  const read = (name: string) => row.get(name) ?? null
  return (column) => ({
    filled: read(`filled_${column.id}`) ?? 0,
    distinct: read(`distinct_${column.id}`) ?? 0,
    minimum: read(`min_${column.id}`),
    maximum: read(`max_${column.id}`),
    whole: read(`whole_${column.id}`),
    dates: read(`dates_${column.id}`),
    periods: read(`periods_${column.id}`),
    zeroOrOne: read(`flags_${column.id}`),
  })
}

const textShapeSchema = z.object({
  column: z.number(),
  cells: z.number(),
  numbers: z.number(),
  whole: z.number(),
  dates: z.number(),
  periods: z.number(),
  booleans: z.number(),
  minimum: numberOrNull,
  maximum: numberOrNull,
  length: z.number(),
  values: z
    .string()
    .transform((text) => z.array(z.object({ text: z.string(), count: z.number() })).parse(JSON.parse(text))),
})
type TextShape = z.output<typeof textShapeSchema>

/**
 * What the texts of every column are like. All columns go through the readings together, so that the database plans
 * each reading once and not once a column; each distinct text is read once.
 */
async function readTextShapes(
  connection: Connection,
  sheet: MappableSheet,
  totals: (column: ColumnInfo) => Total,
): Promise<Map<number, TextShape>> {
  const stride = Math.max(1, Math.ceil(sheet.rowCount / sampleRows))
  const sampled = stride === 1 ? '' : ` WHERE hash(position) % ${stride} = 0`
  const looked = sheet.columns.filter((column) => isLookedAt(column, totals(column)))
  if (looked.length === 0) return new Map()
  const columns = looked.map((column) => {
    const text = trimmedSql(textOfSql[column.type](valueColumn(column.id)))
    return `SELECT ${column.id} AS "column", ${text} AS text FROM ${sheet.table}${sampled}`
  })
  const number = `coalesce(${numberOfText('text', '.')}, ${numberOfText('text', ',')}, ${secondsOfClock('text', undefined)})`
  const booleans = [...trueWords, ...falseWords].map(literal).join(', ')
  const rows = await readRows(
    connection,
    textShapeSchema,
    `WITH cells AS (${columns.join(' UNION ALL ')}),
    texts AS (SELECT "column", text, count(*) AS count FROM cells WHERE text IS NOT NULL GROUP BY ALL),
    readings AS (
      SELECT "column", text, count,
        ${number} AS number,
        ${isDateText('text')} AS is_date,
        ${namedPeriodOfText('text')} AS period,
        lower(text) IN (${booleans}) AS is_boolean,
        row_number() OVER (PARTITION BY "column" ORDER BY count DESC, text) AS rank
      FROM texts
    )
    SELECT "column",
      sum(count) AS cells,
      coalesce(sum(count) FILTER (number IS NOT NULL), 0) AS numbers,
      coalesce(sum(count) FILTER (number = trunc(number)), 0) AS whole,
      coalesce(sum(count) FILTER (is_date), 0) AS dates,
      coalesce(sum(count) FILTER (period IS NOT NULL OR is_date), 0) AS periods,
      coalesce(sum(count) FILTER (is_boolean), 0) AS booleans,
      min(number) AS minimum, max(number) AS maximum,
      sum(length(text) * count) / sum(count) AS length,
      to_json(list({'text': left(text, 200), 'count': count} ORDER BY rank) FILTER (rank <= ${valuesKept})) AS values
    FROM readings GROUP BY "column"`,
  )
  return new Map(rows.map((row) => [row.column, row]))
}

/** Texts, and values of other types where they are few enough to be a list. */
const isLookedAt = ({ type }: ColumnInfo, { filled, distinct }: Total): boolean =>
  filled > 0 && (type === 'text' || type === 'boolean' || (type === 'number' && distinct <= listedNumbers))

const listedNumbers = 12

type Shares = Pick<
  ColumnShape,
  'numberShare' | 'wholeShare' | 'dateShare' | 'periodShare' | 'booleanShare' | 'minimum' | 'maximum'
>

function sharesOf(column: ColumnInfo, total: Total, text: TextShape | undefined): Shares {
  const none: Shares = { numberShare: 0, wholeShare: 0, dateShare: 0, periodShare: 0, booleanShare: 0 }
  if (total.filled === 0) return none
  const of = (count: number | null) => (count ?? 0) / total.filled
  switch (column.type) {
    case 'number':
      return {
        numberShare: 1,
        wholeShare: of(total.whole),
        dateShare: of(total.dates),
        periodShare: of(total.periods),
        booleanShare: of(total.zeroOrOne),
        ...rangeOf(total.minimum, total.maximum),
      }
    case 'boolean':
      return { ...none, booleanShare: 1 }
    case 'date':
    case 'datetime':
      return { ...none, dateShare: 1, periodShare: 1 }
    case 'text': {
      if (text === undefined) return none
      const share = (count: number) => count / text.cells
      return {
        numberShare: share(text.numbers),
        wholeShare: text.numbers === 0 ? 0 : text.whole / text.numbers,
        dateShare: share(text.dates),
        periodShare: share(text.periods),
        booleanShare: share(text.booleans),
        ...rangeOf(text.minimum, text.maximum),
      }
    }
  }
}

const rangeOf = (minimum: number | null, maximum: number | null) =>
  minimum === null || maximum === null ? {} : { minimum, maximum }

/** Number columns of a short sheet whose values never rise. */
async function readFalling(connection: Connection, sheet: MappableSheet): Promise<Set<number>> {
  const numbers = sheet.columns.filter((column) => column.type === 'number')
  if (numbers.length === 0 || sheet.rowCount > shortSheetRows || sheet.rowCount < 3) return new Set()
  const parts = numbers.map(
    (column) => `coalesce(bool_and(c${column.id} <= before_${column.id}), FALSE) AS falling_${column.id}`,
  )
  const before = numbers.map(
    (column) => `c${column.id}, lag(c${column.id}) OVER (ORDER BY position) AS before_${column.id}`,
  )
  const row = await readRow(
    connection,
    z.record(z.string(), z.boolean()),
    `SELECT ${parts.join(', ')} FROM (SELECT ${before.join(', ')} FROM ${sheet.table})`,
  )
  return new Set(
    numbers.filter((column) => row?.[`falling_${column.id}`] === true).map((column) => column.id),
  )
}
