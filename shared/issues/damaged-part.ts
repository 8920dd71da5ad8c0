import type { Problem } from '#shared/domain/result.ts'

/** A part that is not needed for the values could not be read; the cells are complete. */
export const damagedPart = (what: string, cause: string, sheet?: string): Problem => ({
  code: 'damaged_part',
  severity: 'warning',
  message: `The ${what}${sheet === undefined ? '' : ` of “${sheet}”`} could not be read and ${what.endsWith('s') ? 'were' : 'was'} left out; the values are complete.`,
  ...(sheet === undefined ? {} : { place: { sheet } }),
  cause,
})
