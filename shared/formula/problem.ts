import type { Span } from './tree.ts'

/** Something wrong in a formula's text: where (0-based offset and length), what, and what would help. */
export interface FormulaProblem {
  readonly position: number
  readonly length: number
  /** One plain sentence. */
  readonly message: string
  readonly hint?: string
}

export function problemAt(span: Span, message: string, hint?: string): FormulaProblem {
  const place = { position: span.start, length: span.length, message }
  return hint === undefined ? place : { ...place, hint }
}

/** The least number of inserted, removed, changed or swapped letters that turns one word into the other. */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const current = [i]
    for (let j = 1; j <= to.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      let best = Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1)
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (i > 1 && j > 1 && swapped) best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1)
      current.push(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[to.length] ?? 0
}

const wordSeparators = /[\s_-]+/g
const normalise = (word: string): string => word.toLowerCase().replace(wordSeparators, '_')

/** The known word that `word` is most likely a slip of, or undefined where none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = normalise(word)
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of known) {
    const distance = editDistance(wanted, normalise(candidate))
    if (distance >= bestDistance) continue
    best = candidate
    bestDistance = distance
  }
  return best
}

/** "Did you mean x?", or undefined where nothing known is near. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  const candidate = nearest(word, known)
  return candidate === undefined ? undefined : `Did you mean ${candidate}?`
}
