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
  return insertColumns(
    prolog,
    prefix,
    widths.map(({ column, width }) => ({
      column,
      tag: `<${prefix}col min="${column}" max="${column}" width="${width}" customWidth="1"/>`,
    })),
  )
}

/** Descriptions of columns that have none yet, each at its place. */
function insertColumns(
  prolog: string,
  prefix: string,
  columns: readonly { readonly column: number; readonly tag: string }[],
): string {
  const sorted = [...columns].sort((one, other) => one.column - other.column)
  const container = /<(?:[\w.-]+:)?cols\b[^>]*>/.exec(prolog)
  if (container === null) {
    if (sorted.length === 0) return prolog
    return `${prolog}<${prefix}cols>${sorted.map(({ tag }) => tag).join('')}</${prefix}cols>`
  }
  const known = describedColumns(prolog)
  const missing = sorted.filter(
    ({ column }) => !known.some(({ first, last }) => column >= first && column <= last),
  )
  const splices = missing.map(({ column, tag }) => {
    const next = known.find(({ first }) => first > column)
    const at = next?.start ?? prolog.search(/<\/(?:[\w.-]+:)?cols\s*>/)
    return { start: at, end: at, text: tag }
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

/** The text before the rows with columns hidden; a description that several columns share is cut around them. */
export function hideColumns(prolog: string, prefix: string, hidden: readonly number[]): string {
  if (hidden.length === 0) return prolog
  const missing = new Set(hidden)
  const cut = prolog.replace(/<(?:[\w.-]+:)?col\s[^>]*?\/?>/g, (tag) => {
    const element = { start: 0, openEnd: tag.length }
    const first = Number(attributeOf(tag, element, 'min'))
    const last = Number(attributeOf(tag, element, 'max') ?? first)
    const within = [...missing].filter((column) => column >= first && column <= last).sort((a, b) => a - b)
    if (within.length === 0) return tag
    const part = (from: number, to: number, isHidden: boolean): string => {
      if (from > to) return ''
      const bounded = withBounds(tag, from, to)
      const open = { start: 0, openEnd: bounded.length }
      return isHidden ? splice(bounded, [setAttribute(bounded, open, 'hidden', '1')]) : bounded
    }
    let from = first
    let text = ''
    for (const column of within) {
      missing.delete(column)
      text += part(from, column - 1, false) + part(column, column, true)
      from = column + 1
    }
    return text + part(from, last, false)
  })
  return insertColumns(
    cut,
    prefix,
    [...missing].map((column) => ({
      column,
      tag: `<${prefix}col min="${column}" max="${column}" width="9.140625" hidden="1"/>`,
    })),
  )
}

function withBounds(tag: string, first: number, last: number): string {
  const bounded = splice(tag, [setAttribute(tag, { start: 0, openEnd: tag.length }, 'min', String(first))])
  return splice(bounded, [setAttribute(bounded, { start: 0, openEnd: bounded.length }, 'max', String(last))])
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
