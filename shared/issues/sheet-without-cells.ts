import type { Problem } from '#shared/domain/result.ts'

/** A chart sheet, dialog sheet or macro sheet: it stands in the workbook but has no table to load. */
export const sheetWithoutCells = (sheet: string, kind: string): Problem => ({
  code: 'sheet_without_cells',
  severity: 'information',
  message: `“${sheet}” is a ${kind} and has no rows to load; it stays in the workbook as it is.`,
  place: { sheet },
})
