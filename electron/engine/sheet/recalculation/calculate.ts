import type { CellValue } from '#shared/domain/cell.ts'
import { isDateFormat } from '../../intake/number-format.ts'
import { serialToDate } from '../../intake/serial-date.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import { isSameCell } from '../same-cell.ts'
import { calculateInOrder, type FormulaOutcome } from './calculate-in-order.ts'
import { calculationOrder, cellsOf } from './dirty-formulas.ts'
import type { FormulaSet, WorkbookFormula } from './formula-set.ts'
import { type Area, isError, isNearlyEqual, type Scalar } from './operand.ts'
import { loadPresentCells } from './present-cells.ts'
import { keyOf, type SourceCell } from './source-cell.ts'

/** What came of a cell whose formula was to be worked out; neither: it holds its value already. */
export interface CalculatedCell extends SourceCell {
  readonly value?: CellValue
  /** Why the formula could not be worked out. */
  readonly stale?: string
}

export interface Calculation {
  readonly connection: Connection
  readonly sheets: readonly StoredSheet[]
  readonly date1904: boolean
  readonly set: FormulaSet
  /** Numbers of the formulas to be worked out. */
  readonly dirty: readonly number[]
  /** Cells that are out of date already; those of dirty formulas are given another chance. */
  readonly stale: readonly SourceCell[]
  readonly signal?: AbortSignal
}

/** Works the formulas out, each after those that it reads. */
export async function calculate(request: Calculation): Promise<CalculatedCell[]> {
  const { set, dirty, signal } = request
  const { ordered, circular } = calculationOrder(set, dirty)
  const cells = await loadPresentCells({
    ...request,
    areas: areasToLoad(set, ordered),
    subtotals: set.subtotals,
  })
  const isDirty = new Set(ordered.flatMap((number) => cellsOfNumber(set, number)).map(keyOf))
  for (const cell of request.stale)
    if (!isDirty.has(keyOf(cell)))
      cells.markStale(cell.sheet, cells.rowsOf(cell.sheet).now(cell.row), cell.column)
  const formats = dateColumns(request.sheets)
  const done: CalculatedCell[] = []
  const take = (number: number, formula: WorkbookFormula, outcome: FormulaOutcome) => {
    for (const cell of cellsOfNumber(set, number)) {
      const row = cells.rowsOf(cell.sheet).now(cell.row)
      if (outcome.stale !== undefined) {
        cells.markStale(cell.sheet, row, cell.column)
        done.push({ ...cell, stale: outcome.stale })
        continue
      }
      const scalar = outcome.at(cell.row - formula.row, cell.column - formula.column)
      cells.set(cell.sheet, row, cell.column, scalar)
      const before = cells.before(cell.sheet, row, cell.column)
      const showsDates =
        before.kind === 'date' || (before.kind === 'blank' && formats.has(`${cell.sheet}/${cell.column}`))
      const value = cellOfScalar(scalar, showsDates, request.date1904)
      done.push(isUnchanged(before, value) ? cell : { ...cell, value })
    }
  }
  await calculateInOrder({ set, ordered, circular, cells, take, signal })
  return done
}

const cellsOfNumber = ({ formulas }: FormulaSet, number: number): SourceCell[] => {
  const formula = formulas[number]
  return formula === undefined ? [] : cellsOf(formula).map((cell) => ({ sheet: formula.sheet, ...cell }))
}

/** What the formulas read, and their own cells. */
function areasToLoad(set: FormulaSet, ordered: readonly number[]): Area[] {
  return ordered.flatMap((number) => {
    const formula = set.formulas[number]
    const reads = set.reads.reads[number]
    if (formula === undefined || reads === undefined) return []
    const { sheet, row, column } = formula
    const own = formula.fills ?? { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }
    return [{ kind: 'area' as const, sheet, ...own }, ...('unknown' in reads ? [] : reads.areas)]
  })
}

/** `sheet/column` of the columns whose cells are mostly dates. */
const dateColumns = (sheets: readonly StoredSheet[]): ReadonlySet<string> =>
  new Set(
    sheets.flatMap((sheet) =>
      [...sheet.columns.values()]
        .filter(({ numberFormat }) => numberFormat !== undefined && isDateFormat(numberFormat))
        .map(({ sourceColumn }) => `${sheet.originalName}/${sourceColumn}`),
    ),
  )

/** A blank result shows as 0, as in every spreadsheet. */
function cellOfScalar(value: Scalar, showsDates: boolean, date1904: boolean): CellValue {
  if (value === null) return { kind: 'number', value: 0 }
  if (isError(value)) return { kind: 'error', value: value.code }
  if (typeof value === 'string') return { kind: 'text', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  const date = showsDates ? serialToDate(value, date1904) : undefined
  return date === undefined
    ? { kind: 'number', value: value === 0 ? 0 : value }
    : { kind: 'date', value: date }
}

/** Another program's last digit is not a change. */
const isUnchanged = (before: CellValue, after: CellValue): boolean =>
  before.kind === 'number' && after.kind === 'number'
    ? isNearlyEqual(before.value, after.value)
    : isSameCell(before, after)
