import { mostDigits, numberBody, type TextType, textToNumber } from './text-value.ts'

/**
 * How nearly all texts of a column are spelled, told in a fraction of the time that the rules of text-value take: the
 * database reads the text as a type of its own, and prints what it has read. Where that is the text again, the text fits
 * the rules, and means what was read.
 */
export interface PlainSpelling {
  /** What is read of a text; NULL where nothing can be. */
  readonly read: (text: string) => string
  /** Whether the text is plain, given what was read. */
  readonly fits: (text: string, read: string) => string
  /** The value of a plain text. */
  readonly value: (read: string) => string
}

/** The plain spelling of a type; undefined for those whose rules are as quick. `decimals` as `usualDecimals` says. */
export function plainSpelling(
  type: TextType,
  mark: '.' | ',',
  decimals: number | undefined,
): PlainSpelling | undefined {
  switch (type) {
    case 'number':
      return decimals === undefined ? anyNumber(mark) : numberWith(decimals)
    case 'date':
      return {
        read: (text) => `TRY_CAST(${text} AS DATE)`,
        fits: (text, read) => `(strlen(${text}) = 10 AND CAST(${read} AS VARCHAR) = ${text})`,
        value: (read) => read,
      }
    case 'datetime':
      return {
        read: (text) => `TRY_CAST(${text} AS TIMESTAMP)`,
        fits: (text, read) =>
          `(strlen(${text}) = 19 AND CAST(${read} AS VARCHAR) = replace(${text}, 'T', ' '))`,
        value: (read) => read,
      }
    default:
      return undefined
  }
}

/** A double is the nearest to a decimal of at most 15 digits, as it is to the text itself. */
const numberWith = (decimals: number): PlainSpelling => ({
  read: (text) => `TRY_CAST(${text} AS ${decimals === 0 ? 'BIGINT' : `DECIMAL(${mostDigits}, ${decimals})`})`,
  fits: (text, read) => `(strlen(${text}) <= ${mostDigits} AND CAST(${read} AS VARCHAR) = ${text})`,
  value: (read) => `CAST(${read} AS DOUBLE)`,
})

const anyNumber = (mark: '.' | ','): PlainSpelling => ({
  read: (text) => `TRY_CAST(${mark === ',' ? `replace(${text}, ',', '.')` : text} AS DOUBLE)`,
  fits: (text) => `(strlen(${text}) <= ${mostDigits} AND regexp_full_match(${text}, '${numberBody(mark)}'))`,
  value: (read) => read,
})

/** Of the numbers among the texts, the share that has to agree for a number of decimals to be the usual one. */
const usualShare = 0.9

/**
 * How many decimals nearly all of the texts have that are numbers. Undefined where they vary, where there are more than
 * a plain number has room for, and where their mark is a comma, which the database does not print.
 */
export function usualDecimals(texts: readonly string[], mark: '.' | ','): number | undefined {
  const counts = new Map<number, number>()
  for (const text of texts) {
    if (textToNumber(text, mark) === undefined) continue
    const decimals = text.includes(mark) ? text.trim().length - text.trim().indexOf(mark) - 1 : 0
    counts.set(decimals, (counts.get(decimals) ?? 0) + 1)
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const usual = [...counts].find(([, count]) => count >= usualShare * total)?.[0]
  if (usual === 0) return usual
  return usual !== undefined && usual < mostDigits && mark === '.' ? usual : undefined
}
