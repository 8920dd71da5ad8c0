import { z } from 'zod'
import { cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnReading } from '#shared/domain/mapping.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { kindColumn, valueColumn } from '../../store/sheet-table.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { patternSql, trimmedSql } from '../read/read-text.ts'
import { cellSelects, selectsPerQuery } from './cell-selects.ts'

/** What all the texts of a column say of the order of day and month, and of the decimal mark. */
const evidenceSchema = z.object({
  place: z.number(),
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
export type Evidence = z.infer<typeof evidenceSchema>

export type Order = NonNullable<ColumnReading['dateOrder']>
export type Mark = NonNullable<ColumnReading['decimalMark']>

/** The order that the values prove: where both are met, the more frequent; undefined where none is. */
export function orderOf({ dayFirst, monthFirst, yearFirst, dotted }: Evidence): Order | undefined {
  if (yearFirst > dayFirst + monthFirst) return 'ymd'
  if (dayFirst > 0 && dayFirst >= monthFirst) return 'dmy'
  if (monthFirst > 0) return 'mdy'
  return dotted > 0 ? 'dmy' : undefined
}

export function markOf({ point, comma }: Evidence): Mark | undefined {
  if (comma > point) return ','
  return point > 0 ? '.' : undefined
}

const numericDate = '^(\\d{1,2})([-/. ])(\\d{1,2})[-/. ](\\d{4}|\\d{2})\\b'

/** Rows looked at first: in a long column a few thousand dates leave no doubt that more of them would settle. */
const sampleRows = 20_000

/** Columns of one sheet whose texts are to be looked at. */
export interface EvidenceRequest {
  readonly sheet: MappableSheet
  readonly columns: readonly ColumnInfo[]
}

/** By the name of a column, a map a request. */
type EvidenceBySheet = readonly ReadonlyMap<string, Evidence>[]

/** The evidence of samples, and of all the values where a sample leaves a doubt. */
export async function gatherEvidence(
  connection: Connection,
  requests: readonly EvidenceRequest[],
): Promise<EvidenceBySheet> {
  const strideOf = ({ sheet }: EvidenceRequest) => Math.ceil(sheet.rowCount / sampleRows)
  const first = await readEvidence(connection, requests, (request) => {
    const stride = strideOf(request)
    return stride <= 1 ? 'TRUE' : `hash(position) % ${stride} = 0`
  })
  const doubtful = requests.map((request, place) => ({
    ...request,
    columns:
      strideOf(request) <= 1 ? [] : request.columns.filter(({ name }) => isOpen(first[place]?.get(name))),
  }))
  const rest = await readEvidence(connection, doubtful, () => 'TRUE')
  return requests.map((_, place) => new Map([...(first[place] ?? []), ...(rest[place] ?? [])]))
}

function isOpen(found: Evidence | undefined): boolean {
  if (found === undefined) return true
  const isOrderOpen = found.eitherOrder > 0 && orderOf(found) === undefined
  return isOrderOpen || (found.eitherMark > 0 && markOf(found) === undefined)
}

/** Counts the evidence in the texts of the columns, each distinct text read once. */
async function readEvidence(
  connection: Connection,
  requests: readonly EvidenceRequest[],
  conditionOf: (request: EvidenceRequest) => string,
): Promise<EvidenceBySheet> {
  const selects = requests.flatMap((request, place) => {
    const texts = request.columns.map(({ id, mixed }) => {
      const text = trimmedSql(valueColumn(id))
      const isText = `${kindColumn(id)} = ${cellKindCode.text}`
      return { column: id, sql: mixed ? `CASE WHEN ${isText} THEN ${text} END` : text }
    })
    return cellSelects(request.sheet, place, 'text', texts, conditionOf(request))
  })
  const part = (group: number) =>
    `TRY_CAST(regexp_extract(text, ${patternSql(numericDate)}, ${group}) AS INTEGER)`
  const digits = `regexp_extract(text, '\\d[\\d.,''’ \u00a0\u202f]*')`
  const has = (pattern: string) => `regexp_matches(digits, ${patternSql(pattern)})`
  const groupedBoth = (thousands: string, decimals: string) => `\\d${thousands}\\d{3}${decimals}\\d`
  const point = `${has('^\\d+\\.(\\d{1,2}|\\d{4,})$')} OR ${has('^0\\.\\d+$')} OR ${has(groupedBoth(',', '\\.'))} OR ${has('^\\d{1,3}(,\\d{3}){2,}$')}`
  const comma = `${has('^\\d+,(\\d{1,2}|\\d{4,})$')} OR ${has('^0,\\d+$')} OR ${has(groupedBoth('\\.', ','))} OR ${has('^\\d{1,3}(\\.\\d{3}){2,}$')} OR ${has('^\\d{1,3}( \\d{3})+,\\d+$')}`
  const query = (some: readonly string[]) => `WITH cells AS (${some.join(' UNION ALL ')}),
    texts AS (SELECT place, "column", text, count(*) AS count FROM cells WHERE text IS NOT NULL GROUP BY ALL),
    parts AS (
      SELECT *, ${part(1)} AS first, ${part(3)} AS second, regexp_extract(text, ${patternSql(numericDate)}, 2) AS mark,
        rtrim(${digits}) AS digits
      FROM texts
    )
    SELECT place, "column",
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
    FROM parts GROUP BY place, "column"`
  const rows: Evidence[] = []
  for (let from = 0; from < selects.length; from += selectsPerQuery)
    rows.push(
      ...(await readRows(connection, evidenceSchema, query(selects.slice(from, from + selectsPerQuery)))),
    )
  return requests.map(({ columns }, place) => {
    const names = new Map(columns.map((column) => [Number(column.id), column.name]))
    const own = rows.filter((row) => row.place === place)
    return new Map(own.map((row) => [names.get(row.column) ?? '', row]))
  })
}
