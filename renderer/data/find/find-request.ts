import type { RequestInput } from '#shared/contract/index.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { areaOf, liveRange } from '../selection/selection.ts'
import { blockOf } from '../state/blocks.ts'
import { presentSheet } from '../state/present-sheet.ts'
import type { FindOptions } from './find-state.ts'

/** Matches that are listed and can be stepped through; all are counted. */
const matchesListed = 5_000

/** Where a search looks; null where there is nothing to search for or in. */
export function findRequest(
  options: FindOptions,
  sheets: readonly SheetId[],
): RequestInput<'sheet.find'> | null {
  const present = presentSheet()
  if (options.text === '' || present === undefined) return null
  const { scope, ...search } = options
  if (scope === 'all') return { ...search, sheets: [...sheets], limit: matchesListed }
  const block =
    scope === 'selection' ? blockOf(present, areaOf(liveRange(present.selection), present.extent)) : undefined
  return {
    ...search,
    sheets: [present.info.id],
    limit: matchesListed,
    ...(block === undefined ? {} : { block }),
  }
}
