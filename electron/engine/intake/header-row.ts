import type { CellValue } from '#shared/domain/cell.ts'
import { isPeriodHeader } from '#shared/domain/period-header.ts'

/** A row near the top of a sheet, by 1-based column, without its blank cells. */
export interface HeadRow {
  readonly row: number
  readonly cells: ReadonlyMap<number, CellValue>
}

const candidateRows = 30
const rowsBelow = 100
const leastCoverage = 0.5
const leastScore = 0.45
/** Of two rows that look alike the upper one is the header. */
const preferenceForUpper = 0.98
const bonusOfFrozenRow = 0.15
const longestLabel = 80
const firstYear = 1900
const lastYear = 2100

/**
 * The row that names the columns: 1-based, 0 where there is none. Titles and remarks above it have few cells; below
 * it stand values of other kinds than its labels, or at least not the labels themselves again. `frozenRows` is how
 * many rows the sheet keeps in place, which ends with the header more often than not.
 */
export function findHeaderRow(rows: readonly HeadRow[], frozenRows = 0): number {
  const filled = rows.filter(({ cells }) => hasValue(cells))
  let best = 0
  let bestScore = leastScore
  filled.slice(0, candidateRows).forEach((candidate, index) => {
    const below = filled.slice(index + 1, index + 1 + rowsBelow)
    const score = scoreHeader(candidate, below) + (candidate.row === frozenRows ? bonusOfFrozenRow : 0)
    const weighted = score * preferenceForUpper ** index
    if (weighted <= bestScore) return
    best = candidate.row
    bestScore = weighted
  })
  return best
}

const hasValue = (cells: ReadonlyMap<number, CellValue>): boolean =>
  [...cells.values()].some(
    (cell) => cell.kind !== 'blank' && !(cell.kind === 'text' && cell.value.trim() === ''),
  )

function scoreHeader(candidate: HeadRow, below: readonly HeadRow[]): number {
  const labels = [...candidate.cells].filter(([, cell]) => cell.kind !== 'blank')
  if (below.length === 0) return labels.every(([, cell]) => cell.kind === 'text') ? 1 : -1
  const columns = usedColumns(below)
  const covered = labels.filter(([column]) => columns.has(column)).length
  const coverage = covered / Math.max(1, columns.size)
  if (coverage < leastCoverage) return -1
  const seen = new Set<string>()
  let total = 0
  for (const [column, label] of labels) total += scoreLabel(label, below, column, seen)
  return (total / labels.length) * Math.min(1, coverage)
}

/** Columns filled in at least a third of the rows. */
function usedColumns(rows: readonly HeadRow[]): Set<number> {
  const counts = new Map<number, number>()
  for (const { cells } of rows) {
    for (const [column, cell] of cells)
      if (cell.kind !== 'blank') counts.set(column, (counts.get(column) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count * 3 >= rows.length).map(([column]) => column))
}

function scoreLabel(label: CellValue, below: readonly HeadRow[], column: number, seen: Set<string>): number {
  const values = below.flatMap(({ cells }) => {
    const cell = cells.get(column)
    return cell === undefined || cell.kind === 'blank' ? [] : [cell]
  })
  const alike = values.filter((value) => value.kind === label.kind).length
  const isMostlyAlike = values.length > 0 && alike * 2 > values.length
  if (label.kind !== 'text') return scoreUnusualLabel(label, values, isMostlyAlike)
  const text = label.value.trim()
  if (isPeriodHeader(text)) return scorePeriod(values)
  if (text === '' || text.length > longestLabel || /^[\d\s.,%-]+$/.test(text)) return -0.5
  if (seen.has(text.toLowerCase())) return 0
  seen.add(text.toLowerCase())
  const recurs = values.some((value) => value.kind === 'text' && value.value.trim() === text)
  if (recurs) return -1
  return values.length > 0 && !isMostlyAlike ? 1.5 : 1
}

/** Years and months name columns too, above values that are something else. */
function scoreUnusualLabel(label: CellValue, values: readonly CellValue[], isMostlyAlike: boolean): number {
  const isNumber = isYear(label) || isYearAndMonth(label)
  if (isMostlyAlike) return isNumber && !values.every(isYear) && !values.some(isYearAndMonth) ? 0.5 : -2
  return (label.kind === 'date' || isNumber) && values.length > 0 ? 0.5 : 0
}

/** A period as a text; a column of periods has periods below it too. */
function scorePeriod(values: readonly CellValue[]): number {
  if (values.length === 0) return 0
  const periods = values.filter(
    (value) => value.kind === 'date' || (value.kind === 'text' && isPeriodHeader(value.value.trim())),
  )
  return periods.length * 2 > values.length ? -2 : 0.5
}

const isWhole = (cell: CellValue, from: number, to: number): boolean =>
  cell.kind === 'number' && Number.isInteger(cell.value) && cell.value >= from && cell.value <= to

const isYear = (cell: CellValue): boolean => isWhole(cell, firstYear, lastYear)

/** 202401 and its like. */
const isYearAndMonth = (cell: CellValue): boolean =>
  cell.kind === 'number' &&
  isWhole(cell, firstYear * 100 + 1, lastYear * 100 + 12) &&
  cell.value % 100 >= 1 &&
  cell.value % 100 <= 12
