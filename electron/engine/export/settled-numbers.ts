import type { Workbook } from 'exceljs'

/**
 * A figure to twelve significant digits. Sums over several threads differ in the last digits from run to run; what is
 * written must not, so that the same project gives the same bytes.
 */
export const settled = (value: number): number => Number(value.toPrecision(12))

/** Figures and results of formulas on every visible sheet of a report; helper sheets hold data, which stays as it is. */
export function settleNumbers({ worksheets }: Workbook): void {
  for (const sheet of worksheets) {
    if (sheet.state !== 'visible') continue
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        const { value } = cell
        if (typeof value === 'number') cell.value = settled(value)
        else if (
          typeof value === 'object' &&
          value !== null &&
          'result' in value &&
          typeof value.result === 'number'
        )
          cell.value = { ...value, result: settled(value.result) }
      })
    })
  }
}
