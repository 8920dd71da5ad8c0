import type { CellValue } from '#shared/domain/cell.ts'
import { parseIsoDate } from '../serial-date.ts'

/**
 * Which texts of a CSV file are values of another type. Only spellings that mean the same everywhere: plain decimal
 * numbers without a leading zero and of no more digits than a double keeps, ISO dates, TRUE and FALSE. Everything
 * else stays the exact text. Each rule exists twice, here and as SQL, and a test holds the two together.
 */
export type TextType = 'number' | 'boolean' | 'date' | 'datetime' | 'text'

export const mostDigits = 15

export const numberBody = (mark: string): string =>
  `-?(?:0|[1-9][0-9]*)(?:${mark === '.' ? '[.]' : ','}[0-9]+)?`
const dateBody = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const timeBody = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,3})?)?'

const patterns = {
  '.': new RegExp(`^ *${numberBody('.')} *$`),
  ',': new RegExp(`^ *${numberBody(',')} *$`),
}
const dateTimePattern = new RegExp(`^ *${dateBody}(?:[T ]${timeBody})? *$`)
/** A cell of spaces is how some programs write a blank one. */
const blankPattern = /^ *$/
const booleanPattern = /^ *(true|false) *$/i

/** The number that the text spells, undefined where it spells none or not exactly. */
export function textToNumber(text: string, mark: '.' | ','): number | undefined {
  if (!patterns[mark].test(text)) return undefined
  const digits = text.replace(/[^0-9]/g, '').replace(/^0+/, '')
  return digits.length > mostDigits ? undefined : Number(text.replace(',', '.'))
}

/** The cell that a text of the file stands for. */
export function textToCell(text: string, mark: '.' | ','): CellValue {
  if (blankPattern.test(text)) return { kind: 'blank' }
  const number = textToNumber(text, mark)
  if (number !== undefined) return { kind: 'number', value: number }
  if (dateTimePattern.test(text)) {
    const date = parseIsoDate(text.trim())
    if (date !== undefined) return { kind: 'date', value: date }
  }
  if (booleanPattern.test(text)) return { kind: 'boolean', value: /true/i.test(text) }
  return { kind: 'text', value: text }
}

/** The narrowest type of all texts, blanks aside; undefined where all are blank. */
export function narrowestType(texts: Iterable<string>, mark: '.' | ','): TextType | undefined {
  let type: TextType | undefined
  for (const text of texts) {
    const next = typeOf(text, mark)
    if (next === undefined || next === type) continue
    if (type === undefined) type = next
    else if (isDay(type) && isDay(next)) type = 'datetime'
    else return 'text'
  }
  return type
}

const isDay = (type: TextType): boolean => type === 'date' || type === 'datetime'

function typeOf(text: string, mark: '.' | ','): TextType | undefined {
  const cell = textToCell(text, mark)
  if (cell.kind === 'blank') return undefined
  if (cell.kind === 'date') return text.trim().length === 10 ? 'date' : 'datetime'
  return cell.kind === 'error' ? 'text' : cell.kind
}

/** True or false for a text column: whether the text in it is of the type. */
export function fitsSql(column: string, type: TextType, mark: '.' | ','): string {
  switch (type) {
    case 'number':
      return `(regexp_full_match(${column}, ' *${numberBody(mark)} *') AND (length(${column}) <= ${mostDigits} OR length(ltrim(regexp_replace(${column}, '[^0-9]', '', 'g'), '0')) <= ${mostDigits}))`
    case 'date':
      return `(regexp_full_match(${column}, ' *${dateBody} *') AND TRY_CAST(trim(${column}) AS DATE) IS NOT NULL)`
    case 'datetime':
      return `(regexp_full_match(${column}, ' *${dateBody}([T ]${timeBody})? *') AND ${toTimestampSql(column)} IS NOT NULL)`
    case 'boolean':
      return `(lower(trim(${column})) IN ('true', 'false'))`
    default:
      return 'true'
  }
}

/** Whether the text stands for a blank cell. */
export const blankSql = (column: string): string => `(${column} IS NULL OR trim(${column}) = '')`

/** The value of a text that fits the type. */
export function valueSql(column: string, type: TextType, mark: '.' | ','): string {
  switch (type) {
    case 'number':
      return `CAST(${mark === ',' ? `replace(${column}, ',', '.')` : column} AS DOUBLE)`
    case 'date':
      return `CAST(trim(${column}) AS DATE)`
    case 'datetime':
      return toTimestampSql(column)
    case 'boolean':
      return `(lower(trim(${column})) = 'true')`
    default:
      return column
  }
}

/** DuckDB wants seconds in a time of day; a spreadsheet's export may leave them out. */
const toTimestampSql = (column: string): string =>
  `TRY_CAST(CASE WHEN length(trim(${column})) = 16 THEN trim(${column}) || ':00' ELSE trim(${column}) END AS TIMESTAMP)`

/** Stands in a column for a text that did not fit: no text of the type gives this value. */
export const misfitSql: Readonly<Partial<Record<TextType, string>>> = {
  number: `CAST('nan' AS DOUBLE)`,
  date: `CAST('infinity' AS DATE)`,
  datetime: `CAST('infinity' AS TIMESTAMP)`,
}
