/** Elements that stand for ranges of cells, moved with the cells; those of which no cell is left are taken out. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { movedPosition, type SheetMoves } from '../../../sheet/formula-text/moves.ts'
import { isSingleCell, parseRange } from '../cell-range.ts'
import {
  attributeOf,
  childrenOf,
  elementsOf,
  relationshipIdOf,
  type Splice,
  setAttribute,
  splice,
  type XmlElement,
} from '../xml-text.ts'
import { isAnchored, withMovedAnchor } from './move-anchor.ts'
import { moveBreaks } from './move-breaks.ts'
import { movedRanges } from './moved-ranges.ts'

export interface ElementMoves {
  readonly moves: SheetMoves
  /** Relationships to tables of which nothing is left. */
  readonly goneTables?: ReadonlySet<string>
  /** Columns of a table that are taken out, by their place in it. */
  readonly goneColumns?: ReadonlySet<number>
}

/** The attribute that says which cells an element is about. */
const rangeAttributes: Readonly<Record<string, string>> = {
  autoFilter: 'ref',
  cellWatch: 'r',
  comment: 'ref',
  conditionalFormatting: 'sqref',
  dataValidation: 'sqref',
  hyperlink: 'ref',
  ignoredError: 'sqref',
  inputCells: 'r',
  mergeCell: 'ref',
  protectedRange: 'sqref',
  sortCondition: 'ref',
  sortState: 'ref',
  table: 'ref',
  threadedComment: 'ref',
}

/** Elements whose children never stand for cells. */
const wholes: ReadonlySet<string> = new Set([
  'cfRule',
  'comment',
  'filterColumn',
  'tableColumn',
  'threadedComment',
])

/** Elements that mean something without children. */
const keptEmpty: ReadonlySet<string> = new Set(['autoFilter', 'commentList', 'ThreadedComments'])

/** Elements side by side, with the text between them. */
export const moveElements = (text: string, context: ElementMoves): string =>
  splice(text, movedChildren(text, elementsOf(text), context).splices)

interface MovedChildren {
  readonly splices: readonly Splice[]
  readonly dropped: readonly XmlElement[]
}

function movedChildren(
  text: string,
  elements: readonly XmlElement[],
  context: ElementMoves,
  isGone: (child: XmlElement, index: number) => boolean = () => false,
): MovedChildren {
  const splices: Splice[] = []
  const dropped: XmlElement[] = []
  for (const [index, element] of elements.entries()) {
    const written = text.slice(element.start, element.end)
    const moved = isGone(element, index) ? undefined : movedElement(written, context)
    if (moved === undefined) dropped.push(element)
    if (moved !== written) splices.push({ start: element.start, end: element.end, text: moved ?? '' })
  }
  return { splices, dropped }
}

/** Undefined where nothing is left of the element. */
function movedElement(text: string, context: ElementMoves): string | undefined {
  const { moves, goneTables, goneColumns } = context
  const [element] = elementsOf(text)
  if (element === undefined) return text
  const { local } = element
  if (local === 'rowBreaks') return moveBreaks(text, element, moves.rows)
  if (local === 'colBreaks') return moveBreaks(text, element, moves.columns)
  if (local === 'tablePart')
    return goneTables?.has(relationshipIdOf(text, element) ?? '') === true ? undefined : text
  const cells = cellsOf(text, element)
  const left = cells === undefined ? undefined : movedRanges(moves, cells.text)
  if (left === '' || (local === 'mergeCell' && left !== undefined && isOneCell(left))) return undefined
  const children = wholes.has(local) ? [] : childrenOf(text, element)
  const { splices, dropped } = movedChildren(text, children, context, (child, index) =>
    local === 'tableColumns'
      ? goneColumns?.has(index) === true
      : child.local === 'filterColumn' && filterColumn(text, child, cells?.text, moves) === undefined,
  )
  const count = children.length - dropped.length
  const isEmptied = count === 0 && children.length > 0 && !keptEmpty.has(local)
  if (isEmptied || dropped.some((child) => child.local === 'sparklines')) return undefined
  const filtered = children.filter((child) => child.local === 'filterColumn' && !dropped.includes(child))
  const moved = splice(text, [
    ...splices,
    ...(cells === undefined || left === undefined || left === cells.text ? [] : [cells.replacedBy(left)]),
    ...filtered.map((child) =>
      setAttribute(text, child, 'colId', String(filterColumn(text, child, cells?.text, moves) ?? 0)),
    ),
    ...(dropped.length > 0 && attributeOf(text, element, 'count') !== undefined
      ? [setAttribute(text, element, 'count', String(count))]
      : []),
  ])
  return cells !== undefined && isAnchored(local) ? withMovedAnchor(moved, cells.text, moves) : moved
}

interface Cells {
  readonly text: string
  readonly replacedBy: (ranges: string) => Splice
}

/** Which cells an element is about: an attribute tells, or a child in the newer elements of Excel. */
function cellsOf(text: string, element: XmlElement): Cells | undefined {
  const name = rangeAttributes[element.local]
  const value = name === undefined ? undefined : attributeOf(text, element, name)
  if (name !== undefined && value !== undefined)
    return { text: value, replacedBy: (ranges) => setAttribute(text, element, name, ranges) }
  if (wholes.has(element.local)) return undefined
  const child = childrenOf(text, element).find(({ name: own }) => own === 'xm:sqref')
  if (child === undefined) return undefined
  const { openEnd: start, closeStart: end } = child
  return { text: text.slice(start, end), replacedBy: (ranges) => ({ start, end, text: ranges }) }
}

const isOneCell = (text: string): boolean => {
  const range = parseRange(text)
  return range !== undefined && isSingleCell(range)
}

/** The number that a filter's column has from now on, counted from the filter's left; undefined where it is taken out. */
function filterColumn(
  text: string,
  element: XmlElement,
  filter: string | undefined,
  { columns }: SheetMoves,
): number | undefined {
  const own = Number(attributeOf(text, element, 'colId') ?? 0)
  const range: CellRange | undefined = parseRange(filter ?? '')
  if (range === undefined) return own
  const column = movedPosition(columns, range.firstColumn + own)
  return column === undefined ? undefined : column - columns.before(range.firstColumn) - 1
}
