import { z } from 'zod'
import { findKind } from '#shared/catalogue/index.ts'
import { cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnReading, SuggestedSheet } from '#shared/domain/mapping.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { kindColumn, valueColumn } from '../../store/sheet-table.ts'
import { findColumn, type MappableSheet } from '../mappable-sheet.ts'
import { patternSql, trimmedSql } from '../read/read-text.ts'

/** What all the texts of a column say of the order of day and month, and of the decimal mark. */
const evidenceSchema = z.object({
  column: z.number(),
  /** 31/12/2024: only the day can be first. */
  dayFirst: z.number(),
  monthFirst: z.number(),
  /** 24/12/31. */
  yearFirst: z.number(),
  /** 03/04/2024. */
  eitherOrder: z.number(),
  /** 03.04.2024: with dots, only the day stands first anywhere. */
  dotted: z.number(),
  exampleDate: z.string().nullable(),
  point: z.number(),
  comma: z.number(),
  /** 1.234: a thousand and more, or a little more than one. */
  eitherMark: z.number(),
  exampleNumber: z.string().nullable(),
})
type Evidence = z.infer<typeof evidenceSchema>

type SuggestedColumn = SuggestedSheet['columns'][number]
type Question = SuggestedSheet['questions'][number]

/** Suggestions with the readings of their text columns decided, and a question where all the values leave a doubt. */
export async function decideReadings(
  connection: Connection,
  sheet: MappableSheet,
  suggestion: SuggestedSheet,
): Promise<SuggestedSheet> {
  const texts = suggestion.columns.flatMap(({ column }) => {
    const info = findColumn(sheet, column)
    return info?.type === 'text' ? [info] : []
  })
  if (texts.length === 0) return suggestion
  const evidence = await gatherEvidence(connection, sheet, texts)
  const kind = findKind(suggestion.kind)
  const typeOf = (field: string) => kind?.fields.find(({ id }) => id === field)?.type ?? 'text'
  const ofType = (types: readonly string[]) =>
    suggestion.columns.flatMap(({ column, field }) => {
      const found = evidence.get(column)
      return found !== undefined && types.includes(typeOf(field)) ? [found] : []
    })
  const sheetOrder = agreed(ofType(dateTypes).map(orderOf))
  const sheetMark = agreed(ofType(numberTypes).map(markOf))
  const questions: Question[] = []
  const columns = suggestion.columns.map((column): SuggestedColumn => {
    const found = evidence.get(column.column)
    if (found === undefined) return column
    const type = typeOf(column.field)
    if (dateTypes.includes(type)) return withOrder(column, found, sheetOrder, questions)
    if (numberTypes.includes(type)) return withMark(column, found, sheetMark, questions)
    return column
  })
  return { ...suggestion, columns, questions: [...suggestion.questions, ...questions] }
}

const dateTypes: readonly string[] = ['date', 'datetime', 'period']
const numberTypes: readonly string[] = ['number', 'money']

type Order = NonNullable<ColumnReading['dateOrder']>
type Mark = NonNullable<ColumnReading['decimalMark']>

/** The order that the values prove: where both are met, the more frequent; undefined where none is. */
function orderOf({ dayFirst, monthFirst, yearFirst, dotted }: Evidence): Order | undefined {
  if (yearFirst > dayFirst + monthFirst) return 'ymd'
  if (dayFirst > 0 && dayFirst >= monthFirst) return 'dmy'
  if (monthFirst > 0) return 'mdy'
  return dotted > 0 ? 'dmy' : undefined
}

function markOf({ point, comma }: Evidence): Mark | undefined {
  if (comma > point) return ','
  return point > 0 ? '.' : undefined
}

/** What all columns that know agree on. */
function agreed<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const known = new Set(values.filter((value) => value !== undefined))
  return known.size === 1 ? [...known][0] : undefined
}

function withOrder(
  column: SuggestedColumn,
  evidence: Evidence,
  sheetOrder: Order | undefined,
  questions: Question[],
): SuggestedColumn {
  const own = orderOf(evidence)
  if (own !== undefined) return read(column, { dateOrder: own }, provedOrder(own, evidence))
  if (evidence.eitherOrder === 0) return column
  if (sheetOrder !== undefined)
    return read(column, { dateOrder: sheetOrder }, 'day and month stand as in the sheet’s other dates')
  questions.push({
    column: column.column,
    question: `Is ${evidence.exampleDate ?? 'such a date'} in column “${column.column}” written day first or month first?`,
    answers: ['dmy', 'mdy'],
  })
  return column
}

const orderWords: Readonly<Record<Order, string>> = { dmy: 'the day', mdy: 'the month', ymd: 'the year' }

const provedOrder = (order: Order, { dayFirst, monthFirst }: Evidence): string =>
  dayFirst > 0 && monthFirst > 0
    ? `${orderWords[order]} stands first in most dates, not in all`
    : `${orderWords[order]} stands first in its dates`

function withMark(
  column: SuggestedColumn,
  evidence: Evidence,
  sheetMark: Mark | undefined,
  questions: Question[],
): SuggestedColumn {
  const own = markOf(evidence)
  if (own !== undefined)
    return read(column, { decimalMark: own }, own === ',' ? 'a comma marks the decimals' : undefined)
  if (evidence.eitherMark === 0) return column
  if (sheetMark !== undefined)
    return read(column, { decimalMark: sheetMark }, 'decimals are marked as in the sheet’s other numbers')
  questions.push({
    column: column.column,
    question: `Is ${evidence.exampleNumber ?? 'such a number'} in column “${column.column}” more than a thousand, or a number with three decimals?`,
    answers: [',', '.'],
  })
  return column
}

