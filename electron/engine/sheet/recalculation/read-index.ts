import type { FormulaReads } from './formula-reads.ts'
import type { Area } from './operand.ts'

/**
 * Finds the formulas that read a cell. Single cells, which most references are, stand in a map; ranges in lists by
 * column, ascending by their first row, in blocks that know how far down any of their ranges reaches.
 */
export interface ReadIndex {
  /** What each formula reads, by its number. */
  readonly reads: readonly FormulaReads[]
  /** A search that tells of each formula once, whatever leads to it. */
  readonly search: () => ReaderSearch
}

export interface ReaderSearch {
  /** The formulas, not told of before, that read the cell. A row between two rows of the source has a fraction. */
  readonly readersOf: (sheet: string, row: number, column: number) => number[]
  /** Those that read anything in one of the rows, which ascend, or the numbers of rows below. */
  readonly readersOfRows: (sheet: string, rows: readonly number[]) => number[]
  /** Those that read anything in one of the columns. */
  readonly readersOfColumns: (sheet: string, columns: readonly number[]) => number[]
  /** Those of which it is not known beforehand what they read. */
  readonly unknownReaders: () => number[]
}

interface ReadRange {
  readonly area: Area
  readonly formulas: number[]
}

interface SheetReads {
  readonly cells: Map<number, number[]>
  readonly ranges: Map<string, ReadRange>
}

/** Ranges wider than this are looked at for every column. */
const widestByColumn = 64
const blockLength = 64
const everyColumn = -1

const columnsOfKey = 16_385
const cellKey = (row: number, column: number): number => row * columnsOfKey + column

export function createReadIndex(reads: readonly FormulaReads[]): ReadIndex {
  const sheets = new Map<string, SheetReads>()
  const unknown: number[] = []
  for (const [formula, read] of reads.entries()) {
    if ('unknown' in read || read.dynamic) unknown.push(formula)
    if ('unknown' in read) continue
    for (const area of read.areas) addRead(sheetReads(sheets, area.sheet), area, formula)
  }
  const columns = new Map(
    [...sheets].map(([sheet, { ranges }]) => [sheet, rangesByColumn([...ranges.values()])]),
  )
  return {
    reads,
    search: () => {
      const told = new Uint8Array(reads.length)
      const fresh = (formulas: readonly number[], found: number[]) => {
        for (const formula of formulas) {
          if (told[formula] === 1) continue
          told[formula] = 1
          found.push(formula)
        }
      }
      const searches = new Map<string, ReturnType<typeof rangeSearch>>()
      const searchOf = (sheet: string) => {
        const present = searches.get(sheet) ?? rangeSearch(columns.get(sheet) ?? new Map())
        searches.set(sheet, present)
        return present
      }
      return {
        readersOf: (sheet, row, column) => {
          const found: number[] = []
          fresh(sheets.get(sheet)?.cells.get(cellKey(row, column)) ?? [], found)
          searchOf(sheet)(row, column, ({ formulas }) => fresh(formulas, found))
          return found
        },
        readersOfRows: (sheet, rows) => {
          const found: number[] = []
          const known = sheets.get(sheet)
          if (known === undefined || rows.length === 0) return found
          const changed = new Set(rows)
          for (const [key, formulas] of known.cells)
            if (changed.has(Math.floor(key / columnsOfKey))) fresh(formulas, found)
          for (const { area, formulas } of known.ranges.values())
            if (rows.some((row) => row >= area.firstRow && row <= area.lastRow)) fresh(formulas, found)
          return found
        },
        readersOfColumns: (sheet, columns) => {
          const found: number[] = []
          const known = sheets.get(sheet)
          if (known === undefined || columns.length === 0) return found
          const changed = new Set(columns)
          for (const [key, formulas] of known.cells)
            if (changed.has(key % columnsOfKey)) fresh(formulas, found)
          for (const { area, formulas } of known.ranges.values())
            if (columns.some((column) => column >= area.firstColumn && column <= area.lastColumn))
              fresh(formulas, found)
          return found
        },
        unknownReaders: () => {
          const found: number[] = []
          fresh(unknown, found)
          return found
        },
      }
    },
  }
}

function sheetReads(sheets: Map<string, SheetReads>, sheet: string): SheetReads {
  const known = sheets.get(sheet) ?? { cells: new Map(), ranges: new Map() }
  sheets.set(sheet, known)
  return known
}

function addRead({ cells, ranges }: SheetReads, area: Area, formula: number): void {
  const { firstRow, lastRow, firstColumn, lastColumn } = area
  if (firstRow === lastRow && firstColumn === lastColumn) {
    const key = cellKey(firstRow, firstColumn)
    const readers = cells.get(key)
    if (readers === undefined) cells.set(key, [formula])
    else readers.push(formula)
    return
  }
  const key = `${firstRow}:${lastRow}:${firstColumn}:${lastColumn}`
  const range = ranges.get(key)
  if (range === undefined) ranges.set(key, { area, formulas: [formula] })
  else range.formulas.push(formula)
}

function rangesByColumn(ranges: readonly ReadRange[]): ReadonlyMap<number, readonly ReadRange[]> {
  const columns = new Map<number, ReadRange[]>()
  const add = (column: number, range: ReadRange) => {
    const known = columns.get(column)
    if (known === undefined) columns.set(column, [range])
    else known.push(range)
  }
  for (const range of ranges) {
    const { firstColumn, lastColumn } = range.area
    if (lastColumn - firstColumn >= widestByColumn) add(everyColumn, range)
    else for (let column = firstColumn; column <= lastColumn; column += 1) add(column, range)
  }
  for (const list of columns.values()) list.sort((a, b) => a.area.firstRow - b.area.firstRow)
  return columns
}

/** Tells of the ranges that hold a cell, of each range once in a column. */
function rangeSearch(columns: ReadonlyMap<number, readonly ReadRange[]>) {
  const lists = new Map<number, ReturnType<typeof listSearch>>()
  const listOf = (column: number) => {
    const ranges = columns.get(column)
    if (ranges === undefined) return undefined
    const present = lists.get(column) ?? listSearch(ranges)
    lists.set(column, present)
    return present
  }
  return (row: number, column: number, hit: (range: ReadRange) => void): void => {
    listOf(column)?.(row, column, hit)
    listOf(everyColumn)?.(row, column, hit)
  }
}

function listSearch(ranges: readonly ReadRange[]) {
  const last = Float64Array.from(ranges, ({ area }) => area.lastRow)
  const deepest = Float64Array.from({ length: Math.ceil(ranges.length / blockLength) }, (_value, block) =>
    deepestOf(last, block),
  )
  return (row: number, column: number, hit: (range: ReadRange) => void): void => {
    for (let block = 0; block < deepest.length; block += 1) {
      const start = block * blockLength
      if ((ranges[start]?.area.firstRow ?? Number.POSITIVE_INFINITY) > row) return
      if ((deepest[block] ?? 0) < row) continue
      for (let index = start; index < Math.min(start + blockLength, ranges.length); index += 1) {
        const range = ranges[index]
        if (range === undefined || range.area.firstRow > row) break
        const { firstColumn, lastColumn } = range.area
        if ((last[index] ?? 0) < row || column < firstColumn || column > lastColumn) continue
        hit(range)
        last[index] = Number.NEGATIVE_INFINITY
      }
      deepest[block] = deepestOf(last, block)
    }
  }
}

const deepestOf = (last: Float64Array, block: number): number =>
  last
    .subarray(block * blockLength, (block + 1) * blockLength)
    .reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
