import type { Problem } from '#shared/domain/result.ts'

/** Texts longer than a spreadsheet cell can be were cut at that length. */
export const longTexts = (sheet: string, count: number, firstCell: string): Problem => ({
  code: 'long_texts',
  severity: 'warning',
  message: `In “${sheet}”, ${count === 1 ? 'one text is' : `${count} texts are`} longer than the 32,767 characters of a cell (first: ${firstCell}) and ${count === 1 ? 'was' : 'were'} cut there.`,
  place: { sheet, cell: firstCell },
  count,
})
