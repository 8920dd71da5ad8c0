import type { Problem, ProblemPlace } from '#shared/domain/result.ts'

/** Part of the file is not what it must be; `what` is a clause such as "its list of sheets is missing". */
export const damagedFile = (
  file: string,
  what: string,
  cause?: string,
  place: Omit<ProblemPlace, 'file'> = {},
): Problem => ({
  code: 'damaged',
  severity: 'error',
  message: `“${file}” is damaged: ${what}. Open it in the program that made it, save a new copy, and load that.`,
  place: { file, ...place },
  ...(cause === undefined ? {} : { cause }),
})
