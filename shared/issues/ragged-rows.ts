import type { Problem } from '#shared/domain/result.ts'

/** Rows of a text file with fewer or more cells than its header; all cells were kept. */
export const raggedRows = (sheet: string, count: number, firstRow: number): Problem => ({
  code: 'ragged_rows',
  severity: 'warning',
  message: `In “${sheet}”, ${count === 1 ? 'one row has' : `${count} rows have`} more or fewer cells than the header (first: row ${firstRow}). Nothing was dropped: missing cells are blank, extra ones stand in columns of their own.`,
  place: { sheet, row: firstRow },
  count,
})
