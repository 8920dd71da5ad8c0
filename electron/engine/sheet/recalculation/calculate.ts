import type { CellValue } from '#shared/domain/cell.ts'
import { isDateFormat } from '../../intake/number-format.ts'
import { serialToDate } from '../../intake/serial-date.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import { isSameCell } from '../same-cell.ts'
import { calculationOrder, cellsOf } from './dirty-formulas.ts'
import { evaluateFormula } from './evaluate-formula.ts'
import { matrixOf, scalarOf } from './evaluation.ts'
import { type FormulaSet, parseFormula, type WorkbookFormula } from './formula-set.ts'
import { type Area, errors, isError, isNearlyEqual, NotComputable, type Scalar } from './operand.ts'
import { loadPresentCells, type PresentCells } from './present-cells.ts'

/** A cell of a source by the sheet's name in its workbook, and its row and column there. */
export interface SourceCell {
  readonly sheet: string
  readonly row: number
  readonly column: number
}

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
  for (const number of ordered) {
    signal?.throwIfAborted()
    const formula = set.formulas[number]
    if (formula === undefined) continue
    const outcome = circular.has(number)
      ? { stale: 'It is part of a circle of formulas.' }
      : outcomeOf(set, number, formula, cells)
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
  return done
}

export const keyOf = ({ sheet, row, column }: SourceCell): string => `${sheet}/${row}/${column}`

const cellsOfNumber = ({ formulas }: FormulaSet, number: number): SourceCell[] => {
  const formula = formulas[number]
  return formula === undefined ? [] : cellsOf(formula).map((cell) => ({ sheet: formula.sheet, ...cell }))
}

/** What the formulas read, and their own cells. */
function areasToLoad(set: FormulaSet, ordered: readonly number[]): Area[] {
  return ordered.flatMap((number) => {
    const formula = set.formulas[number]
    const reads = set.reads.reads[number] ?? []
    if (formula === undefined) return []
    const { sheet, row, column } = formula
    const own = formula.fills ?? { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }
    return [{ kind: 'area' as const, sheet, ...own }, ...('unknown' in reads ? [] : reads)]
  })
}

type FormulaOutcome =
  | { readonly stale: string }
  | { readonly stale?: undefined; readonly at: (row: number, column: number) => Scalar }

function outcomeOf(
  set: FormulaSet,
  number: number,
  formula: WorkbookFormula,
  cells: PresentCells,
): FormulaOutcome {
  const reads = set.reads.reads[number] ?? []
  if ('unknown' in reads) return { stale: reads.unknown }
  const rows = cells.rowsOf(formula.sheet)
  const { fills } = formula
  if (
    fills !== undefined &&
    rows.now(fills.lastRow) - rows.now(fills.firstRow) !== fills.lastRow - fills.firstRow
  )
    return { stale: 'Rows were inserted or deleted in what it fills.' }
  const evaluation = {
    cells,
    names: set.names,
    source: formula,
    place: { ...formula, row: rows.now(formula.row) },
    arrays: fills !== undefined,
  }
  try {
    const result = evaluateFormula(parseFormula(formula.text) ?? null, evaluation)
    if (fills === undefined) {
      const scalar = scalarOf(result, evaluation)
      return { at: () => scalar }
    }
    const matrix = matrixOf(result, evaluation)
    return {
      at: (row, column) => {
        const line = matrix.rows.length === 1 ? matrix.rows[0] : matrix.rows[row]
        const value = line?.length === 1 ? line[0] : line?.[column]
        return value === undefined ? errors.notAvailable : value
      },
    }
  } catch (error) {
    if (error instanceof NotComputable) return { stale: error.message }
    throw error
  }
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
