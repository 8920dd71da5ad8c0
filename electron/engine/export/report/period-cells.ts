import type { Cell, Worksheet } from 'exceljs'
import { type IsoDate, type Period, periodLabel } from '#shared/domain/period.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import type { ReportPlan } from './report-plan.ts'
import { bodyFont, inputFill, mutedFont } from './styles.ts'

/** Period, the period before as formulas of it, and the number of days. */
export function writePeriod(
  sheet: Worksheet,
  { period, previous, isDated }: ReportPlan,
  dateShift: number,
): void {
  const serial = (day: IsoDate) => Math.max(0, serialOfDate(day) - dateShift)
  const date = (cell: Cell, value: Cell['value']) => {
    cell.value = value
    cell.numFmt = 'yyyy-mm-dd'
    cell.font = bodyFont
  }
  sheet.getCell('A3').value = isDated
    ? periodLabel(period)
    : 'The data has no dates: the period is whatever it covers.'
  sheet.getCell('A3').font = mutedFont
  sheet.getCell('B3').value = 'Period'
  if (isDated) sheet.getCell('C3').value = 'Period before'
  for (const [row, label] of [
    [4, 'First day'],
    [5, 'Up to, not including'],
    [6, 'Days'],
  ] as const) {
    sheet.getCell(row, 1).value = label
    sheet.getCell(row, 1).font = bodyFont
  }
  date(sheet.getCell('B4'), serial(period.from))
  date(sheet.getCell('B5'), serial(period.to))
  const { start, end } = previousFormulas()
  sheet.getCell('B6').value = { formula: 'B5-B4', result: daysOf(period) }
  sheet.getCell('B6').numFmt = '#,##0'
  for (const cell of ['B4', 'B5']) {
    if (isDated) sheet.getCell(cell).fill = inputFill
    sheet.getCell(cell).protection = { locked: false }
  }
  // A period that covers everything is there for the formulas alone.
  if (!isDated) for (const cell of ['B4', 'B5', 'B6']) sheet.getCell(cell).numFmt = '"–"'
  for (const cell of ['B3', 'C3']) {
    sheet.getCell(cell).font = mutedFont
    sheet.getCell(cell).alignment = { horizontal: 'right' }
  }
  if (!isDated) return
  date(sheet.getCell('C4'), { formula: start, result: serial(previous.from) })
  date(sheet.getCell('C5'), { formula: end, result: serial(previous.to) })
  sheet.getCell('C6').value = { formula: 'C5-C4', result: daysOf(previous) }
  sheet.getCell('C6').numFmt = '#,##0'
}

const daysOf = ({ from, to }: Period): number => serialOfDate(to) - serialOfDate(from)

/** Whole months before a period of whole months, else as many days before; as `previousPeriod` has it. */
function previousFormulas(): { start: string; end: string } {
  const months = '(YEAR(B5)-YEAR(B4))*12+MONTH(B5)-MONTH(B4)'
  return { start: `IF(AND(DAY(B4)=1,DAY(B5)=1),EDATE(B4,-(${months})),B4-(B5-B4))`, end: 'B4' }
}
