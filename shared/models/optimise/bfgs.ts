import { numberAt } from '../number-at.ts'
import { dot } from './matrix.ts'

/** Where a minimisation ended. The gradient says how flat it is there; the caller decides whether that is good enough. */
export interface Minimum {
  readonly point: number[]
  readonly value: number
  /** The largest absolute partial derivative at `point`. */
  readonly gradientSize: number
  readonly evaluations: number
}

const MOST_ITERATIONS = 200
const SUFFICIENT_DECREASE = 1e-4
/** Relative rounding error of a likelihood summed over some hundred thousand rows. */
const ROUNDING = 1e-14
const SHORTEST_STEP = 1e-12
/** The longest move of one coordinate in one iteration: coordinates are logarithms, so this is a factor of e^2. */
const LONGEST_MOVE = 2
/** The cube root of the double's precision balances truncation against rounding in a central difference. */
const DIFFERENCE_STEP = 6e-6

/**
 * Minimises a smooth function of a few unbounded coordinates by BFGS with a numerical gradient and backtracking
 * (Nocedal & Wright, Numerical Optimization, algorithm 6.1 and 3.1). The function may return NaN or Infinity where it is
 * not defined; such points are stepped away from.
 *
 * Stops when every partial derivative is below `gradientTolerance`, or no step improves the value beyond rounding.
 */
export function minimiseBfgs(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  gradientTolerance: number,
): Minimum {
  let evaluations = 0
  const evaluate = (point: readonly number[]): number => {
    evaluations += 1
    const value = f(point)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }

  let point = [...start]
  let value = evaluate(point)
  let gradient = centralGradient(evaluate, point)
  let inverseHessian = identity(point.length)

  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    if (largest(gradient) <= gradientTolerance) break
    let direction = inverseHessian.map((row) => -dot(row, gradient))
    if (!(dot(direction, gradient) < 0)) {
      inverseHessian = identity(point.length)
      direction = gradient.map((slope) => -slope)
    }
    const slope = dot(direction, gradient)
    // The step would lower the value by about half the slope: less than rounding can show, so this is the end.
    const noise = ROUNDING * Math.max(1, Math.abs(value))
    if (-slope <= noise) break
    const next = backtrack(evaluate, point, value, direction, slope)
    if (next === undefined) {
      if (isIdentity(inverseHessian)) break
      inverseHessian = identity(point.length)
      continue
    }
    const nextGradient = centralGradient(evaluate, next.point)
    const step = next.point.map((coordinate, index) => coordinate - numberAt(point, index))
    const bend = nextGradient.map((slope, index) => slope - numberAt(gradient, index))
    inverseHessian = updateInverseHessian(inverseHessian, step, bend, iteration === 0)
    const gain = value - next.value
    point = next.point
    value = next.value
    gradient = nextGradient
    if (gain <= noise) break
  }
  return { point, value, gradientSize: largest(gradient), evaluations }
}

/** The gradient by central differences. */
export function centralGradient(f: (point: readonly number[]) => number, point: readonly number[]): number[] {
  return point.map((coordinate, index) => {
    const up = point.with(index, coordinate + DIFFERENCE_STEP)
    const down = point.with(index, coordinate - DIFFERENCE_STEP)
    return (f(up) - f(down)) / (2 * DIFFERENCE_STEP)
  })
}

/** The first halving of the step that lowers the value enough, or `undefined` when none does. */
function backtrack(
  f: (point: readonly number[]) => number,
  point: readonly number[],
  value: number,
  direction: readonly number[],
  slope: number,
): { point: number[]; value: number } | undefined {
  let length = Math.min(1, LONGEST_MOVE / largest(direction))
  while (length > SHORTEST_STEP) {
    const candidate = point.map((coordinate, index) => coordinate + length * numberAt(direction, index))
    const candidateValue = f(candidate)
    if (candidateValue <= value + SUFFICIENT_DECREASE * length * slope)
      return { point: candidate, value: candidateValue }
    length /= 2
  }
  return undefined
}

/** The BFGS update of the inverse Hessian; left alone where the curvature along the step is not positive. */
function updateInverseHessian(
  inverse: readonly (readonly number[])[],
  step: readonly number[],
  bend: readonly number[],
  isFirst: boolean,
): number[][] {
  const curvature = dot(step, bend)
  if (!(curvature > 0)) return inverse.map((row) => [...row])
  // Before the first update the identity is rescaled to the curvature just seen (Nocedal & Wright, 6.20).
  const scale = isFirst ? curvature / dot(bend, bend) : 1
  const scaled = inverse.map((row) => row.map((cell) => cell * scale))
  const pulled = scaled.map((row) => dot(row, bend))
  const spread = (1 + dot(bend, pulled) / curvature) / curvature
  return scaled.map((row, i) =>
    row.map(
      (cell, j) =>
        cell +
        spread * numberAt(step, i) * numberAt(step, j) -
        (numberAt(pulled, i) * numberAt(step, j) + numberAt(step, i) * numberAt(pulled, j)) / curvature,
    ),
  )
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
}

function isIdentity(matrix: readonly (readonly number[])[]): boolean {
  return matrix.every((row, i) => row.every((cell, j) => cell === (i === j ? 1 : 0)))
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}
