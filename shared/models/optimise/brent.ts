export interface Root {
  readonly x: number
  readonly evaluations: number
}

const MOST_ITERATIONS = 200

/**
 * Finds x between `low` and `high` with f(x) = 0, given values of opposite sign at the two ends (Brent 1973, chapter 4:
 * inverse quadratic interpolation and secant steps, bisection whenever they gain too little). Returns `undefined` where
 * the ends do not bracket a root.
 *
 * @param tolerance the accepted distance from the root, in units of x.
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
): Root | undefined {
  let a = low
  let b = high
  let fa = f(a)
  let fb = f(b)
  let evaluations = 2
  if (fa === 0) return { x: a, evaluations }
  if (fb === 0) return { x: b, evaluations }
  if (!(fa * fb < 0)) return undefined

  let c = a
  let fc = fa
  let step = b - a
  let previousStep = step
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    if (Math.abs(fc) < Math.abs(fb)) {
      ;[a, b, c] = [b, c, b]
      ;[fa, fb, fc] = [fb, fc, fb]
    }
    const accuracy = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2
    const half = (c - b) / 2
    if (Math.abs(half) <= accuracy || fb === 0) break

    const guess =
      Math.abs(previousStep) >= accuracy && Math.abs(fa) > Math.abs(fb)
        ? interpolate(a, b, c, fa, fb, fc)
        : half
    const isAcceptable =
      Math.abs(guess) < Math.min(Math.abs(1.5 * half) - Math.abs(accuracy / 2), Math.abs(previousStep / 2)) &&
      guess * half > 0
    previousStep = isAcceptable ? step : half
    step = isAcceptable ? guess : half

    a = b
    fa = fb
    b += Math.abs(step) > accuracy ? step : Math.sign(half) * accuracy
    fb = f(b)
    evaluations += 1
    if (fb * fc > 0) {
      c = a
      fc = fa
      step = b - a
      previousStep = step
    }
  }
  return { x: b, evaluations }
}

/** The step from b to where the parabola (or, with two points, the line) through the known values crosses zero. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa
  if (a === c) return ((c - b) * s) / (s - 1)
  const q = fa / fc
  const r = fb / fc
  const p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
  return -p / ((q - 1) * (r - 1) * (s - 1))
}
