import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { minimiseBfgs } from './bfgs.ts'
import { entry, invertPositiveDefinite } from './matrix.ts'
import { minimiseNelderMead } from './nelder-mead.ts'

/** Positive parameters to be found by maximum likelihood. */
export interface LikelihoodProblem<Name extends string> {
  /** Where to begin; also names the parameters. */
  readonly start: Readonly<Record<Name, number>>
  readonly names: readonly Name[]
  /** The log-likelihood of all observations together. */
  readonly logLikelihood: (parameters: Readonly<Record<Name, number>>) => number
  /** How many observations: the gradient is judged per observation, so that the size of the data does not matter. */
  readonly observations: number
  /** What usually causes a failure with this model and what would help: the last part of the sentence to the user. */
  readonly adviceOnFailure: string
}

export interface MaximumLikelihood<Name extends string> {
  readonly parameters: Readonly<Record<Name, number>>
  /** From the inverse of the observed information (minus the Hessian of the log-likelihood). */
  readonly standardErrors: Readonly<Record<Name, number>>
  readonly logLikelihood: number
  readonly evaluations: number
  /** Largest derivative of the mean log-likelihood by a log-parameter at the optimum: the evidence of convergence. */
  readonly gradientSize: number
}

const GRADIENT_GOAL = 1e-8
/** Rounding in a likelihood of a million rows keeps the gradient from the goal; beyond this it is not an optimum. */
const GRADIENT_LIMIT = 1e-5
/** A parameter more than e^11 (60,000 times) from its start runs away along a ridge. */
const FARTHEST = 11
const HESSIAN_STEP = 1e-3
const SIMPLEX_TOLERANCE = 1e-9

/**
 * Maximum likelihood over the logarithms of positive parameters: BFGS, and where that stalls, Nelder-Mead to get
 * unstuck and BFGS again. Converged means: the gradient vanishes, the Hessian is negative definite, and no parameter has
 * run away. Otherwise there is a sentence, and no numbers.
 *
 * Standard errors are on the natural scale: with u = log p, the standard error of p is p times that of u, which at the
 * optimum equals the one from the Hessian by p itself.
 */
export function maximiseLikelihood<Name extends string>(
  task: LikelihoodProblem<Name>,
): Outcome<MaximumLikelihood<Name>> {
  const { names, start } = task
  const toParameters = (point: readonly number[]): Readonly<Record<Name, number>> => {
    const parameters: Record<Name, number> = { ...start }
    for (const [index, name] of names.entries()) parameters[name] = Math.exp(numberAt(point, index))
    return parameters
  }
  const cost = (point: readonly number[]): number =>
    -task.logLikelihood(toParameters(point)) / task.observations

  const origin = names.map((name) => Math.log(start[name]))
  let best = minimiseBfgs(cost, origin, GRADIENT_GOAL)
  if (!(best.gradientSize <= GRADIENT_LIMIT)) {
    const roughly = minimiseNelderMead(cost, best.point, SIMPLEX_TOLERANCE)
    const again = minimiseBfgs(cost, roughly.point, GRADIENT_GOAL)
    best = { ...again, evaluations: best.evaluations + roughly.evaluations + again.evaluations }
  }

  const runaway = names.find(
    (_, index) => Math.abs(numberAt(best.point, index) - numberAt(origin, index)) > FARTHEST,
  )
  if (runaway !== undefined) return failure(task, `the parameter ${runaway} kept moving without limit`)
  if (!(best.gradientSize <= GRADIENT_LIMIT)) return failure(task, 'no best set of parameters was reached')
  const covariance = invertPositiveDefinite(hessian(cost, best.point, task.observations))
  if (covariance === undefined)
    return failure(task, 'several sets of parameters explain the data equally well')

  const parameters = toParameters(best.point)
  const standardErrors: Record<Name, number> = { ...parameters }
  for (const [index, name] of names.entries()) {
    standardErrors[name] = parameters[name] * Math.sqrt(entry(covariance, index, index))
  }
  return succeed({
    parameters,
    standardErrors,
    logLikelihood: -best.value * task.observations,
    evaluations: best.evaluations,
    gradientSize: best.gradientSize,
  })
}

function failure(task: { readonly adviceOnFailure: string }, cause: string): Outcome<never> {
  return refuse('did-not-converge', `The fit did not converge: ${cause}. ${task.adviceOnFailure}`)
}

/** Second derivatives by central differences, times `factor`. */
function hessian(
  f: (point: readonly number[]) => number,
  point: readonly number[],
  factor: number,
): number[][] {
  const shifted = (i: number, j: number, signI: number, signJ: number): number => {
    const moved = point.with(i, numberAt(point, i) + signI * HESSIAN_STEP)
    return f(moved.with(j, numberAt(moved, j) + signJ * HESSIAN_STEP))
  }
  const middle = f(point)
  const size = point.length
  const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const [i, row] of rows.entries()) {
    const up = f(point.with(i, numberAt(point, i) + HESSIAN_STEP))
    const down = f(point.with(i, numberAt(point, i) - HESSIAN_STEP))
    row[i] = (factor * (up - 2 * middle + down)) / HESSIAN_STEP ** 2
    for (const [j, other] of rows.entries()) {
      if (j >= i) break
      const mixed = shifted(i, j, 1, 1) - shifted(i, j, 1, -1) - shifted(i, j, -1, 1) + shifted(i, j, -1, -1)
      row[j] = (factor * mixed) / (4 * HESSIAN_STEP ** 2)
      other[i] = row[j] ?? 0
    }
  }
  return rows
}
