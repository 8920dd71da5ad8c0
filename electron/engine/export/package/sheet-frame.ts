/** What surrounds the rows of a sheet: elements in a fixed order, to which some are added. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { parseRange, rangeText, union } from './cell-range.ts'
import {
  attributeOf,
  attributesOf,
  childrenOf,
  elementsOf,
  type Splice,
  setAttribute,
  splice,
  type XmlElement,
} from './xml-text.ts'

/** The children of a worksheet in the order that the schema asks for (ECMA-376 part 1, 18.3.1.99). */
export const sheetElementOrder: readonly string[] = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetCalcPr',
  'sheetProtection',
  'protectedRanges',
  'scenarios',
  'autoFilter',
  'sortState',
  'dataConsolidate',
  'customSheetViews',
  'mergeCells',
  'phoneticPr',
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'customProperties',
  'cellWatches',
  'ignoredErrors',
  'smartTags',
  'drawing',
  'legacyDrawing',
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
]

/**
 * The text after the rows, cut before the sheet's closing tag, so that it can be read as a list of elements.
 * Positions in the elements are positions in `epilog`.
 */
export function epilogElements(epilog: string): XmlElement[] {
  const close = epilog.lastIndexOf('</')
  return elementsOf(epilog.slice(0, close < 0 ? epilog.length : close))
}

/** An alternative's place is that of what it offers first. */
function rankOf(text: string, element: XmlElement): number {
  const rank = sheetElementOrder.indexOf(element.local)
  if (rank >= 0 || element.local !== 'AlternateContent') return rank
  const offered = childrenOf(text, element).flatMap((choice) => childrenOf(text, choice))[0]
  return offered === undefined ? -1 : rankOf(text, offered)
}

/** The splice that adds an element to the text after the rows, at its place in the schema's order. */
export function insertInEpilog(epilog: string, name: string, xml: string): Splice {
  const rank = sheetElementOrder.indexOf(name)
  const next = epilogElements(epilog).find((element) => rankOf(epilog, element) > rank)
  const close = epilog.lastIndexOf('</')
  const at = next?.start ?? (close < 0 ? epilog.length : close)
  return { start: at, end: at, text: xml }
}

/** The text before the rows with its dimension grown to hold `range`; unchanged where it has none. */
export function growDimension(prolog: string, range: CellRange | undefined): string {
  const match = /<(?:[\w.-]+:)?dimension\b[^>]*>/.exec(prolog)
  if (match === null || range === undefined) return prolog
  const element = {
    start: match.index,
    openEnd: match.index + match[0].length,
  }
  const current = parseRange(attributeOf(prolog, element, 'ref') ?? '')
  const grown = current === undefined ? range : union(current, range)
  return splice(prolog, [setAttribute(prolog, element, 'ref', rangeText(grown))])
}

export interface ColumnWidth {
  readonly column: number
  /** In characters, as Excel counts it. */
  readonly width: number
}

/** The text before the rows with widths for columns that have none yet; columns described already stay as they are. */
export function addColumnWidths(prolog: string, prefix: string, widths: readonly ColumnWidth[]): string {
  const columnTag = (width: ColumnWidth): string =>
    `<${prefix}col min="${width.column}" max="${width.column}" width="${width.width}" customWidth="1"/>`
  const container = /<(?:[\w.-]+:)?cols\b[^>]*>/.exec(prolog)
  if (container === null) {
    if (widths.length === 0) return prolog
    return `${prolog}<${prefix}cols>${widths.map(columnTag).join('')}</${prefix}cols>`
  }
  const known = describedColumns(prolog)
  const missing = widths.filter(
    ({ column }) => !known.some(({ first, last }) => column >= first && column <= last),
  )
  const splices = missing.map((width) => {
    const next = known.find(({ first }) => first > width.column)
    const at = next?.start ?? prolog.search(/<\/(?:[\w.-]+:)?cols\s*>/)
    return { start: at, end: at, text: columnTag(width) }
  })
  return splice(prolog, splices)
}

function describedColumns(prolog: string): { first: number; last: number; start: number }[] {
  return [...prolog.matchAll(/<(?:[\w.-]+:)?col\s[^>]*>/g)].map((match) => {
    const element = {
      start: match.index,
      openEnd: match.index + match[0].length,
    }
    const first = Number(attributeOf(prolog, element, 'min'))
    const last = Number(attributeOf(prolog, element, 'max') ?? first)
    return { first, last, start: match.index }
  })
}

/** The prefix that a sheet's root gives the relationships namespace; undefined where it gives none. */
export function relationshipPrefix(prolog: string): string | undefined {
  const root = /<(?:[\w.-]+:)?worksheet\b[^>]*>/.exec(prolog)
  if (root === null) return undefined
  const element = { start: root.index, openEnd: root.index + root[0].length }
  return attributesOf(prolog, element)
    .find(
      ({ name, value }) => name.startsWith('xmlns:') && /officeDocument(\/2006)?\/relationships$/.test(value),
    )
    ?.name.slice('xmlns:'.length)
}
