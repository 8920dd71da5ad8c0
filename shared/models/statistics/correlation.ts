import { numberAt, sum } from '../number-at.ts'

/** Pearson's correlation of two columns of equal length; 0 where either does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = sum(a) / a.length
  const meanB = sum(b) / b.length
  let product = 0
  let squareA = 0
  let squareB = 0
  for (let index = 0; index < a.length; index += 1) {
    const fromA = numberAt(a, index) - meanA
    const fromB = numberAt(b, index) - meanB
    product += fromA * fromB
    squareA += fromA * fromA
    squareB += fromB * fromB
  }
  return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : 0
}
