/**
 * Makes up to `count` columns of `length` zeros each, one a call, over one piece of memory: a projection has some twenty
 * short ones, and a piece for each takes longer than what is computed into them.
 */
export function columnsOf(length: number, count: number): () => Float64Array {
  const all = new Float64Array(length * count)
  let next = 0
  return () => {
    const from = next
    next += length
    return all.subarray(from, next)
  }
}
