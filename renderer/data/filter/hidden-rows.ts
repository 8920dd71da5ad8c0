import { counted } from '#shared/domain/counted.ts'
import type { RowId } from '#shared/domain/ids.ts'

/** A row that is hidden by itself, with its number in the sheet. */
export interface HiddenRow {
  readonly row: RowId
  readonly number: number
}

/** Those that stand between two rows of the sheet's order, which are given by their numbers. */
export const hiddenBetween = (
  hidden: readonly HiddenRow[],
  after: number,
  before: number,
): readonly HiddenRow[] => hidden.filter(({ number }) => number > after && number < before)

/** "12 to 14, 16". */
export function spansText(numbers: readonly number[]): string {
  const spans: { first: number; last: number }[] = []
  for (const number of numbers) {
    const span = spans.at(-1)
    if (span?.last === number - 1) span.last = number
    else spans.push({ first: number, last: number })
  }
  const said = spans.slice(0, spansSaid).map(({ first, last }) => {
    if (first === last) return first.toLocaleString('en-US')
    return `${first.toLocaleString('en-US')} to ${last.toLocaleString('en-US')}`
  })
  return [...said, ...(spans.length > spansSaid ? ['...'] : [])].join(', ')
}

const spansSaid = 4

/** "3 hidden rows". */
export const hiddenCount = (hidden: readonly HiddenRow[]): string => counted(hidden.length, 'hidden row')
