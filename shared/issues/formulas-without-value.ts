import type { Problem } from '#shared/domain/result.ts'

/** The program that wrote the workbook did not save the results of its formulas. */
export const formulasWithoutValue = (sheet: string, count: number, firstCell: string): Problem => ({
  code: 'formulas_without_value',
  severity: 'information',
  message: `In “${sheet}”, ${count === 1 ? 'one formula has' : `${count} formulas have`} no saved result (first: ${firstCell}). Tenure computes what it can of them; to have Excel's results, open the workbook in Excel, save it, and load it again.`,
  place: { sheet, cell: firstCell },
  count,
})
