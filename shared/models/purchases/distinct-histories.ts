import { numberAt, sum } from '../number-at.ts'
import type { PurchaseHistories } from './purchase-history.ts'

/** A column coded as indexes into its distinct values. */
export interface CodedColumn {
  readonly values: Float64Array
  /** For each row, the position of its value in `values`. */
  readonly codes: Uint32Array
}

/**
 * Customers grouped by identical (x, t_x, T). A likelihood is a weighted sum over these rows, so its cost grows with
 * the distinct histories, not with the customers: a million customers observed by the day have far fewer histories.
 */
export interface DistinctHistories {
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly T: Float64Array
  /** Customers with this history. */
  readonly weight: Float64Array
  readonly customers: number
  /** The distinct values of each column, so that gamma functions of x and logarithms of times are computed once each. */
  readonly distinct: {
    readonly frequency: CodedColumn
    readonly recency: CodedColumn
    readonly T: CodedColumn
  }
  /** The unit of time of the columns above, in the unit of the input. */
  readonly scale: number
  /** Sum over customers of x: the power of the time unit in the likelihood. */
  readonly repeatPurchases: number
}

/**
 * Groups identical histories. Times are divided by the mean T, so that a fit takes the same path, and gives the same
 * results per customer, whether the data come in days, weeks or months. Linear in the number of customers.
 */
export function groupHistories({ frequency, recency, T }: PurchaseHistories): DistinctHistories {
  const x = encode(frequency)
  const last = encode(recency)
  const age = encode(T)
  // Three indexes make one integer key; at 10 million distinct keys it is still far below 2^53.
  const rowOfKey = new Map<number, number>()
  const first: number[] = []
  const counts: number[] = []
  for (let index = 0; index < frequency.length; index += 1) {
    const key =
      (numberAt(x.codes, index) * last.values.length + numberAt(last.codes, index)) * age.values.length +
      numberAt(age.codes, index)
    const row = rowOfKey.get(key)
    if (row === undefined) {
      rowOfKey.set(key, first.length)
      first.push(index)
      counts.push(1)
    } else {
      counts[row] = numberAt(counts, row) + 1
    }
  }
  const meanT = sum(T) / Math.max(1, T.length)
  const scale = meanT > 0 ? meanT : 1
  const grouped = {
    frequency: Float64Array.from(first, (index) => numberAt(frequency, index)),
    recency: Float64Array.from(first, (index) => numberAt(recency, index) / scale),
    T: Float64Array.from(first, (index) => numberAt(T, index) / scale),
  }
  return {
    ...grouped,
    weight: Float64Array.from(counts),
    customers: frequency.length,
    distinct: {
      frequency: encode(grouped.frequency),
      recency: encode(grouped.recency),
      T: encode(grouped.T),
    },
    scale,
    repeatPurchases: sum(frequency),
  }
}

/** Codes a column by its distinct values, in order of appearance. */
export function encode(column: ArrayLike<number>): CodedColumn {
  const codeOf = new Map<number, number>()
  const codes = new Uint32Array(column.length)
  for (let index = 0; index < column.length; index += 1) {
    const value = numberAt(column, index)
    let code = codeOf.get(value)
    if (code === undefined) {
      code = codeOf.size
      codeOf.set(value, code)
    }
    codes[index] = code
  }
  return { values: Float64Array.from(codeOf.keys()), codes }
}

/** Distinct pairs of two columns: for each row its pair, and for each pair the two values. */
export interface CodedPairs {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly codes: Uint32Array
}

/** Codes two columns by their distinct pairs, in order of appearance. */
export function encodePairs(a: ArrayLike<number>, b: ArrayLike<number>): CodedPairs {
  const codedA = encode(a)
  const codedB = encode(b)
  const keys = Float64Array.from(
    codedA.codes,
    (code, index) => code * codedB.values.length + numberAt(codedB.codes, index),
  )
  const pairs = encode(keys)
  const width = Math.max(1, codedB.values.length)
  return {
    first: pairs.values.map((key) => numberAt(codedA.values, Math.floor(key / width))),
    second: pairs.values.map((key) => numberAt(codedB.values, key % width)),
    codes: pairs.codes,
  }
}
