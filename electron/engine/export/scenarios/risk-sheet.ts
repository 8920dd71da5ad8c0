import type { Workbook, Worksheet } from 'exceljs'
import type { RevenueAtRiskReply } from '#shared/contract/scenario.ts'
import type { RevenueAtRiskQuestion } from '#shared/domain/scenario.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { answerRevenueAtRisk } from '../../scenario/risk/revenue-at-risk.ts'
import { type AddedParts, addedSheet, nothingAdded } from '../added-parts.ts'
import { sheetReference } from '../data/data-places.ts'
import type { ChartSpec } from '../package/charts.ts'
import { dressSheet, exactMoney, headerRow, sectionFont, wholeMoney } from '../report/styles.ts'
import { writeAnswer } from './cells.ts'

export const riskSheetName = 'Tenure Revenue at Risk'

const bandsRow = 4
const chartRows = 14

/** Whose revenue may go: a sheet of its own, for it needs no projection and its list can be long. */
export async function writeRevenueAtRisk(
  place: Workplace,
  question: RevenueAtRiskQuestion,
  workbook: Workbook,
  operation: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
): Promise<AddedParts> {
  const found = await answerRevenueAtRisk(place, question, operation)
  const reason = found.ok ? found.value.reason : found.error.message
  if (!found.ok || found.value.bands.length === 0) {
    const message = `Revenue at risk has no answer. ${reason ?? 'No customer has revenue.'}`
    return { ...nothingAdded, problems: [{ code: 'no_value', severity: 'information', message }] }
  }
  const { basis, bands, customers } = found.value
  const sheet = workbook.addWorksheet(riskSheetName, { views: [{ showGridLines: false }] })
  dressSheet(
    sheet,
    'Revenue at risk',
    `By ${basis}. Risks are values as of the export.`,
    [20, 30, 14, 16, 16, 18, 4, 14, 14, 14, 14],
  )
  writeBands(sheet, bands)
  const customersRow = bandsRow + Math.max(bands.length + 3, chartRows + 1)
  writeCustomers(sheet, customersRow, customers)
  const detail = `${customers.length.toLocaleString('en-US')} customers most worth saving; what is at risk and its running total are formulas`
  return { ...nothingAdded, sheets: [addedSheet(riskSheetName, [detail])], charts: [chartOf(bands.length)] }
}

function writeBands(sheet: Worksheet, bands: RevenueAtRiskReply['bands']): void {
  headerRow(sheet, bandsRow, ['Band', 'Customers', 'MRR', 'Expected to go'], (column) => column > 1)
  bands.forEach(({ band, customers, mrr, atRisk }, index) => {
    const row = bandsRow + 1 + index
    writeAnswer(sheet.getCell(row, 1), band)
    writeAnswer(sheet.getCell(row, 2), customers, '#,##0')
    writeAnswer(sheet.getCell(row, 3), mrr, wholeMoney)
    writeAnswer(sheet.getCell(row, 4), atRisk, wholeMoney)
  })
  const total = bandsRow + 1 + bands.length
  const sums: readonly (readonly [string, keyof (typeof bands)[number], string])[] = [
    ['B', 'customers', '#,##0'],
    ['C', 'mrr', wholeMoney],
    ['D', 'atRisk', wholeMoney],
  ]
  writeAnswer(sheet.getCell(total, 1), 'All')
  for (const [letter, figure, format] of sums) {
    const cell = sheet.getCell(`${letter}${total}`)
    const result = bands.reduce((sum, band) => sum + Number(band[figure]), 0)
    writeAnswer(cell, { formula: `SUM(${letter}${bandsRow + 1}:${letter}${total - 1})`, result }, format)
  }
}

function writeCustomers(sheet: Worksheet, row: number, customers: RevenueAtRiskReply['customers']): void {
  sheet.getCell(row, 1).value = 'Customers most worth saving'
  sheet.getCell(row, 1).font = sectionFont
  const titles = ['Customer', 'Name', 'MRR', 'Risk', 'MRR at risk', 'Saved so far']
  headerRow(sheet, row + 1, titles, (column) => column > 2)
  customers.forEach(({ id, name, mrr, risk, atRisk, saved }, index) => {
    const at = row + 2 + index
    writeAnswer(sheet.getCell(at, 1), id)
    if (name !== undefined) writeAnswer(sheet.getCell(at, 2), name)
    writeAnswer(sheet.getCell(at, 3), mrr, exactMoney)
    writeAnswer(sheet.getCell(at, 4), risk, '0.0%')
    writeAnswer(sheet.getCell(at, 5), { formula: `C${at}*D${at}`, result: atRisk }, exactMoney)
    const before = index === 0 ? '' : `F${at - 1}+`
    writeAnswer(sheet.getCell(at, 6), { formula: `${before}E${at}`, result: saved }, exactMoney)
  })
}

function chartOf(bands: number): ChartSpec {
  const range = (letter: string) =>
    `${sheetReference(riskSheetName)}!$${letter}$${bandsRow + 1}:$${letter}$${bandsRow + bands}`
  const series = (name: string, letter: string, color: string) =>
    ({
      name: { text: name },
      categories: range('A'),
      categoryKind: 'text',
      values: range(letter),
      color,
    }) as const
  return {
    sheet: riskSheetName,
    area: { firstColumn: 8, firstRow: bandsRow, lastColumn: 11, lastRow: bandsRow + chartRows },
    kind: 'column',
    isFromZero: true,
    title: 'MRR by risk band',
    valueFormat: wholeMoney,
    description: 'MRR of the customers in each risk band, and how much of it is expected to go',
    series: [series('MRR', 'C', '8A94A3'), series('Expected to go', 'D', 'C2410C')],
  }
}
