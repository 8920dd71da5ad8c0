import type { Workbook } from 'exceljs'
import { type CustomerValue, customerValues } from '../../scenario/clv/customer-values.ts'
import type { LatestClv } from '../../scenario/clv/latest-clv.ts'
import { bodyFont, dressSheet, headerRow } from '../report/styles.ts'
import { clvOrigin } from './customer-columns.ts'

export const customersSheetName = 'Tenure Customers'

/** Text unless its values have a format of their own. */
const text = '@'

type Column = Pick<CustomerValue, 'header' | 'width' | 'numberFormat' | 'read'>

const columns: readonly Column[] = [
  { header: 'Customer', width: 24, read: ({ id }) => id },
  ...customerValues,
]

/** What a model says of each customer, where no sheet of the workbook lists them. */
export function writeCustomers(workbook: Workbook, clv: LatestClv): void {
  const sheet = workbook.addWorksheet(customersSheetName, {
    views: [{ state: 'frozen', ySplit: 4, xSplit: 1, showGridLines: false }],
  })
  dressSheet(
    sheet,
    'Customers',
    clvOrigin(clv),
    columns.map(({ width }) => width),
  )
  headerRow(
    sheet,
    4,
    columns.map(({ header }) => header),
    (column) => columns[column - 1]?.numberFormat !== undefined,
  )
  clv.customers.forEach((customer, index) => {
    columns.forEach(({ read, numberFormat = text }, at) => {
      const cell = sheet.getCell(5 + index, at + 1)
      cell.value = read(customer) ?? null
      cell.font = bodyFont
      cell.numFmt = numberFormat
    })
  })
  sheet.autoFilter = { from: 'A4', to: { row: 4 + clv.customers.length, column: columns.length } }
}
