import { fail, type Problem, type Result } from '#shared/domain/result.ts'

/**
 * What every model returns: a value, or a problem in words that a user can act on.
 *
 * Data -> typed columns -> mapping -> **models** (this folder) -> scenario and KPI panels -> export.
 * The models are pure functions: numbers and plain objects in, numbers and plain objects out.
 */
export type Outcome<Value> = Result<Value, ModelProblem>

export interface ModelProblem extends Problem {
  readonly code: ModelProblemCode
}

export type ModelProblemCode =
  | 'bad-history'
  | 'bad-input'
  | 'bad-lever'
  | 'churn-out-of-range'
  | 'date-in-future'
  | 'did-not-converge'
  | 'infinite-mean'
  | 'negative-money'
  | 'no-customers'
  | 'no-loss'
  | 'no-repeat-purchases'
  | 'not-a-correlation'
  | 'rate-out-of-range'
  | 'too-few-repeat-customers'
  | 'unknown-segment'

/** A refusal: one plain sentence that says what is wrong and what would help. */
export function refuse(code: ModelProblemCode, message: string): Result<never, ModelProblem> {
  return fail({ code, severity: 'error', message })
}
