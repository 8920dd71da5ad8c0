import type { Problem } from '#shared/domain/result.ts'

/** A known kind of file that is not read; `what` is a clause such as "it is in the format of Excel 4.0". */
export const unsupportedFile = (file: string, what: string, cause?: string): Problem => ({
  code: 'unsupported',
  severity: 'error',
  message: `“${file}” cannot be loaded: ${what}. Save it as .xlsx or .csv and load that.`,
  place: { file },
  ...(cause === undefined ? {} : { cause }),
})
