import type { Completion } from '#renderer/ui/completing-text-area.tsx'
import { functions } from '#shared/formula/functions.ts'
import type { RuleDataset } from './rules.ts'

const wordBefore = /[\p{L}_][\p{L}\p{N}_]*$/u

/** The word that ends at the caret: what completion replaces. */
export const wordBeforeCaret = (text: string, caret: number): string =>
  wordBefore.exec(text.slice(0, caret))?.[0] ?? ''

const mostShown = 10

/** Functions of single values: a rule knows nothing but its row. */
const rowFunctions: readonly Completion[] = [...functions.values()]
  .filter(({ aggregate }) => aggregate === undefined)
  .map(({ name, signature, description }) => ({ text: `${name}(`, detail: `${signature}  ${description}` }))

const periodEnd: Completion = { text: 'period_end', detail: 'The end of the data' }

/** What the word could become: fields of the dataset first, those that begin with it before those that hold it. */
export function ruleCompletions(word: string, fields: RuleDataset['fields']): readonly Completion[] {
  if (word === '') return []
  const wanted = word.toLowerCase()
  const all = [...fields.map(({ id, name }) => ({ text: id, detail: name })), periodEnd, ...rowFunctions]
  const starts = all.filter(({ text }) => text.toLowerCase().startsWith(wanted))
  const holds = all.filter(
    (each) =>
      !starts.includes(each) &&
      (each.text.toLowerCase().includes(wanted) || each.detail.toLowerCase().includes(wanted)),
  )
  const found = [...starts, ...holds].slice(0, mostShown)
  // A word that is complete needs no list under it.
  return found.length === 1 && found[0]?.text.toLowerCase() === wanted ? [] : found
}
