/**
 * What every model returns: a value, or a problem said in words a user can act on.
 *
 * Data -> typed columns -> mapping -> **models** (this folder) -> scenario and KPI panels -> export.
 * The models are pure functions: numbers and plain objects in, numbers and plain objects out.
 */
export type Outcome<T> = { readonly ok: true; readonly value: T } | ModelProblem

export interface ModelProblem {
  readonly ok: false
  readonly code: ModelProblemCode
  /** One plain sentence: what is wrong, and what would help. */
  readonly message: string
}

export type ModelProblemCode =
  | 'bad-history'
  | 'bad-input'
  | 'bad-lever'
  | 'bad-target'
  | 'churn-out-of-range'
  | 'date-in-future'
  | 'did-not-converge'
  | 'infinite-mean'
  | 'negative-money'
  | 'no-customers'
  | 'no-loss'
  | 'no-repeat-purchases'
  | 'rate-out-of-range'
  | 'too-few-repeat-customers'
  | 'unknown-segment'

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function problem(code: ModelProblemCode, message: string): ModelProblem {
  return { ok: false, code, message }
}
