import type { Cell, CellFormulaValue } from 'exceljs'
import type { OutputName } from '#shared/domain/scenario.ts'
import { bodyFont, exactMoney, inputFill, rule, wholeMoney } from '../report/styles.ts'

/** A cell that the reader is meant to change. */
export function writeInput(cell: Cell, value: number | string): void {
  cell.value = value
  cell.fill = inputFill
  cell.font = bodyFont
  cell.protection = { locked: false }
}

/** A cell of a table of answers. */
export function writeAnswer(
  cell: Cell,
  value: number | string | null | CellFormulaValue,
  format?: string,
): void {
  cell.value = value
  cell.font = bodyFont
  cell.border = rule
  if (format !== undefined) cell.numFmt = format
}

export const driverFormats: Readonly<Record<'count' | 'rate' | 'money' | 'share', string>> = {
  count: '#,##0.0',
  rate: '0.00%',
  money: exactMoney,
  share: '0.0%',
}

/** Name and number format of each output. */
export const outputLabels: Readonly<Record<OutputName, readonly [string, string]>> = {
  clv: ['CLV', exactMoney],
  clvDiscounted: ['CLV, discounted', exactMoney],
  ltvToCac: ['LTV to CAC', '0.00'],
  paybackMonths: ['CAC payback, months', '0.0'],
  customers: ['Customers at the end', '#,##0.0'],
  mrr: ['MRR at the end', wholeMoney],
  revenue: ['Revenue, total', wholeMoney],
  grossProfit: ['Gross profit, total', wholeMoney],
}
