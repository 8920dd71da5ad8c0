import type { ColumnFilter } from '#shared/contract/sheet.ts'
import type { ColumnId } from '#shared/domain/ids.ts'

/**
 * What is ticked in a list of values, said against a base since the list may be longer than is shown: all values but
 * those toggled, none but those toggled, or those found by the search but those toggled.
 */
export interface ValueChoice {
  readonly base: 'all' | 'none' | 'found'
  readonly toggled: ReadonlySet<string>
  readonly blanks: boolean
}

/** The values that are shown, and whether they are all there are. */
export interface ListedValues {
  readonly texts: readonly string[]
  readonly isComplete: boolean
  readonly hasBlanks: boolean
  readonly search: string
}

export const everything: ValueChoice = { base: 'all', toggled: new Set(), blanks: true }

export const isEverything = ({ base, toggled: marked, blanks }: ValueChoice): boolean =>
  base === 'all' && marked.size === 0 && blanks

export const isTicked = ({ base, toggled }: ValueChoice, text: string): boolean =>
  toggled.has(text) === (base === 'none')

export function toggled(choice: ValueChoice, text: string): ValueChoice {
  const next = new Set(choice.toggled)
  if (!next.delete(text)) next.add(text)
  return { ...choice, toggled: next }
}

/** The choice that a filter stands for. */
export const choiceOfFilter = (filter: ColumnFilter | undefined): ValueChoice =>
  filter?.type === 'values'
    ? { base: 'none', toggled: new Set(filter.texts), blanks: filter.blanks }
    : everything

/** The filters that a choice stands for; several must all hold. */
export function filtersOfChoice(
  column: ColumnId,
  { base, toggled: marked, blanks }: ValueChoice,
  listed: ListedValues,
): ColumnFilter[] {
  const unmarked = listed.texts.filter((text) => !marked.has(text))
  if (base === 'none') return [{ type: 'values', column, texts: [...marked], blanks }]
  if (base === 'found')
    return marked.size === 0 && !listed.isComplete
      ? [{ type: 'condition', column, operator: 'contains', operand: listed.search }]
      : [{ type: 'values', column, texts: unmarked, blanks: false }]
  if (marked.size === 0 && blanks) return []
  if (listed.isComplete)
    return [{ type: 'values', column, texts: unmarked, blanks: blanks && listed.hasBlanks }]
  return [
    ...[...marked].map(
      (text): ColumnFilter => ({ type: 'condition', column, operator: '<>', operand: text }),
    ),
    ...(blanks
      ? []
      : [{ type: 'condition', column, operator: 'notBlank', operand: '' } satisfies ColumnFilter]),
  ]
}
