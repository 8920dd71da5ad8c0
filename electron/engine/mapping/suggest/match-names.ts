import { assign } from './assignment.ts'
import type { MatchTarget } from './catalogue-words.ts'
import { type HeaderMatch, matchHeader } from './header-match.ts'
import { headerWords } from './header-words.ts'

export interface NameMatch<Target extends MatchTarget> {
  readonly name: string
  readonly target: Target
  readonly header: HeaderMatch
}

/** Names from this likeness on are taken for a target where no values can speak against it. */
const leastLikeness = 0.75

/** Names (labels of rows, headers of single numbers) paired with what they mean, each once. */
export function matchNames<Target extends MatchTarget>(
  names: readonly string[],
  targets: readonly Target[],
  weightOf: (word: string) => number,
): NameMatch<Target>[] {
  const matches = names.map((name) => {
    const words = headerWords(name)
    return targets.map((target) => ({
      name,
      target,
      header: matchHeader(words, target.vocabulary, weightOf),
    }))
  })
  const near = matches.filter((row) => row.some(({ header }) => header.score >= leastLikeness))
  const scores = near.map((row) => row.map(({ header }) => (header.score < leastLikeness ? 0 : header.score)))
  return assign(scores).flatMap((target, index) => near[index]?.[target] ?? [])
}

export const scoreOf = (matches: readonly { readonly header: HeaderMatch }[]): number =>
  matches.reduce((sum, { header }) => sum + header.score, 0)
