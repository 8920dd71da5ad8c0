import type { PackageDraft } from './package-draft.ts'
import type { Workbook } from './workbook-part.ts'

/**
 * Unpacked bytes of sheets that are looked through. Only programs that write a sheet by hand refer to formats which
 * the style sheet lacks, and their sheets are small; a large one would cost more time than all the rest of a graft.
 */
const mostBytes = 32 * 2 ** 20

/** A cell's or a row's format, and a column's. */
const formatNumber = /\s(?:s|style)\s*=\s*["'](\d{1,5})["']/g

/**
 * How many cell formats the sheets refer to: one more than the highest number. Where the style sheet has fewer, a
 * format that is appended would become that of cells which had none.
 */
export function countUsedFormats(draft: PackageDraft, { sheets }: Workbook): number {
  let unread = mostBytes
  let used = 0
  for (const { part } of sheets) {
    const stored = part === undefined ? undefined : draft.find(part)
    if (stored === undefined) continue
    unread -= draft.packed(stored).size
    if (unread < 0) break
    for (const [, number] of draft.readText(stored).matchAll(formatNumber))
      used = Math.max(used, Number(number) + 1)
  }
  return used
}
