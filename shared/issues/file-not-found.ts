import type { Problem } from '#shared/domain/result.ts'

/** The file is no longer where it was. */
export const fileNotFound = (file: string): Problem => ({
  code: 'not_found',
  severity: 'error',
  message: `“${file}” was not found. It may have been moved, renamed or deleted: choose it again.`,
  place: { file },
})
