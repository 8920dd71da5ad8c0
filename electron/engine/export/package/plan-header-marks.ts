import { cellAddress } from '#shared/domain/address.ts'
import { epilogElements, insertInEpilog } from './sheet-frame.ts'
import type { SheetPlan } from './sheet-plan.ts'
import type { DifferentialChange, StyleSheet } from './style-sheet.ts'
import type { HeaderMark } from './workbook-changes.ts'
import { attributeOf, childrenOf, splice } from './xml-text.ts'

/** A header may be white on dark: the mark brings its own text colour, or it could not be read on the pale background. */
const mappedColors: DifferentialChange = { fillColor: 'FFDDEBF7', fontColor: 'FF1B2129' }

/**
 * Gives mapped headers their colours as one conditional format that always holds: the cells' own formats stay as
 * they are, and clearing the rule takes the mark away.
 */
export function planHeaderMarks(
  plan: SheetPlan,
  marks: readonly Pick<HeaderMark, 'row' | 'column'>[],
  styleSheet: StyleSheet,
): void {
  if (marks.length === 0) return
  const cells = marks.map(({ row, column }) => cellAddress(row, column)).join(' ')
  const format = styleSheet.differential(mappedColors)
  plan.patch.epilog.push((epilog, _prolog, prefix) => {
    const rule = `<${prefix}cfRule type="expression" dxfId="${format}" priority="${lastPriority(epilog) + 1}"><${prefix}formula>TRUE</${prefix}formula></${prefix}cfRule>`
    const xml = `<${prefix}conditionalFormatting sqref="${cells}">${rule}</${prefix}conditionalFormatting>`
    return splice(epilog, [insertInEpilog(epilog, 'conditionalFormatting', xml)])
  })
}

/** Of the sheet's rules; each has a number of its own. */
function lastPriority(epilog: string): number {
  const rules = epilogElements(epilog)
    .filter(({ local }) => local === 'conditionalFormatting')
    .flatMap((format) => childrenOf(epilog, format))
    .map((rule) => Number(attributeOf(epilog, rule, 'priority') ?? 0))
  const extended = [...epilog.matchAll(/<x14:cfRule\b[^>]*?\bpriority="(\d+)"/g)].map((found) =>
    Number(found[1]),
  )
  return [...rules, ...extended].filter(Number.isFinite).reduce((most, each) => Math.max(most, each), 0)
}
