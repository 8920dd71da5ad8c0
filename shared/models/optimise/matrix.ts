import { numberAt } from '../number-at.ts'

/** A square matrix as rows. */
export type Matrix = readonly (readonly number[])[]

/** Entry (row, column) of a matrix that is known to be large enough. */
export function entry(matrix: Matrix, row: number, column: number): number {
  const values = matrix[row]
  if (values === undefined) throw new RangeError(`No row ${row} in a matrix of ${matrix.length}.`)
  return numberAt(values, column)
}

/**
 * The lower-triangular L with L L' = matrix, or `undefined` where the matrix is not symmetric positive definite.
 * Golub & Van Loan, Matrix Computations, algorithm 4.2.1.
 */
export function cholesky(matrix: Matrix): number[][] | undefined {
  const lower: number[][] = []
  for (let row = 0; row < matrix.length; row += 1) {
    const values: number[] = []
    for (let column = 0; column < row; column += 1) {
      const rest = entry(matrix, row, column) - dot(values, lower[column] ?? [], column)
      values.push(rest / entry(lower, column, column))
    }
    const pivot = entry(matrix, row, row) - dot(values, values, row)
    if (!(pivot > 0)) return undefined
    values.push(Math.sqrt(pivot))
    lower.push(values)
  }
  return lower
}

/** The inverse of a symmetric positive definite matrix, or `undefined` where it is not one. */
export function invertPositiveDefinite(matrix: Matrix): number[][] | undefined {
  const lower = cholesky(matrix)
  if (lower === undefined) return undefined
  const size = matrix.length
  const columns = Array.from({ length: size }, (_, column) => solveUnitColumn(lower, column))
  return Array.from({ length: size }, (_, row) => columns.map((column) => numberAt(column, row)))
}

/** Solves L L' x = e_column by forward and back substitution. */
function solveUnitColumn(lower: Matrix, column: number): number[] {
  const size = lower.length
  const x = new Array<number>(size).fill(0)
  for (let row = 0; row < size; row += 1) {
    let rest = row === column ? 1 : 0
    for (let k = 0; k < row; k += 1) rest -= entry(lower, row, k) * numberAt(x, k)
    x[row] = rest / entry(lower, row, row)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = numberAt(x, row)
    for (let k = row + 1; k < size; k += 1) rest -= entry(lower, k, row) * numberAt(x, k)
    x[row] = rest / entry(lower, row, row)
  }
  return x
}

/** The inner product of the first `length` entries. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>, length = a.length): number {
  let total = 0
  for (let index = 0; index < length; index += 1) total += numberAt(a, index) * numberAt(b, index)
  return total
}
