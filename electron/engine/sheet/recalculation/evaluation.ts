import {
  type Area,
  errors,
  isArea,
  isMatrix,
  isScalar,
  type Matrix,
  notComputable,
  type Operand,
  type Scalar,
} from './operand.ts'
import type { FormulaPlace, ReferencePlace, WorkbookNames } from './references.ts'

/** The cells as they are now, in the rows of now; rows inserted and deleted since the import have moved them. */
export interface WorkbookCells {
  readonly read: (sheet: string, row: number, column: number) => Scalar
  /** The cells of an area that are not blank, row by row in each column. */
  readonly each: (area: Area, visit: (value: Scalar, row: number, column: number) => void) => void
  /** The area without what lies beyond the last cell of any sheet. */
  readonly clipped: (area: Area) => Area
  /** An area of the source where it is now; undefined where all its rows are gone. */
  readonly present: (area: Area) => Area | undefined
  /** How many of an area's columns were deleted. */
  readonly deletedColumns: (area: Area) => 'none' | 'some' | 'all'
  /** True for a cell whose formula is a SUBTOTAL, which other SUBTOTALs leave out. */
  readonly isSubtotal: (sheet: string, row: number, column: number) => boolean
  readonly hidesRows: (area: Area) => boolean
  /** Days by which the workbook's calendar begins after 1899-12-30. */
  readonly epochOffset: number
}

/** What a formula is evaluated in. */
export interface Evaluation {
  readonly cells: WorkbookCells
  readonly names: WorkbookNames
  /** The formula's own place in the source, which its references speak of, and the names that are being followed. */
  readonly source: ReferencePlace
  /** The same place now. */
  readonly place: FormulaPlace
  /** Called with an area that no reference names, before it is read; throws where the area is not ready. */
  readonly reach: (area: Area) => void
  /** True within an array formula: a range stands for all its cells instead of the one beside the formula. */
  readonly arrays: boolean
}

/**
 * One value of an operand: of a range the cell beside the formula, of an array its first. `arrays` keeps neither from
 * being one value where a function takes no more.
 */
export function scalarOf(operand: Operand, { cells, place }: Evaluation): Scalar {
  if (isScalar(operand)) return operand
  if (operand.kind === 'matrix') return operand.rows[0]?.[0] ?? null
  if (operand.kind === 'union') return errors.value
  const { sheet, firstRow, lastRow, firstColumn, lastColumn } = operand
  const row = firstRow === lastRow ? firstRow : place.row
  const column = firstColumn === lastColumn ? firstColumn : place.column
  const isBeside = row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn
  const isLine = firstRow === lastRow || firstColumn === lastColumn
  return isBeside && isLine ? cells.read(sheet, row, column) : errors.value
}

/** Cells that one formula may take into an array. */
const mostArrayCells = 2_000_000

export function matrixOf(operand: Operand, { cells }: Evaluation): Matrix {
  if (isScalar(operand)) return { kind: 'matrix', rows: [[operand]] }
  if (operand.kind === 'matrix') return operand
  if (operand.kind === 'union') return notComputable('It takes several ranges for one.')
  const { firstRow, lastRow, firstColumn, lastColumn } = cells.clipped(operand)
  const width = lastColumn - firstColumn + 1
  if ((lastRow - firstRow + 1) * width > mostArrayCells)
    return notComputable('It reads too many cells at once.')
  const rows: Scalar[][] = Array.from({ length: lastRow - firstRow + 1 }, () =>
    new Array<Scalar>(width).fill(null),
  )
  cells.each(operand, (value, row, column) => {
    const line = rows[row - firstRow]
    if (line !== undefined) line[column - firstColumn] = value
  })
  return { kind: 'matrix', rows }
}

/** Applies a function of single values to operands of which some may be arrays: then to each of their elements. */
export function mapped(
  operands: readonly Operand[],
  evaluation: Evaluation,
  apply: (values: readonly Scalar[]) => Scalar,
): Operand {
  const parts = operands.map((operand): Scalar | Matrix => {
    if (isMatrix(operand)) return operand
    const isMany = isArea(operand) && !isSingle(operand)
    return isMany && evaluation.arrays ? matrixOf(operand, evaluation) : scalarOf(operand, evaluation)
  })
  if (!parts.some(isMatrix)) return apply(parts.map((part) => (isMatrix(part) ? null : part)))
  const height = Math.max(...parts.map((part) => (isMatrix(part) ? part.rows.length : 1)))
  const width = Math.max(...parts.map((part) => (isMatrix(part) ? (part.rows[0]?.length ?? 0) : 1)))
  const rows = Array.from({ length: height }, (_row, row) =>
    Array.from({ length: width }, (_column, column) =>
      apply(parts.map((part) => (isMatrix(part) ? elementOf(part, row, column) : part))),
    ),
  )
  return { kind: 'matrix', rows }
}

const isSingle = (area: Area): boolean =>
  area.firstRow === area.lastRow && area.firstColumn === area.lastColumn

/** A single row or column repeats; beyond the edge of anything larger there is nothing. */
function elementOf({ rows }: Matrix, row: number, column: number): Scalar {
  const line = rows.length === 1 ? rows[0] : rows[row]
  if (line === undefined) return errors.notAvailable
  const value = line.length === 1 ? line[0] : line[column]
  return value === undefined ? errors.notAvailable : value
}
