import { monthOfText, monthWordPattern } from './month-words.ts'
import { type DateOrder, fullYear, looksLikeDate, timestampOfNumber, timestampOfText } from './read-date.ts'
import { patternSql } from './read-text.ts'

const year = '(?:19|20|21)\\d\\d'

/**
 * A month, quarter, half-year, week or year as the DATE of its first day: `2024-01`, `01/2024`, `Jan 2024`, `Jan-24`,
 * `2024-Q1`, `Q1 24`, `H2 2024`, `2024-W05`, `2024`, `FY2024`. A date stands for itself.
 */
export const periodOfText = (text: string, order: DateOrder | undefined): string =>
  `coalesce(${namedPeriodOfText(text)}, CAST(${timestampOfText(text, order)} AS DATE))`

/** The same without dates. */
export function namedPeriodOfText(text: string): string {
  const group = (pattern: string, index: number) =>
    `regexp_extract(${text}, ${patternSql(pattern)}, ${index}, 'i')`
  const first = (yearText: string, month: string) =>
    `TRY_CAST(${fullYear(yearText)} || '-' || ${month} || '-1' AS DATE)`
  const part = (pattern: string, yearGroup: number, partGroup: number, months: number) =>
    `WHEN regexp_matches(${text}, ${patternSql(pattern)}, 'i') THEN ${first(
      group(pattern, yearGroup),
      months === 1
        ? group(pattern, partGroup)
        : `((TRY_CAST(${group(pattern, partGroup)} AS INTEGER) - 1) * ${months} + 1)`,
    )}`
  const marked = `regexp_replace(${text}, '${monthWordPattern}', '@', 'i')`
  const namedYear = `regexp_extract(${marked}, ${patternSql(namedMonth)}, 1)`
  return `CASE
    ${part(`^(${year})\\s?[-/.\\s]?\\s?M?(0[1-9]|1[0-2])$`, 1, 2, 1)}
    ${part(`^(${year})[-/.](\\d)$`, 1, 2, 1)}
    ${part(`^(0?[1-9]|1[0-2])\\s?[-/.]\\s?(${year})$`, 2, 1, 1)}
    ${part(`^(?:FY)?(${year})[-/\\s]*Q([1-4])$`, 1, 2, 3)}
    ${part(`^Q([1-4])[-/\\s']*(?:FY)?(${year}|\\d\\d)$`, 2, 1, 3)}
    ${part(`^(${year})[-/\\s]*H([12])$`, 1, 2, 6)}
    ${part(`^H([12])[-/\\s']*(${year}|\\d\\d)$`, 2, 1, 6)}
    WHEN regexp_matches(${text}, '^${year}-?W\\d\\d$', 'i')
      THEN CAST(try_strptime(left(${text}, 4) || '-W' || right(${text}, 2) || '-1', '%G-W%V-%u') AS DATE)
    WHEN regexp_matches(${text}, '^(?:FY\\s?)?${year}$', 'i') THEN ${first(`right(${text}, 4)`, "'1'")}
    WHEN regexp_matches(${marked}, ${patternSql(namedMonth)}) OR regexp_matches(${marked}, ${patternSql(yearThenNamed)})
      THEN ${first(`coalesce(nullif(${namedYear}, ''), left(${text}, 4))`, monthOfText(text))}
  END`
}

const namedMonth = `^@[-/ .,']*(${year}|\\d\\d)$`
const yearThenNamed = `^${year}[-/ .,]*@$`

/** A number as a period: 2024, 202401, or any number that is a date. */
export const periodOfNumber = (number: string): string => `CASE
    WHEN ${number} BETWEEN 1900 AND 2199 AND ${number} = trunc(${number}) THEN make_date(CAST(${number} AS INTEGER), 1, 1)
    WHEN ${number} BETWEEN 190001 AND 219912 THEN TRY_CAST(left(CAST(CAST(${number} AS BIGINT) AS VARCHAR), 4) || '-' || right(CAST(CAST(${number} AS BIGINT) AS VARCHAR), 2) || '-1' AS DATE)
    ELSE CAST(${timestampOfNumber(number)} AS DATE)
  END`

/** Whether a number may be a period, at less cost than reading it as one. */
export const looksLikePeriod = (number: string): string =>
  `${number} = trunc(${number}) AND (${number} BETWEEN 1900 AND 2199 OR (${number} BETWEEN 190001 AND 219912 AND ${number} % 100 BETWEEN 1 AND 12) OR ${looksLikeDate(number)})`
