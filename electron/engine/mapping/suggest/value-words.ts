import type { FieldDefinition } from '#shared/domain/kind.ts'
import type { ValueMapping } from '#shared/domain/mapping.ts'
import type { CountedText } from '../profile/column-shape.ts'
import { falseWords, trueWords } from '../read/read-boolean.ts'

/** How a text is compared with the words for a value: without case, accents, outer and doubled spaces, `-` and `_`. */
export const plainValue = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

/** The value that each word means for a field of type `enum` or `boolean`. */
export function wordsOfValues(field: FieldDefinition): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  const add = (word: string, value: string) => {
    if (!words.has(plainValue(word))) words.set(plainValue(word), value)
  }
  for (const { value, synonyms } of field.values ?? []) {
    add(value, value)
    for (const synonym of synonyms) add(synonym, value)
  }
  if (field.type !== 'boolean') return words
  for (const word of trueWords) add(word, 'true')
  for (const word of falseWords) add(word, 'false')
  return words
}

/** The value that a text means, also where it only contains words that do ("Closed - resolved" is solved). */
export function valueOfText(text: string, words: ReadonlyMap<string, string>): string | undefined {
  const plain = plainValue(text)
  const exact = words.get(plain)
  if (exact !== undefined) return exact
  const candidates = [...words].filter(([word]) => word.length > 3 && ` ${plain} `.includes(` ${word} `))
  const values = new Set(candidates.map(([, value]) => value))
  // "not resolved" contains the word and means the opposite.
  if (/\b(not|no|non|nicht|never|un)\b/.test(plain)) return undefined
  return values.size === 1 ? [...values][0] : undefined
}

/** The share of cells whose text is understood as one of the field's values. */
export function understoodShare(values: readonly CountedText[], field: FieldDefinition): number {
  const words = wordsOfValues(field)
  let understood = 0
  let total = 0
  for (const { text, count } of values) {
    total += count
    if (valueOfText(text, words) !== undefined) understood += count
  }
  return total === 0 ? 0 : understood / total
}

/** Words with which people write that there is nothing. */
const nothingWords = new Set([
  'n/a',
  'na',
  '#n/a',
  'null',
  'none',
  'nil',
  '-',
  '–',
  '—',
  '--',
  'not applicable',
  'k.a.',
  '(blank)',
  '(none)',
])

export const meansNothing = (text: string): boolean => nothingWords.has(text.trim().toLowerCase())

const yesAndNo = new Set([...trueWords, ...falseWords].map(plainValue))

/**
 * The mappings of a field's texts to its values; texts that are not understood are left out. Below a header that says
 * the opposite, yes means no and no means yes; a word such as "left" means what it says.
 */
export function suggestValues(
  field: FieldDefinition,
  values: readonly CountedText[],
  isOpposite = false,
): ValueMapping[] {
  const words = wordsOfValues(field)
  return values.flatMap(({ text }) => {
    const to = valueOfText(text, words)
    if (to === undefined) return []
    const isTurned = isOpposite && yesAndNo.has(plainValue(text))
    return [{ field: field.id, from: text, to: isTurned ? (to === 'true' ? 'false' : 'true') : to }]
  })
}
