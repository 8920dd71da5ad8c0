/** log(e^a + e^b) without overflow or underflow; `-Infinity` stands for log 0. */
export function logAdd(a: number, b: number): number {
  const larger = Math.max(a, b)
  if (larger === Number.NEGATIVE_INFINITY) return larger
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger))
}

/** log(e^a - e^b) for a >= b; `-Infinity` where they are equal. */
export function logSubtract(a: number, b: number): number {
  const gap = b - a
  if (!(gap < 0)) return Number.NEGATIVE_INFINITY
  // Two forms of log(1 - e^gap), each accurate on its own side of log 2 (Maechler 2012).
  return a + (gap > -Math.LN2 ? Math.log(-Math.expm1(gap)) : Math.log1p(-Math.exp(gap)))
}

/** (e^(k L) - 1) / k, continuous through k = 0 where it is L. */
export function expm1Over(k: number, logarithm: number): number {
  return k === 0 ? logarithm : Math.expm1(k * logarithm) / k
}
