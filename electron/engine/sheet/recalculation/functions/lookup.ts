import { compareScalars, toBoolean, toNumber } from '../coerce.ts'
import { type Evaluation, mapped, matrixOf, scalarOf } from '../evaluation.ts'
import {
  type Area,
  errors,
  isArea,
  isError,
  isScalar,
  type Matrix,
  notComputable,
  type Operand,
  type Scalar,
} from '../operand.ts'
import { wildcard } from './conditional.ts'
import { type FunctionTable, type LazyFunction, overRanges } from './function.ts'

/** A row or column of values to search in, and what to take from beside a found place. */
interface Line {
  readonly length: number
  readonly at: (index: number) => Scalar
}

function lineOf(operand: Operand, evaluation: Evaluation, byRow: boolean, index = 0): Line {
  if (isArea(operand)) {
    const area = evaluation.cells.clipped(operand)
    const { read } = evaluation.cells
    return byRow
      ? {
          length: area.lastColumn - area.firstColumn + 1,
          at: (place) => read(area.sheet, area.firstRow + index, area.firstColumn + place),
        }
      : {
          length: area.lastRow - area.firstRow + 1,
          at: (place) => read(area.sheet, area.firstRow + place, area.firstColumn + index),
        }
  }
  const { rows } = matrixOf(operand, evaluation)
  return byRow
    ? { length: rows[index]?.length ?? 0, at: (place) => rows[index]?.[place] ?? null }
    : { length: rows.length, at: (place) => rows[place]?.[index] ?? null }
}

const isOneKind = (a: Scalar, b: Scalar): boolean => typeof a === typeof b && a !== null && !isError(a)

/** The place of an equal value, from the front or the back; a text may hold wildcards. */
function findExact(line: Line, sought: Scalar, options: { wildcards: boolean; fromEnd?: boolean }): number {
  const pattern =
    options.wildcards && typeof sought === 'string' && /[*?~]/.test(sought) ? wildcard(sought) : undefined
  const matches = (value: Scalar): boolean => {
    if (pattern !== undefined) return typeof value === 'string' && pattern.test(value)
    return isOneKind(value, sought) && compareScalars(value, sought) === 0
  }
  if (options.fromEnd === true) {
    for (let place = line.length - 1; place >= 0; place -= 1) if (matches(line.at(place))) return place
    return -1
  }
  for (let place = 0; place < line.length; place += 1) if (matches(line.at(place))) return place
  return -1
}

/** The last value that is not greater, in a line that rises; by halving, as spreadsheets search, blanks stepped over. */
function findSorted(line: Line, sought: Scalar): number {
  let low = 0
  let high = line.length - 1
  let found = -1
  while (low <= high) {
    const middle = (low + high) >> 1
    let place = middle
    while (place >= low && !isOneKind(line.at(place), sought)) place -= 1
    if (place < low) {
      low = middle + 1
      continue
    }
    if (compareScalars(line.at(place), sought) <= 0) {
      found = place
      low = middle + 1
    } else high = place - 1
  }
  return found
}

/** The smallest value that is not less, in a line that falls. */
function findFalling(line: Line, sought: Scalar): number {
  let found = -1
  for (let place = 0; place < line.length; place += 1) {
    const value = line.at(place)
    if (!isOneKind(value, sought)) continue
    if (compareScalars(value, sought) < 0) break
    found = place
  }
  return found
}

/** VLOOKUP and HLOOKUP. */
const tableLookup = (byRow: boolean): LazyFunction => ({
  kind: 'lazy',
  least: 3,
  most: 4,
  run: ([wanted = null, range = null, which = null, near], evaluation, evaluate) => {
    const table = evaluate(range)
    if (isError(table)) return table
    const approximate = near === undefined ? true : toBoolean(scalarOf(evaluate(near), evaluation))
    if (isError(approximate)) return approximate
    const line = lineOf(table, evaluation, byRow)
    return mapped([evaluate(wanted), evaluate(which)], evaluation, ([sought = null, number = null]) => {
      if (isError(sought)) return sought
      const index = toNumber(number)
      if (isError(index)) return index
      const value = sought ?? 0
      const place = approximate ? findSorted(line, value) : findExact(line, value, { wildcards: true })
      if (place < 0) return errors.notAvailable
      if (index < 1) return errors.value
      if (Math.trunc(index) > depthOf(table, byRow)) return errors.reference
      return lineOf(table, evaluation, byRow, Math.trunc(index) - 1).at(place)
    })
  },
})

function depthOf(table: Operand, byRow: boolean): number {
  if (isArea(table))
    return byRow ? table.lastRow - table.firstRow + 1 : table.lastColumn - table.firstColumn + 1
  if (isScalar(table) || table.kind === 'union') return 1
  return byRow ? table.rows.length : (table.rows[0]?.length ?? 0)
}

/** True where a range or array is one row. */
function isRow(operand: Operand): boolean {
  if (isArea(operand))
    return operand.firstRow === operand.lastRow && operand.firstColumn !== operand.lastColumn
  return !isScalar(operand) && operand.kind === 'matrix' && operand.rows.length === 1
}