const read = (column: SuggestedColumn, reading: ColumnReading, why: string | undefined): SuggestedColumn => ({
  ...column,
  reading: { ...column.reading, ...reading },
  reason: why === undefined ? column.reason : `${column.reason}; ${why}`,
})

const numericDate = '^(\\d{1,2})([-/. ])(\\d{1,2})[-/. ](\\d{4}|\\d{2})\\b'

/** Rows looked at first: in a long column a few thousand dates leave no doubt that more of them would settle. */
const sampleRows = 20_000

/** The evidence of a sample, and of all the values where the sample leaves a doubt. */
async function gatherEvidence(
  connection: Connection,
  sheet: MappableSheet,
  columns: readonly ColumnInfo[],
): Promise<ReadonlyMap<string, Evidence>> {
  const stride = Math.ceil(sheet.rowCount / sampleRows)
  if (stride <= 1) return readEvidence(connection, sheet, columns, 'TRUE')
  const sampled = await readEvidence(connection, sheet, columns, `hash(position) % ${stride} = 0`)
  const doubtful = columns.filter((column) => {
    const found = sampled.get(column.name)
    if (found === undefined) return true
    const isOrderOpen = found.eitherOrder > 0 && orderOf(found) === undefined
    return isOrderOpen || (found.eitherMark > 0 && markOf(found) === undefined)
  })
  if (doubtful.length === 0) return sampled
  return new Map([...sampled, ...(await readEvidence(connection, sheet, doubtful, 'TRUE'))])
}

/** Counts the evidence in the texts of the columns, each distinct text read once. */
async function readEvidence(
  connection: Connection,
  sheet: MappableSheet,
  columns: readonly ColumnInfo[],
  condition: string,
): Promise<ReadonlyMap<string, Evidence>> {
  const texts = columns.map((column) => {
    const isText = column.mixed ? ` AND ${kindColumn(column.id)} = ${cellKindCode.text}` : ''
    return `SELECT ${column.id} AS "column", ${trimmedSql(valueColumn(column.id))} AS text FROM ${sheet.table} WHERE ${condition}${isText}`
  })
  const part = (group: number) =>
    `TRY_CAST(regexp_extract(text, ${patternSql(numericDate)}, ${group}) AS INTEGER)`
  const digits = `regexp_extract(text, '\\d[\\d.,''’ \u00a0\u202f]*')`
  const has = (pattern: string) => `regexp_matches(digits, ${patternSql(pattern)})`
  const groupedBoth = (thousands: string, decimals: string) => `\\d${thousands}\\d{3}${decimals}\\d`
  const point = `${has('^\\d+\\.(\\d{1,2}|\\d{4,})$')} OR ${has('^0\\.\\d+$')} OR ${has(groupedBoth(',', '\\.'))} OR ${has('^\\d{1,3}(,\\d{3}){2,}$')}`
  const comma = `${has('^\\d+,(\\d{1,2}|\\d{4,})$')} OR ${has('^0,\\d+$')} OR ${has(groupedBoth('\\.', ','))} OR ${has('^\\d{1,3}(\\.\\d{3}){2,}$')} OR ${has('^\\d{1,3}( \\d{3})+,\\d+$')}`
  const rows = await readRows(
    connection,
    evidenceSchema,
    `WITH cells AS (${texts.join(' UNION ALL ')}),
    texts AS (SELECT "column", text, count(*) AS count FROM cells WHERE text IS NOT NULL GROUP BY ALL),
    parts AS (
      SELECT *, ${part(1)} AS first, ${part(3)} AS second, regexp_extract(text, ${patternSql(numericDate)}, 2) AS mark,
        rtrim(${digits}) AS digits
      FROM texts
    )
    SELECT "column",
      coalesce(sum(count) FILTER (first BETWEEN 13 AND 31 AND second <= 12), 0) AS "dayFirst",
      coalesce(sum(count) FILTER (second BETWEEN 13 AND 31 AND first <= 12), 0) AS "monthFirst",
      coalesce(sum(count) FILTER (first > 31 AND second <= 12), 0) AS "yearFirst",
      coalesce(sum(count) FILTER (first <= 12 AND second <= 12 AND first <> second), 0) AS "eitherOrder",
      coalesce(sum(count) FILTER (mark = '.' AND first <= 31 AND second <= 12), 0) AS dotted,
      min(text) FILTER (first <= 12 AND second <= 12 AND first <> second) AS "exampleDate",
      coalesce(sum(count) FILTER (${point}), 0) AS point,
      coalesce(sum(count) FILTER (${comma}), 0) AS comma,
      coalesce(sum(count) FILTER (${has('^[1-9]\\d{0,2}\\.\\d{3}$')}), 0) AS "eitherMark",
      min(text) FILTER (${has('^[1-9]\\d{0,2}\\.\\d{3}$')}) AS "exampleNumber"
    FROM parts GROUP BY "column"`,
  )
  const names = new Map(columns.map((column) => [Number(column.id), column.name]))
  return new Map(rows.map((row) => [names.get(row.column) ?? '', row]))
}
