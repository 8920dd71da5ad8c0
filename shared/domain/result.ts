/** The outcome of something that can fail in ways a caller must handle; failures are values, never thrown. */
export type Result<Value, Failure = Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure }

/** Where a problem stands, as far as it is known. */
export interface ProblemPlace {
  readonly file?: string
  readonly sheet?: string
  /** A1 address, or a range. */
  readonly cell?: string
  readonly column?: string
  /** 1-based row number as the user sees it. */
  readonly row?: number
}

/**
 * Something wrong that the user should know: a stable code, one plain sentence (what, where, what to do), the place,
 * and the cause for the log. It is plain data, so it survives the trip between processes.
 */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'information'
  readonly message: string
  readonly place?: ProblemPlace
  /** How many cells or rows it concerns. */
  readonly count?: number
  readonly cause?: string
}

export const succeed = <Value>(value: Value): Result<Value, never> => ({
  ok: true,
  value,
})
export const fail = <Failure>(error: Failure): Result<never, Failure> => ({
  ok: false,
  error,
})
