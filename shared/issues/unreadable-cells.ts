import type { Problem } from '#shared/domain/result.ts'

/** Cells whose content does not fit their declared type were kept as text, or left blank where nothing was there. */
export const unreadableCells = (sheet: string, count: number, firstCell: string): Problem => ({
  code: 'unreadable_cells',
  severity: 'warning',
  message: `In “${sheet}”, ${count === 1 ? 'one cell does' : `${count} cells do`} not hold what the file says they hold (first: ${firstCell}). What stands there was kept as text; check ${count === 1 ? 'it' : 'them'}.`,
  place: { sheet, cell: firstCell },
  count,
})
