import { monthsByWord } from '#shared/domain/month-names.ts'

const words = [...monthsByWord.keys()].sort((a, b) => b.length - a.length)

/** Matches a month's name that is a word of its own. */
export const monthWordPattern = `\\b(?:${words.join('|')})\\b\\.?`

const entries = [...monthsByWord].map(([word, month]) => `'${word}': ${month}`).join(', ')

/** The number of the month that a text names, as SQL; NULL where it names none. */
export const monthOfText = (text: string): string =>
  `map {${entries}}[lower(rtrim(regexp_extract(${text}, '${monthWordPattern}', 0, 'i'), '.'))]`
