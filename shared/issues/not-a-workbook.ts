import type { Problem } from '#shared/domain/result.ts'

/** The bytes are of another kind of file; `found` names it where it is known ("a PDF document"). */
export const notAWorkbook = (file: string, found?: string, cause?: string): Problem => ({
  code: 'not_a_workbook',
  severity: 'error',
  message: `“${file}” is ${found ?? 'not a workbook or a table of text'}. Choose an Excel, OpenDocument, CSV, Parquet or JSON file.`,
  place: { file },
  ...(cause === undefined ? {} : { cause }),
})
