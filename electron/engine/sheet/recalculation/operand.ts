/**
 * What formulas of a workbook work on. A date is its serial number in the workbook's calendar; a blank cell is null,
 * which is not 0 nor an empty text until a function takes it for one.
 */
export interface CellError {
  readonly kind: 'error'
  readonly code: string
}
export type Scalar = number | string | boolean | null | CellError

/** A rectangle of cells, 1-based, both ends included; whole columns and rows reach to the sheet's edge. */
export interface Area {
  readonly kind: 'area'
  readonly sheet: string
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** The area over all of the given rows and columns, in any order. */
export const areaOver = (sheet: string, rows: readonly number[], columns: readonly number[]): Area => ({
  kind: 'area',
  sheet,
  firstRow: Math.min(...rows),
  lastRow: Math.max(...rows),
  firstColumn: Math.min(...columns),
  lastColumn: Math.max(...columns),
})

export interface Matrix {
  readonly kind: 'matrix'
  readonly rows: readonly (readonly Scalar[])[]
}

/** Several areas, as in `SUM((A1:A3,C1:C3))`. */
export interface Union {
  readonly kind: 'union'
  readonly areas: readonly Area[]
}

export type Operand = Scalar | Area | Matrix | Union

export const cellError = (code: string): CellError => ({ kind: 'error', code })
export const errors = {
  value: cellError('#VALUE!'),
  divisionByZero: cellError('#DIV/0!'),
  number: cellError('#NUM!'),
  notAvailable: cellError('#N/A'),
  reference: cellError('#REF!'),
  name: cellError('#NAME?'),
  none: cellError('#NULL!'),
} as const

export const isScalar = (operand: Operand): operand is Scalar =>
  operand === null || typeof operand !== 'object' || operand.kind === 'error'
export const isError = (value: unknown): value is CellError =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'error'
export const isArea = (operand: Operand | undefined): operand is Area =>
  typeof operand === 'object' && operand !== null && operand.kind === 'area'
export const isMatrix = (operand: Operand | undefined): operand is Matrix =>
  typeof operand === 'object' && operand !== null && operand.kind === 'matrix'

/** Thrown, and caught where a formula's evaluation begins: this formula's value cannot be worked out here. */
export class NotComputable extends Error {}

export const notComputable = (reason: string): never => {
  throw new NotComputable(reason)
}

/** Significant bits below which the difference of two numbers counts as rounding, as spreadsheets have it. */
const roundingLimit = 2 ** -48

export const isNearlyEqual = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) < Math.max(Math.abs(a), Math.abs(b)) * roundingLimit

/** `a + b`, exactly 0 where the two cancel but for rounding. */
export function addNumbers(a: number, b: number): number {
  const sum = a + b
  return Math.abs(sum) < Math.abs(a) * roundingLimit ? 0 : sum
}

export const finite = (value: number): Scalar => (Number.isFinite(value) ? value : errors.number)

export function power(base: number, exponent: number): Scalar {
  if (base === 0 && exponent < 0) return errors.divisionByZero
  if (base === 0 && exponent === 0) return errors.number
  return finite(base ** exponent)
}
