import type { Problem } from '#shared/domain/result.ts'

/** Values under a merged area, which no spreadsheet program shows, were left out. */
export const coveredCells = (sheet: string, count: number, firstCell: string): Problem => ({
  code: 'covered_cells',
  severity: 'information',
  message: `In “${sheet}”, ${count === 1 ? 'one value is' : `${count} values are`} hidden under merged cells (first: ${firstCell}) and ${count === 1 ? 'was' : 'were'} left out, as spreadsheet programs do.`,
  place: { sheet, cell: firstCell },
  count,
})
