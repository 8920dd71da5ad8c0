import { patternSql } from './read-text.ts'

export type DecimalMark = '.' | ','

const sign = '[-+−–]'
/** Signs, codes and a few words of money; a code of three letters may be any. */
const currency = '(?:[A-Za-z]{0,2}[$€£¥₹₽₩₺₴₦₪฿]|[A-Z]{3}|kr\\.?|zł|Kč|Fr\\.?|[Ee]uros?|dollars?)'
const spaces = "[ \u00a0\u202f'’]"

/** A number without sign and unit, its thousands in threes (or as in 12,34,567) or not marked at all. */
const digits: Readonly<Record<DecimalMark, string>> = {
  '.': `\\d{1,3}(?:[,\u00a0\u202f '’]\\d{3})+(?:\\.\\d+)?|\\d{1,2}(?:,\\d{2})+,\\d{3}(?:\\.\\d+)?|\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?|\\.\\d+`,
  ',': `\\d{1,3}(?:[.\u00a0\u202f '’]\\d{3})+(?:,\\d+)?|\\d+(?:,\\d*)?|,\\d+`,
}

const numberPattern = (mark: DecimalMark): string =>
  `^\\(?\\s*${sign}?\\s*${currency}?\\s*${sign}?\\s*(${digits[mark]})\\s*(?:%|‰)?\\s*${currency}?\\s*(?:%|[-−–])?\\s*\\)?$`

/**
 * A number written for people: `1,234.50`, `$ 12`, `12 €`, `(3.00)` and `3-` for negatives, `5 %` as 0.05; with the
 * other decimal mark `1.234,50`. Spaces and apostrophes may mark thousands.
 */
export function numberOfText(text: string, mark: DecimalMark): string {
  const people = `regexp_extract(${text}, ${patternSql(numberPattern(mark))}, 1)`
  const isNegative = `regexp_matches(${text}, ${patternSql('^\\(.*\\)$|^[^0-9]*[-−–]|[-−–]\\s*\\)?$')})`
  const scale = `CASE WHEN contains(${text}, '%') THEN 0.01 WHEN contains(${text}, '‰') THEN 0.001 ELSE 1 END`
  const value = `TRY_CAST(nullif(${plainDigits(people, mark)}, '') AS DOUBLE)`
  const spoken = `(${value} * CASE WHEN ${isNegative} THEN -1 ELSE 1 END * ${scale})`
  if (mark === ',') return spoken
  return `CASE WHEN ${isPlain(text)} THEN TRY_CAST(${text} AS DOUBLE) ELSE ${spoken} END`
}

/** Most numbers need no more than a cast; words that the cast knows, such as "nan", are none. */
const isPlain = (text: string): string => `(isfinite(TRY_CAST(${text} AS DOUBLE)) IS TRUE)`

const plainDigits = (number: string, mark: DecimalMark): string => {
  const joined = `regexp_replace(${number}, ${patternSql(mark === '.' ? `,|${spaces}` : `\\.|${spaces}`)}, '', 'g')`
  return mark === '.' ? joined : `replace(${joined}, ',', '.')`
}

const clockPattern = '^\\d+:[0-5]?\\d(?::[0-5]?\\d(?:\\.\\d+)?)?$'

/** A duration written as a clock shows it, in seconds; `mm:ss` where it is short (`unit` seconds), else `hh:mm`. */
export function secondsOfClock(text: string, unit: string | undefined): string {
  const part = (index: number) => `TRY_CAST(split_part(${text}, ':', ${index}) AS DOUBLE)`
  const isLong = `split_part(${text}, ':', 3) <> ''`
  const long = `${part(1)} * 3600 + ${part(2)} * 60 + ${part(3)}`
  const short = unit === 'seconds' ? `${part(1)} * 60 + ${part(2)}` : `${part(1)} * 3600 + ${part(2)} * 60`
  return `CASE WHEN regexp_matches(${text}, ${patternSql(clockPattern)}) THEN CASE WHEN ${isLong} THEN ${long} ELSE ${short} END END`
}
