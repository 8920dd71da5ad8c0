import type { Problem } from '#shared/domain/result.ts'

/** One sheet of a workbook cannot be read; the others are there. */
export const damagedSheet = (sheet: string, what: Problem): Problem => ({
  code: 'damaged_sheet',
  severity: 'error',
  message: `“${sheet}” was left out, because it is damaged; the other sheets were loaded. Open the file in the program that made it, save a new copy, and load that.`,
  place: { ...what.place, sheet },
  cause: `${what.message} ${what.cause ?? ''}`.trim(),
})
