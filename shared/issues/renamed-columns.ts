import type { Problem } from '#shared/domain/result.ts'

/** Columns whose header is blank or already taken were given a name of their own. */
export const renamedColumns = (sheet: string, names: readonly string[]): Problem => ({
  code: 'renamed_columns',
  severity: 'information',
  message: `In “${sheet}”, ${names.length === 1 ? 'a column' : `${names.length} columns`} had no name or one already in use and ${names.length === 1 ? 'is' : 'are'} called ${names
    .slice(0, 3)
    .map((name) => `“${name}”`)
    .join(', ')}${names.length > 3 ? ' and so on' : ''}.`,
  place: { sheet },
  count: names.length,
})
