import type { Problem } from '#shared/domain/result.ts'

/** A worksheet in which no cell has a value. */
export const emptySheet = (sheet: string): Problem => ({
  code: 'empty_sheet',
  severity: 'information',
  message: `“${sheet}” has no values.`,
  place: { sheet },
})
