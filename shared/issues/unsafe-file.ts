import type { Problem, ProblemPlace } from '#shared/domain/result.ts'

/** The file is built to exhaust the program that opens it; `what` says how. */
export const unsafeFile = (file: string, what: string, place: Omit<ProblemPlace, 'file'> = {}): Problem => ({
  code: 'unsupported',
  severity: 'error',
  message: `“${file}” was not opened because ${what}, which no spreadsheet program writes. Load it only from a source you trust, saved anew.`,
  place: { file, ...place },
})
