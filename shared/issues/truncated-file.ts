import type { Problem } from '#shared/domain/result.ts'

/** The file stops before its end. */
export const truncatedFile = (file: string, cause: string): Problem => ({
  code: 'truncated',
  severity: 'error',
  message: `“${file}” is incomplete: its end is missing. Download or copy it again.`,
  place: { file },
  cause,
})
