import type { Problem } from '#shared/domain/result.ts'

/** The file has no bytes, or no cells at all. */
export const emptyFile = (file: string): Problem => ({
  code: 'empty',
  severity: 'error',
  message: `“${file}” is empty: there is nothing in it to load. Check that it was exported or downloaded completely.`,
  place: { file },
})
