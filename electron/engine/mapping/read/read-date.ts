import { monthOfText, monthWordPattern } from './month-words.ts'
import { patternSql } from './read-text.ts'

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

const isoDay = '^(?:19|20|21)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}(?:$|,?[T ])'
const compactDay = '^(?:19|20|21)\\d{6}$'
const numericDay = '^\\d{1,2}[-/. ]\\d{1,2}[-/. ](?:\\d{4}|\\d{2})(?:$|,?[T ])'
const zone = '(:\\d\\d(?:\\.\\d+)?)\\s*(?:Z|UTC|GMT|[-+]\\d\\d:?\\d\\d)$'

/** Forms of what the steps below make of any date: the day from year to day with hyphens, a blank before the time. */
const isoFormats = ['%Y-%m-%d', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S.%f']
const halfDayFormats = ['%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p', '%Y-%m-%d %I %p']
const formatList = `[${[...isoFormats, ...halfDayFormats].map((format) => `'${format}'`).join(', ')}]`

const matches = (text: string, pattern: string): string => `regexp_matches(${text}, ${patternSql(pattern)})`
const replaced = (text: string, pattern: string, by: string): string =>
  `regexp_replace(${text}, ${patternSql(pattern)}, '${by}')`

/**
 * A date, with or without a time, as a TIMESTAMP of its wall clock; a zone at its end is left out. `order` tells
 * 03/04/2024 from 04/03/2024; without it such a text is not understood unless only one reading is a day of the
 * calendar. ISO dates, 20240131 and dates with a month's name (English, German, French, Spanish, Italian, Portuguese,
 * Dutch) need no order.
 */
export function timestampOfText(text: string, order: DateOrder | undefined): string {
  const bare = replaced(text, zone, '\\1')
  const slow = `CASE
    WHEN ${matches(text, isoDay)} THEN coalesce(TRY_CAST(${bare} AS TIMESTAMP), ${timestampOfIso(replaced(bare, '^(\\d{4})[-/.](\\d{1,2})[-/.]', '\\1-\\2-'))})
    WHEN ${matches(text, compactDay)} THEN CAST(try_strptime(${text}, '%Y%m%d') AS TIMESTAMP)
    WHEN ${matches(text, numericDay)} THEN ${numericTimestamp(bare, order)}
    WHEN ${matches(text, namedDay)} THEN ${timestampOfIso(isoOfNamed(bare))}
  END`
  return `coalesce(${quickTimestamp(text, order)}, ${slow})`
}

/**
 * The usual forms, `2024-01-31 08:30:00` and `31/12/2024 08:30`, without a regular expression: most columns hold nothing
 * else. NULL where the text has another form, or names a year before 1900.
 */
function quickTimestamp(text: string, order: DateOrder | undefined): string {
  const iso = `WHEN substr(${text}, 5, 1) IN ('-', '/') AND length(${text}) <= 19 THEN TRY_CAST(${text} AS TIMESTAMP)`
  const day = order === 'dmy' ? '%d/%m/%Y' : order === 'mdy' ? '%m/%d/%Y' : undefined
  const slashes = `translate(${text}, '.-', '//')`
  const byLength =
    day === undefined
      ? []
      : [
          [9, 10, day],
          [14, 16, `${day} %H:%M`],
          [17, 19, `${day} %H:%M:%S`],
        ].map(
          ([from, to, format]) =>
            `WHEN length(${text}) BETWEEN ${from} AND ${to} THEN try_strptime(${slashes}, '${format}')`,
        )
  const moment = `CASE ${[iso, ...byLength].join(' ')} END`
  return `nullif(greatest(${moment}, TIMESTAMP '1899-12-31'), TIMESTAMP '1899-12-31')`
}

const timestampOfIso = (iso: string): string =>
  `CAST(try_strptime(${replaced(iso, '^(\\d+-\\d+-\\d+)(?:,?[T ]+)', '\\1 ')}, ${formatList}) AS TIMESTAMP)`

/** `31/12/2024` and its like with the parts in the order of `year`, `month`, `day`: the numbers of their groups. */
function rearranged(text: string, year: number, month: number, day: number): string {
  const iso = replaced(
    text,
    '^(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4}|\\d{2})',
    `\\${year}-\\${month}-\\${day}`,
  )
  return timestampOfIso(withFullYear(iso))
}

/** Two-digit years until 68 belong to this century, as POSIX has it. */
const withFullYear = (iso: string): string =>
  replaced(replaced(iso, '^([0-5]\\d|6[0-8])-', '20\\1-'), '^(\\d\\d)-', '19\\1-')

function numericTimestamp(text: string, order: DateOrder | undefined): string {
  const dayFirst = rearranged(text, 3, 2, 1)
  const monthFirst = rearranged(text, 3, 1, 2)
  switch (order) {
    case 'dmy':
      return dayFirst
    case 'mdy':
      return monthFirst
    case 'ymd':
      return rearranged(text, 1, 2, 3)
    default:
      return `CASE WHEN (${dayFirst} = ${monthFirst}) IS NOT FALSE THEN coalesce(${dayFirst}, ${monthFirst}) END`
  }
}

const namedDay = `\\d.*(?i:${monthWordPattern})|(?i:${monthWordPattern}).*\\d`
const weekday = '^(?:[^\\d\\s@]+[,.]?\\s+)?'
const dayThenMonth = `${weekday}(\\d{1,2})(?:st|nd|rd|th|\\.|er|º)?[-/ ]*(?:de |of )?@[-/ .,]*(?:de |del )?(\\d{4}|\\d{2}\\b)`
const monthThenDay = `${weekday}@[-/ .]*(\\d{1,2})(?:st|nd|rd|th)?,?[-/ ]+(\\d{4})`
const yearThenMonth = '^(\\d{4})[-/ ]*@[-/ .]*(\\d{1,2})'

/** `5 Jan 2024`, `Jan 5, 2024`, `2024 Jan 5`, `Fri, 5. Januar 2024 08:30` with the day first, in ISO's order. */
function isoOfNamed(text: string): string {
  const marked = `regexp_replace(${text}, '${monthWordPattern}', '@', 'i')`
  const steps: readonly (readonly [string, string])[] = [
    [monthThenDay, '\\2-@-\\1'],
    [dayThenMonth, '\\2-@-\\1'],
    [yearThenMonth, '\\1-@-\\2'],
  ]
  const iso = steps.reduce((sql, [pattern, by]) => replaced(sql, pattern, by), marked)
  return withFullYear(`replace(${iso}, '@', CAST(${monthOfText(text)} AS VARCHAR))`)
}

/** A year of two digits or four as four digits. */
export const fullYear = (year: string): string =>
  `CASE WHEN length(${year}) = 2 THEN CASE WHEN ${year} < '69' THEN '20' ELSE '19' END || ${year} ELSE ${year} END`

/** Whether a text is a date in some order of day and month, at less cost than reading it in each. */
export const isDateText = (text: string): string =>
  `(${matches(text, numericDay)} OR ${timestampOfText(text, 'ymd')} IS NOT NULL)`

/** Ranges of numbers that are dates; they do not meet, so each number says itself which it is. */
const dateNumbers = {
  /** Excel serial numbers of 1910 to 2199: outside of them a number of days is not taken for a date. */
  serial: 'BETWEEN 3654 AND 109574.99999',
  compact: 'BETWEEN 19000101 AND 21991231',
  seconds: 'BETWEEN 3e8 AND 7e9',
  milliseconds: 'BETWEEN 3e11 AND 7e12',
}

/** A number as a date: 19970118, an Excel serial number (45292.5), seconds or milliseconds since 1970. */
export const timestampOfNumber = (number: string): string => `CASE
    WHEN ${number} ${dateNumbers.serial} THEN TIMESTAMP '1899-12-30' + to_microseconds(CAST(round(${number} * 86400e6) AS BIGINT))
    WHEN ${number} ${dateNumbers.compact} THEN CAST(try_strptime(CAST(CAST(${number} AS BIGINT) AS VARCHAR), '%Y%m%d') AS TIMESTAMP)
    WHEN ${number} ${dateNumbers.seconds} THEN make_timestamp(CAST(round(${number} * 1e6) AS BIGINT))
    WHEN ${number} ${dateNumbers.milliseconds} THEN make_timestamp(CAST(round(${number} * 1e3) AS BIGINT))
  END`

/** Whether a number may be a date, at less cost than reading it as one. */
export const looksLikeDate = (number: string): string =>
  `${number} ${dateNumbers.serial} OR ${number} ${dateNumbers.seconds} OR ${number} ${dateNumbers.milliseconds} OR (${number} ${dateNumbers.compact} AND ${number} % 100 BETWEEN 1 AND 31 AND (${number} // 100) % 100 BETWEEN 1 AND 12)`
