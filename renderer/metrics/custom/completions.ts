import type { Completion } from '#renderer/ui/completing-text-area.tsx'
import { assumptions, kinds, metrics } from '#shared/catalogue/index.ts'
import { functionHelp } from '#shared/formula/functions.ts'
import { periodNames } from '#shared/formula/scope.ts'

const all: readonly Completion[] = [
  ...functionHelp.map(({ name, signature, description }) => ({
    text: `${name}(`,
    detail: `${signature}  ${description}`,
  })),
  ...kinds.flatMap((kind) => [
    ...[...kind.fields, ...kind.computed].map((field) => ({
      text: `${kind.id}[${field.id}]`,
      detail: `${kind.name}: ${field.name}`,
    })),
    ...kind.derived.flatMap((derived) =>
      derived.fields.map((field) => ({
        text: `${derived.id}[${field.id}]`,
        detail: `${derived.name}: ${field.name}`,
      })),
    ),
  ]),
  ...[...periodNames.keys()].map((name) => ({ text: name, detail: 'the period' })),
  ...assumptions.map(({ name, label }) => ({ text: name, detail: label })),
  ...metrics.map(({ id, name }) => ({ text: id, detail: name })),
]

const wordBefore = /[\p{L}_][\p{L}\p{N}_]*(?:\[[\p{L}\p{N}_]*)?$/u

/** The word that ends at the caret: what completion replaces. */
export const wordAt = (text: string, caret: number): string =>
  wordBefore.exec(text.slice(0, caret))?.[0] ?? ''

const mostShown = 12

/** What the word could become: those that begin with it first, then those that hold it or are called so. */
export function completionsFor(word: string): readonly Completion[] {
  if (word === '') return []
  const wanted = word.toLowerCase()
  const rank = ({ text, detail }: Completion) => {
    const own = text.toLowerCase()
    if (own.startsWith(wanted)) return 0
    if (own.includes(wanted)) return 1
    return detail.toLowerCase().includes(wanted) ? 2 : 3
  }
  return all
    .map((completion) => ({ completion, rank: rank(completion) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.completion.text.length - b.completion.text.length)
    .slice(0, mostShown)
    .map((each) => each.completion)
}
