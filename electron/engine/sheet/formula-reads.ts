import { parseA1Ref, parseStructRef, tokenize } from '@borgar/fx'
import type { NamedArea } from '#shared/domain/sheet.ts'

/** A rectangle of a sheet, by the sheet's name in its workbook; 1-based, both ends included, open ends infinite. */
export interface ReadArea {
  readonly sheet: string
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** What a workbook formula reads; `everything` where that cannot be told from its text. */
export type FormulaReads = readonly ReadArea[] | 'everything'

/** Functions whose result hangs on cells that their text does not name. */
const indirect = new Set(['INDIRECT', 'OFFSET', 'CUBEVALUE', 'GETPIVOTDATA', 'LAMBDA', 'LET'])

/** The areas that a formula of a workbook speaks of, named areas and tables resolved. */
export function readsOf(formula: string, sheet: string, areas: ReadonlyMap<string, NamedArea>): FormulaReads {
  const reads: ReadArea[] = []
  for (const token of tokenize(formula, { mergeRefs: true })) {
    switch (token.type) {
      case 'func':
        if (indirect.has(token.value.toUpperCase())) return 'everything'
        break
      case 'range':
      case 'range_beam':
      case 'range_ternary':
      case 'range_named':
      case 'structured': {
        const area = readOfReference(token.value, sheet, areas)
        if (area === undefined) return 'everything'
        reads.push(area)
      }
    }
  }
  return reads
}

function readOfReference(
  text: string,
  sheet: string,
  areas: ReadonlyMap<string, NamedArea>,
): ReadArea | undefined {
  const table = parseStructRef(text)?.table
  if (table !== undefined) return areaOf(areas.get(table.toLowerCase()))
  const reference = parseA1Ref(text)
  if (reference === undefined) return undefined
  if ('name' in reference) return areaOf(areas.get(reference.name.toLowerCase()))
  const [context, ...others] = reference.context ?? []
  // Another workbook's cells, or a run of sheets.
  if (others.length > 0 || context?.includes(':') === true) return undefined
  const { top, bottom, left, right } = reference.range
  return {
    sheet: context ?? sheet,
    firstRow: (top ?? 0) + 1,
    lastRow: bottom === null || bottom === undefined ? Number.POSITIVE_INFINITY : bottom + 1,
    firstColumn: (left ?? 0) + 1,
    lastColumn: right === null || right === undefined ? Number.POSITIVE_INFINITY : right + 1,
  }
}

const areaOf = (area: NamedArea | undefined): ReadArea | undefined =>
  area === undefined ? undefined : { sheet: area.sheet, ...area.range }
