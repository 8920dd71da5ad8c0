import type { Problem } from '#shared/domain/result.ts'

/** More formulas than are kept; their values are loaded like any other. */
export const formulasLeftOut = (sheet: string, count: number): Problem => ({
  code: 'formulas_left_out',
  severity: 'information',
  message: `“${sheet}” has ${count} formulas more than are shown; their saved results are loaded.`,
  place: { sheet },
  count,
})
