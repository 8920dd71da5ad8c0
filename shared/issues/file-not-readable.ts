import type { Problem } from '#shared/domain/result.ts'

/** The operating system does not let this user read the file. */
export const fileNotReadable = (file: string, cause: string): Problem => ({
  code: 'permission_denied',
  severity: 'error',
  message: `“${file}” cannot be read. Check that it is not a folder and that your account is allowed to open it.`,
  place: { file },
  cause,
})
