import type { Refusal } from '#shared/contract/bridge.ts'
import { type ErrorCode, errorCodes } from '#shared/contract/errors.ts'
import type { Problem, ProblemPlace, Result } from '#shared/domain/result.ts'

/** Why an operation did not do what it was asked: a code of the closed list, a sentence for the user, the cause for the log. */
export type Failure = Refusal & { readonly place?: ProblemPlace }

export type Outcome<Value> = Result<Value, Failure>

/** A failure as an outcome; `message` says what is wrong and what to do, in plain words. */
export const refuse = (code: ErrorCode, message: string, cause?: unknown): Outcome<never> => ({
  ok: false,
  error: cause === undefined ? { code, message } : { code, message, cause: describeCause(cause) },
})

/** A problem's code where it is one that operations may refuse with; else the problem counts as a fault of ours. */
export function failureOf(problem: Problem): Failure {
  const code = errorCodes.find((known) => known === problem.code) ?? 'internal'
  return {
    code,
    message: problem.message,
    ...(problem.cause === undefined ? {} : { cause: problem.cause }),
    ...(problem.place === undefined ? {} : { place: problem.place }),
  }
}

/** A thrown thing as text for the log: the message and where it came from, never more. */
export const describeCause = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
