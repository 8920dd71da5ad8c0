import { editDistance } from '#shared/formula/problem.ts'
import { type HeaderWords, headerWords } from './header-words.ts'

/** How well a header says that it is a field: 0 to 1, and the way in which it does. */
export interface HeaderMatch {
  readonly score: number
  readonly how: 'id' | 'usual' | 'words' | 'spelling' | 'none'
  /** The text that it came near to, for `words` and `spelling`. */
  readonly near?: string
  /** The header says the opposite of the field: "answered" where the field is "abandoned". */
  readonly isOpposite?: true
}

/** The texts that mean a field, taken apart once: its id and name, then its synonyms, the most usual first. */
export interface FieldVocabulary {
  readonly own: readonly HeaderWords[]
  readonly synonyms: readonly { readonly text: string; readonly words: HeaderWords }[]
  /** Letters of the headers that say the opposite. */
  readonly opposites: ReadonlySet<string>
}

export const vocabularyOf = (field: {
  readonly id: string
  readonly name: string
  readonly synonyms: readonly string[]
  readonly opposites?: readonly string[]
}): FieldVocabulary => ({
  own: [headerWords(field.id), headerWords(field.name)],
  synonyms: field.synonyms.map((text) => ({ text, words: headerWords(text) })),
  opposites: new Set(field.opposites?.map((text) => headerWords(text).fullLetters)),
})

/** An opposite is only ever taken in so many words. */
const opposite: HeaderMatch = { score: 0.9, how: 'usual', isOpposite: true }

/** A later synonym is a little less usual than an earlier one; the step only breaks ties. */
const synonymStep = 0.0005
const bestByWords = 0.86
const bestBySpelling = 0.84
/** Words shared below this share say nothing. */
const leastOverlap = 0.5

/** Compares a header with what means a field. `weightOf` tells how telling a word is (see `wordWeights`). */
export function matchHeader(
  header: HeaderWords,
  vocabulary: FieldVocabulary,
  weightOf: (word: string) => number,
): HeaderMatch {
  const exact = matchExactly(header, vocabulary)
  if (exact !== undefined) return exact
  if (vocabulary.opposites.has(header.fullLetters) || vocabulary.opposites.has(header.bareLetters))
    return opposite
  let best: HeaderMatch = { score: 0, how: 'none' }
  const candidates = [...vocabulary.own.map((words) => ({ text: words.full, words })), ...vocabulary.synonyms]
  for (const { text, words } of candidates) {
    const overlap = sharedWords(header.words, words.words, weightOf)
    if (overlap >= leastOverlap && overlap * bestByWords > best.score)
      best = { score: overlap * bestByWords, how: 'words', near: text }
    const spelling = likeness(header.bareLetters, words.fullLetters) * bestBySpelling
    if (spelling > best.score) best = { score: spelling, how: 'spelling', near: text }
  }
  return best
}

function matchExactly(header: HeaderWords, { own, synonyms }: FieldVocabulary): HeaderMatch | undefined {
  const { fullLetters, bareLetters } = header
  if (own.some((words) => words.fullLetters === fullLetters)) return { score: 1, how: 'id' }
  const full = synonyms.findIndex(({ words }) => words.fullLetters === fullLetters)
  if (full >= 0) return { score: 0.97 - full * synonymStep, how: 'usual' }
  if (own.some((words) => words.fullLetters === bareLetters)) return { score: 0.96, how: 'id' }
  const bare = synonyms.findIndex(({ words }) => words.fullLetters === bareLetters)
  if (bare >= 0) return { score: 0.93 - bare * synonymStep, how: 'usual' }
  return undefined
}

/** Twice the weight of the words shared over the weight of both (Dice), words a slip apart counting nearly in full. */
function sharedWords(
  header: readonly string[],
  known: readonly string[],
  weightOf: (word: string) => number,
): number {
  const total = (list: readonly string[]) => list.reduce((sum, word) => sum + weightOf(word), 0)
  let shared = 0
  const left = [...known]
  for (const word of header) {
    const at = left.findIndex((other) => isSlip(word, other))
    if (at < 0) continue
    const [other] = left.splice(at, 1)
    shared += (word === other ? 1 : 0.9) * Math.min(weightOf(word), weightOf(other ?? word))
  }
  const weight = total(header) + total(known)
  return weight === 0 ? 0 : (2 * shared) / weight
}

function isSlip(word: string, other: string): boolean {
  if (word === other) return true
  // People rarely slip in the first letter, and most pairs of words are told apart by it at once.
  if (word[0] !== other[0]) return false
  const shorter = Math.min(word.length, other.length)
  if (shorter < 5 || Math.abs(word.length - other.length) > 2) return false
  return editDistance(word, other) <= (shorter < 9 ? 1 : 2)
}

/** 1 for the same text, 0 from a fifth of its letters wrong on; short texts must agree. */
function likeness(text: string, other: string): number {
  const longer = Math.max(text.length, other.length)
  if (longer < 6 || Math.abs(text.length - other.length) > longer / 5 || text[0] !== other[0]) return 0
  const distance = editDistance(text, other)
  return distance > longer / 5 ? 0 : 1 - distance / longer
}

/** How telling each word is: the rarer among the fields' names, the more. Unknown words are as telling as any. */
export function wordWeights(vocabularies: readonly FieldVocabulary[]): (word: string) => number {
  const counts = new Map<string, number>()
  for (const { own, synonyms } of vocabularies) {
    const words = new Set([...own, ...synonyms.map(({ words }) => words)].flatMap(({ words }) => words))
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const most = Math.log(1 + vocabularies.length)
  return (word) => 0.25 + 0.75 * (Math.log((1 + vocabularies.length) / (counts.get(word) ?? 1)) / most)
}
