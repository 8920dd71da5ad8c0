const TINY = 1e-300
const RELATIVE_TOLERANCE = 1e-15
const LONGEST = 200_000

/**
 * Gauss's hypergeometric function with one parameter equal to one: 2F1(1, b; c; z), for c > b > 0 and 0 <= z <= 1.
 *
 * Every hypergeometric function in Pareto/NBD and sBG comes down to this form by Euler's transformation
 * 2F1(a, b; a+1; z) = (1-z)^(1-b) 2F1(1, a+1-b; a+1; z), where the power can stay in logs. What is left lies between 1
 * and 1/(1-z), so it neither overflows nor underflows, however many purchases a customer made.
 *
 * `@stdlib/math-base-special-hyp2f1` is not used here: at x = 1,000 purchases the untransformed function passes 1e300
 * and overflows soon after, near z = 1 its power series runs into its limit of 10,000 terms and returns NaN
 * (2F1(1001.16, 1.6; 1002.16; 0.999)), and it costs tens of times as much inside a likelihood.
 *
 * Method: Gauss's continued fraction (Abramowitz & Stegun; DLMF 15.7), evaluated by Lentz's algorithm. All its partial
 * numerators have one sign, so it converges at the rate (1-sqrt(1-z))/(1+sqrt(1-z)) a step: about 20 steps at z = 0.5,
 * 500 at 0.999, where the power series would need 35,000 terms.
 *
 * At z = 1 the value is (c-1)/(c-b-1) where c > b + 1, and Infinity otherwise.
 */
export function unitHypergeometric(b: number, c: number, z: number): number {
  if (z === 0) return 1
  if (z === 1) return c - b > 1 ? (c - 1) / (c - b - 1) : Number.POSITIVE_INFINITY

  // Lentz for 1 + d1/(1 + d2/(1 + ...)); the function is the reciprocal.
  let fraction = 1
  let numerator = 1
  let denominator = 0
  for (let step = 0; step < LONGEST; step += 1) {
    const n = step >> 1
    const partial =
      step % 2 === 0
        ? (-(c - 1 + n) * (b + n) * z) / ((c - 1 + step) * (c + step))
        : (-(c - b + n) * (n + 1) * z) / ((c - 1 + step) * (c + step))
    denominator = 1 / nonZero(1 + partial * denominator)
    numerator = nonZero(1 + partial / numerator)
    const change = numerator * denominator
    fraction *= change
    if (Math.abs(change - 1) < RELATIVE_TOLERANCE) break
  }
  return 1 / fraction
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
