import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
/** Where the cells of a workbook go when rows and columns are put in or taken out, and which sheets get another name. */
import { firstFrom } from '#shared/domain/ascending.ts'
import type { CellRange } from '#shared/domain/sheet.ts'
import type { Relocation } from './relocation.ts'

/** New rows or columns behind one of the original (0: before all of them). */
export interface Insertion {
  readonly after: number
  readonly count: number
}

/** What happens to the rows, or to the columns, of a sheet. Positions count from 1. */
export interface AxisMoves {
  readonly isMoved: boolean
  /** In order, one an `after`. */
  readonly inserted: readonly Insertion[]
  /** Ascending. */
  readonly deleted: readonly number[]
  /** How many positions there are before this one from now on. */
  readonly before: (position: number) => number
  readonly isDeleted: (position: number) => boolean
  readonly size: number
}

function axisMoves(size: number, inserted: readonly Insertion[], deleted: readonly number[]): AxisMoves {
  const afters = inserted.map(({ after }) => after)
  const totals = [0]
  for (const { count } of inserted) totals.push((totals.at(-1) ?? 0) + count)
  return {
    isMoved: inserted.length > 0 || deleted.length > 0,
    inserted,
    deleted,
    before: (position) =>
      position - 1 + (totals[firstFrom(afters, position)] ?? 0) - firstFrom(deleted, position),
    isDeleted: (position) => deleted[firstFrom(deleted, position)] === position,
    size,
  }
}

/** What is asked for one sheet. */
export interface SheetRequest {
  /** Its name in the original. */
  readonly sheet: string
  readonly insertedRows?: readonly Insertion[]
  /** Ascending. */
  readonly deletedRows?: readonly number[]
  /** As the window shows them; an exported sheet has new columns at its right. */
  readonly insertedColumns?: readonly Insertion[]
  /** Ascending. */
  readonly deletedColumns?: readonly number[]
  readonly renamedTo?: string
}

/** The restructuring of one sheet. */
export interface SheetMoves {
  /** Its name in the original. */
  readonly sheet: string
  readonly rows: AxisMoves
  readonly columns: AxisMoves
  readonly renamedTo?: string
}

export const sheetMoves = ({
  sheet,
  insertedRows = [],
  deletedRows = [],
  insertedColumns = [],
  deletedColumns = [],
  renamedTo,
}: SheetRequest): SheetMoves => ({
  sheet,
  rows: axisMoves(maximumRow, insertedRows, deletedRows),
  columns: axisMoves(maximumColumn, insertedColumns, deletedColumns),
  ...(renamedTo === undefined ? {} : { renamedTo }),
})

export const movesCells = ({ rows, columns }: SheetMoves): boolean => rows.isMoved || columns.isMoved

/** A native table of which columns, or all, are taken out. */
export interface ShrunkTable {
  readonly name: string
  /** In order, as they were. */
  readonly columns: readonly string[]
  /** Those that are taken out, by their place among the columns. */
  readonly gone: ReadonlySet<number>
}

export const isAllGone = ({ columns, gone }: ShrunkTable): boolean => gone.size === columns.length

export interface Moves {
  /** By the sheets' names in lower case. */
  readonly sheets: ReadonlyMap<string, SheetMoves>
  /** By the tables' names in lower case. */
  readonly tables: ReadonlyMap<string, ShrunkTable>
  /** Blocks of cells that were moved before, in order, by the source's rows and columns. */
  readonly relocations: readonly Relocation[]
}

export const movesOf = (
  requests: readonly SheetRequest[],
  tables: readonly ShrunkTable[] = [],
  relocations: readonly Relocation[] = [],
): Moves => ({
  sheets: new Map(requests.map((request) => [request.sheet.toLowerCase(), sheetMoves(request)])),
  tables: new Map(tables.map((table) => [table.name.toLowerCase(), table])),
  relocations,
})

export const movesOfSheet = ({ sheets }: Moves, sheet: string): SheetMoves | undefined =>
  sheets.get(sheet.toLowerCase())

/** The number that a row or column of the original has from now on; undefined where it is taken out. */
export const movedPosition = (axis: AxisMoves, position: number): number | undefined =>
  axis.isDeleted(position) ? undefined : nearestPosition(axis, position)

/** As `movedPosition`; of one that is taken out, the number of what takes its place. */
export const nearestPosition = (axis: AxisMoves, position: number): number =>
  Math.min(axis.size, axis.before(position) + 1)

export interface Span {
  readonly first: number
  readonly last: number
}

/** What is left of a span, new positions within it included; undefined for nothing. All rows stay all rows. */
export function movedSpan(axis: AxisMoves, { first, last }: Span): Span | undefined {
  if (!axis.isMoved || (first === 1 && last === axis.size)) return { first, last }
  const moved = {
    first: nearestPosition(axis, first),
    last: Math.min(axis.size, axis.before(last) + (axis.isDeleted(last) ? 0 : 1)),
  }
  return moved.first > moved.last ? undefined : moved
}

/** What is left of a range; undefined for nothing. */
export function movedRange({ rows, columns }: SheetMoves, range: CellRange): CellRange | undefined {
  const down = movedSpan(rows, { first: range.firstRow, last: range.lastRow })
  const across = movedSpan(columns, { first: range.firstColumn, last: range.lastColumn })
  if (down === undefined || across === undefined) return undefined
  return {
    firstRow: down.first,
    firstColumn: across.first,
    lastRow: down.last,
    lastColumn: across.last,
  }
}

/** Whether new rows or columns come between the first and the last of the span. */
export const isSplit = ({ inserted }: AxisMoves, { first, last }: Span): boolean =>
  inserted.some(({ after }) => after >= first && after < last)

/** How many of the span's positions are taken out. */
export const deletedWithin = ({ deleted }: AxisMoves, { first, last }: Span): number =>
  firstFrom(deleted, last + 1) - firstFrom(deleted, first)

/** Whether all of the span is taken out and nothing new stands in its place. */
export const isGone = (axis: AxisMoves, span: Span): boolean => movedSpan(axis, span) === undefined
