import type { ModelProblem, Outcome } from '#shared/models/outcome.ts'

/** The value of an outcome that must be one; fails the test with the problem's own words otherwise. */
export function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Refused (${outcome.error.code}): ${outcome.error.message}`)
  return outcome.value
}

/** The problem of an outcome that must be one. */
export function expectProblem<T>(outcome: Outcome<T>): ModelProblem {
  if (outcome.ok) throw new Error(`Not refused: ${JSON.stringify(outcome.value)}`)
  return outcome.error
}
