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
import { isDateText } from '../read/read-date.ts'
import { numberOfText, secondsOfClock } from '../read/read-number.ts'
import { namedPeriodOfText } from '../read/read-period.ts'
import { trimmedSql } from '../read/read-text.ts'
import { cellSelects, selectsPerQuery } from './cell-selects.ts'
import { type ColumnShape, valuesKept } from './column-shape.ts'
import { readTotals, type Total } from './column-totals.ts'

/** Rows from which shapes are taken: an even sample where a sheet has more. */
const sampleRows = 20_000
const shortSheetRows = 500

/**
 * The shapes of the columns of sheets, a list a sheet. What texts look like is read from all sheets in one query: the
 * database takes longer to plan the readings than to read most sheets.
 */
export async function profileSheets(
  connection: Connection,
  sheets: readonly MappableSheet[],
): Promise<ColumnShape[][]> {
  const totalOf = await readTotals(connection, sheets)
  const counted = sheets.map((sheet, place) => ({
    sheet,
    totals: (column: ColumnInfo) => totalOf(place, column),
  }))
  const texts = await readTextShapes(connection, counted)
  const shapes: ColumnShape[][] = []
  for (const [place, { sheet, totals }] of counted.entries()) {
    const falling = await readFalling(connection, sheet)
    const ofSheet = texts.filter((text) => text.place === place)
    shapes.push(
      sheet.columns.map((column) => {
        const text = ofSheet.find((each) => each.column === column.id)
        return shapeOf(sheet, column, totals(column), text, falling.has(column.id))
      }),
    )
  }
  return shapes
}

const shapeOf = (
  sheet: MappableSheet,
  column: ColumnInfo,
  total: Total,
  text: TextShape | undefined,
  isFalling: boolean,
): ColumnShape => ({
  name: column.name,
  type: column.type,
  rows: sheet.rowCount,
  nonEmpty: total.filled,
  distinct: total.distinct,
  ...sharesOf(column, total, text),
  values: text?.values ?? [],
  hasAllValues: total.distinct <= (text?.values.length ?? 0),
  averageLength: text?.length ?? 0,
  isFalling,
})

const numberOrNull = z.number().nullable()

const textShapeSchema = z.object({
  place: z.number(),
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

interface CountedSheet {
  readonly sheet: MappableSheet
  readonly totals: (column: ColumnInfo) => Total
}

/** Distinct texts of a column that are read, beside the most frequent: an even sample where it has more. */
const textsRead = 2000

/** What the texts of every column are like, each distinct text read once; `place` is the sheet's among the given. */
async function readTextShapes(connection: Connection, sheets: readonly CountedSheet[]): Promise<TextShape[]> {
  const selects = sheets.flatMap(({ sheet, totals }, place) => {
    const stride = Math.max(1, Math.ceil(sheet.rowCount / sampleRows))
    const texts = sheet.columns
      .filter((column) => isLookedAt(column, totals(column)))
      .map(({ id, type }) => ({ column: id, sql: trimmedSql(textOfSql[type](valueColumn(id))) }))
    return cellSelects(sheet, place, 'text', texts, stride === 1 ? 'TRUE' : `hash(position) % ${stride} = 0`)
  })
  const number = `coalesce(${numberOfText('text', '.')}, ${numberOfText('text', ',')}, ${secondsOfClock('text', undefined)})`
  const booleans = [...trueWords, ...falseWords].map(literal).join(', ')
  const query = (some: readonly string[]) => `WITH cells AS (${some.join(' UNION ALL ')}),
    texts AS (
      SELECT place, "column", text, count(*) AS count,
        row_number() OVER (PARTITION BY place, "column" ORDER BY count(*) DESC, text) AS rank
      FROM cells WHERE text IS NOT NULL GROUP BY place, "column", text
      QUALIFY rank <= ${valuesKept} OR row_number() OVER (PARTITION BY place, "column" ORDER BY hash(text)) <= ${textsRead}
    ),
    readings AS (
      SELECT place, "column", text, count, rank,
        ${number} AS number,
        ${isDateText('text')} AS is_date,
        ${namedPeriodOfText('text')} AS period,
        lower(text) IN (${booleans}) AS is_boolean
      FROM texts
    )
    SELECT place, "column",
      sum(count) AS cells,
      coalesce(sum(count) FILTER (number IS NOT NULL), 0) AS numbers,
      coalesce(sum(count) FILTER (number = trunc(number)), 0) AS whole,
      coalesce(sum(count) FILTER (is_date), 0) AS dates,
      coalesce(sum(count) FILTER (period IS NOT NULL OR is_date), 0) AS periods,
      coalesce(sum(count) FILTER (is_boolean), 0) AS booleans,
      min(number) AS minimum, max(number) AS maximum,
      sum(length(text) * count) / sum(count) AS length,
      to_json(list({'text': left(text, 200), 'count': count} ORDER BY rank) FILTER (rank <= ${valuesKept})) AS values
    FROM readings GROUP BY place, "column"`
  const shapes: TextShape[] = []
  for (let from = 0; from < selects.length; from += selectsPerQuery)
    shapes.push(
      ...(await readRows(connection, textShapeSchema, query(selects.slice(from, from + selectsPerQuery)))),
    )
  return shapes
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
