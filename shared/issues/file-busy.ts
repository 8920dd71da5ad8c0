import type { Problem } from '#shared/domain/result.ts'

/** Another program holds the file locked. */
export const fileBusy = (file: string, cause: string): Problem => ({
  code: 'file_busy',
  severity: 'error',
  message: `“${file}” is in use by another program. Close it there and try again.`,
  place: { file },
  cause,
})
