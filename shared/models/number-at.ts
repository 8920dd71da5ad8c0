/**
 * The number at a position that is known to exist.
 *
 * Typed arrays give `number | undefined` under strict indexing; a position outside the array is a mistake in the
 * calling code, so it throws instead of turning into a silent NaN.
 */
export function numberAt(values: ArrayLike<number>, index: number): number {
  const value = values[index]
  if (value === undefined) throw new RangeError(`No value at position ${index} of ${values.length}.`)
  return value
}

/**
 * The same for one kind of array each. The engine compiles a read by the kinds of array it has seen there; in the inner
 * loops of likelihoods and projections, a read that only ever sees one kind is several times as fast.
 */
export function floatAt(values: Float64Array, index: number): number {
  const value = values[index]
  if (value === undefined) throw new RangeError(`No value at position ${index} of ${values.length}.`)
  return value
}

export function singleAt(values: Float32Array, index: number): number {
  const value = values[index]
  if (value === undefined) throw new RangeError(`No value at position ${index} of ${values.length}.`)
  return value
}

export function codeAt(codes: Uint32Array, index: number): number {
  const code = codes[index]
  if (code === undefined) throw new RangeError(`No code at position ${index} of ${codes.length}.`)
  return code
}

/** The last number of a list that is known not to be empty. */
export function lastNumber(values: ArrayLike<number>): number {
  return numberAt(values, values.length - 1)
}

/** The sum of a list; 0 for an empty one. */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < values.length; index += 1) total += numberAt(values, index)
  return total
}