const match = overRanges(2, 3, ([wanted = null, range = null, type = 1], evaluation) => {
  if (isError(range)) return range
  const order = toNumber(scalarOf(type, evaluation))
  if (isError(order)) return order
  const line = lineOf(range, evaluation, isRow(range))
  return mapped([wanted], evaluation, ([sought = null]) => {
    if (isError(sought)) return sought
    if (sought === null) return errors.notAvailable
    const place =
      order === 0
        ? findExact(line, sought, { wildcards: true })
        : order > 0
          ? findSorted(line, sought)
          : findFalling(line, sought)
    return place < 0 ? errors.notAvailable : place + 1
  })
})

const lookup = overRanges(
  2,
  3,
  ([wanted = null, range = null, results = range], evaluation) => {
    if (isError(range)) return range
    const isWide = widthOf(range) > heightOf(range)
    const line = lineOf(range, evaluation, isWide)
    const from =
      results === range
        ? lineOf(range, evaluation, isWide, depthOf(range, isWide) - 1)
        : lineOf(results, evaluation, isRow(results))
    return mapped([wanted], evaluation, ([sought = null]) => {
      if (isError(sought)) return sought
      const place = findSorted(line, sought ?? 0)
      return place < 0 ? errors.notAvailable : from.at(place)
    })
  },
  true,
)

const heightOf = (operand: Operand): number => depthOf(operand, true)
const widthOf = (operand: Operand): number => depthOf(operand, false)

const index = overRanges(
  2,
  4,
  ([range = null, rowNumber = null, columnNumber, areaNumber], evaluation): Operand => {
    if (isError(range)) return range
    if (areaNumber !== undefined || (!isScalar(range) && range.kind === 'union'))
      return notComputable('It chooses among several ranges.')
    const first = toNumber(scalarOf(rowNumber, evaluation))
    const second = columnNumber === undefined ? undefined : toNumber(scalarOf(columnNumber, evaluation))
    if (isError(first)) return first
    if (isError(second)) return second
    // In a single row the only number counts columns.
    const [row, column] =
      second === undefined && heightOf(range) === 1 && widthOf(range) > 1 ? [0, first] : [first, second ?? 0]
    if (row < 0 || column < 0) return errors.value
    if (Math.trunc(row) > heightOf(range) || Math.trunc(column) > widthOf(range)) return errors.reference
    return isArea(range)
      ? areaAt(range, Math.trunc(row), Math.trunc(column))
      : elementsAt(matrixOf(range, evaluation), Math.trunc(row), Math.trunc(column))
  },
  true,
)

/** Row or column 0 is all of them. */
function areaAt(area: Area, row: number, column: number): Area {
  return {
    ...area,
    ...(row === 0 ? {} : { firstRow: area.firstRow + row - 1, lastRow: area.firstRow + row - 1 }),
    ...(column === 0
      ? {}
      : { firstColumn: area.firstColumn + column - 1, lastColumn: area.firstColumn + column - 1 }),
  }
}

function elementsAt({ rows }: Matrix, row: number, column: number): Operand {
  const lines = row === 0 ? rows : rows.slice(row - 1, row)
  const cut = column === 0 ? lines : lines.map((line) => line.slice(column - 1, column))
  return cut.length === 1 && cut[0]?.length === 1 ? (cut[0][0] ?? null) : { kind: 'matrix', rows: cut }
}

const xlookup: LazyFunction = {
  kind: 'lazy',
  least: 3,
  most: 6,
  run: (
    [wanted = null, range = null, results = null, otherwise, matchMode, searchMode],
    evaluation,
    evaluate,
  ) => {
    const searched = evaluate(range)
    const returned = evaluate(results)
    const sought = scalarOf(evaluate(wanted), evaluation)
    if (isError(sought)) return sought
    const mode = matchMode === undefined ? 0 : toNumber(scalarOf(evaluate(matchMode), evaluation))
    const search = searchMode === undefined ? 1 : toNumber(scalarOf(evaluate(searchMode), evaluation))
    if (isError(mode)) return mode
    if (isError(search)) return search
    if (Math.abs(search) !== 1 || evaluation.arrays)
      return notComputable('It searches in a way that is not known here.')
    const byRow = isRow(searched)
    const line = lineOf(searched, evaluation, byRow)
    const place = findNear(line, sought, mode, search === -1)
    if (place >= 0) {
      const depth = depthOf(returned, byRow)
      return depth === 1
        ? lineOf(returned, evaluation, byRow).at(place)
        : notComputable('It returns several cells.')
    }
    return otherwise === undefined || otherwise === null ? errors.notAvailable : evaluate(otherwise)
  },
}

/** XLOOKUP's match modes: 0 equal, 2 with wildcards, -1 or else the next smaller, 1 or else the next larger. */
function findNear(line: Line, sought: Scalar, mode: number, fromEnd: boolean): number {
  const exact = findExact(line, sought ?? '', { wildcards: mode === 2, fromEnd })
  if (exact >= 0 || mode === 0 || mode === 2) return exact
  let found = -1
  for (let place = 0; place < line.length; place += 1) {
    const value = line.at(place)
    if (!isOneKind(value, sought)) continue
    const order = compareScalars(value, sought) * mode
    const isNearer = found < 0 || compareScalars(value, line.at(found)) * mode < 0
    if (order > 0 && isNearer) found = place
  }
  return found
}

export const lookupFunctions: FunctionTable = {
  VLOOKUP: tableLookup(false),
  HLOOKUP: tableLookup(true),
  MATCH: match,
  LOOKUP: lookup,
  INDEX: index,
  XLOOKUP: xlookup,
}
