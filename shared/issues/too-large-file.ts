import type { Problem, ProblemPlace } from '#shared/domain/result.ts'

/** A limit was reached; `what` is a clause such as "it holds more than 5,000,000 different texts". */
export const tooLargeFile = (
  file: string,
  what: string,
  place: Omit<ProblemPlace, 'file'> = {},
): Problem => ({
  code: 'too_large',
  severity: 'error',
  message: `“${file}” is too large to load: ${what}. Split it, or export the part that is needed as CSV.`,
  place: { file, ...place },
})
