import type { Workbook } from 'exceljs'
import type { LatestClv } from '../../scenario/clv/latest-clv.ts'
import { bodyFont, dressSheet, headerRow } from '../report/styles.ts'
import { clvOrigin } from './customer-columns.ts'

export const customersSheetName = 'Tenure Customers'

const columns = [
  ['Customer', 24, '@'],
  ['P(alive)', 12, '0.0%'],
  ['Expected purchases', 14, '0.00'],
  ['Expected value', 14, '#,##0.00'],
  ['CLV', 14, '#,##0.00'],
  ['Risk band', 12, '@'],
] as const

/** What a model says of each customer, where no sheet of the workbook lists them. */
export function writeCustomers(workbook: Workbook, clv: LatestClv): void {
  const sheet = workbook.addWorksheet(customersSheetName, {
    views: [{ state: 'frozen', ySplit: 4, xSplit: 1, showGridLines: false }],
  })
  dressSheet(
    sheet,
    'Customers',
    clvOrigin(clv),
    columns.map(([, width]) => width),
  )
  headerRow(
    sheet,
    4,
    columns.map(([title]) => title),
    (column) => column >= 2 && column <= 5,
  )
  clv.customers.forEach(({ id, pAlive, expectedPurchases, expectedValue, clv: worth, riskBand }, index) => {
    const values = [id, pAlive, expectedPurchases, expectedValue, worth, riskBand ?? null]
    values.forEach((value, at) => {
      const cell = sheet.getCell(5 + index, at + 1)
      cell.value = value
      cell.font = bodyFont
      cell.numFmt = columns[at]?.[2] ?? 'General'
    })
  })
  sheet.autoFilter = { from: 'A4', to: { row: 4 + clv.customers.length, column: columns.length } }
}
