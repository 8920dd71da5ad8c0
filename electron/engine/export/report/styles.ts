import type { Borders, Fill, Font, Worksheet } from 'exceljs'
import type { Unit } from '#shared/domain/metric.ts'

/** The look of the report sheets: one font, grey rules, one accent, inputs in a pale fill. */
export const bodyFont: Partial<Font> = { name: 'Calibri', size: 11, color: { argb: 'FF1B2129' } }
export const titleFont: Partial<Font> = { ...bodyFont, size: 16, bold: true }
export const mutedFont: Partial<Font> = { ...bodyFont, size: 10, color: { argb: 'FF566171' } }
export const sectionFont: Partial<Font> = { ...bodyFont, bold: true, color: { argb: 'FF1F62C4' } }
export const linkFont: Partial<Font> = { ...bodyFont, color: { argb: 'FF1F62C4' } }
export const headerFont: Partial<Font> = { ...bodyFont, bold: true, size: 10, color: { argb: 'FF566171' } }

export const inputFill: Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF5D6' } }
export const headerFill: Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F2F5' } }
export const rule: Partial<Borders> = { bottom: { style: 'hair', color: { argb: 'FFB7BEC8' } } }

/** Number formats of amounts: the generic sign of a currency stands for that of the data. */
export const exactMoney = '¤#,##0.00'
export const wholeMoney = '¤#,##0'

/** A number format with the data's own sign: before the number, but a code or a word after it. */
export function withCurrency(format: string, currency: string): string {
  if (currency === '') return format.replaceAll('¤', '')
  const isWord = /^\p{L}{2,}$/u.test(currency)
  return isWord ? `${format.replaceAll('¤', '')}" ${currency}"` : format.replaceAll('¤', `"${currency}"`)
}

/** Excel's number format of a unit; the currency is that of the data. */
export function numberFormatOf(unit: Unit, currency: string): string {
  switch (unit) {
    case 'percent':
      return '0.00%'
    case 'percentage_points':
      return '0.00%;-0.00%'
    case 'money':
      return withCurrency(exactMoney, currency)
    case 'count':
      return '#,##0'
    case 'points':
      return '0.0'
    case 'ratio':
      return '#,##0.00'
    case 'per_year':
      return '0.00'
    case 'seconds':
    case 'hours':
    case 'days':
    case 'months':
      return `#,##0.0" ${unit}"`
  }
}

/** Title, subtitle and the settings that every report sheet shares. */
export function dressSheet(
  sheet: Worksheet,
  title: string,
  subtitle: string,
  widths: readonly number[],
): void {
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width
  })
  sheet.getCell('A1').value = title
  sheet.getCell('A1').font = titleFont
  sheet.getRow(1).height = 24
  sheet.getCell('A2').value = subtitle
  sheet.getCell('A2').font = mutedFont
  const paperColumns = widths.reduce((sum, width) => sum + width, 0)
  sheet.pageSetup = {
    orientation: 'landscape',
    paperSize: 9,
    fitToPage: true,
    fitToWidth: Math.max(1, Math.round(paperColumns / readableColumns)),
    fitToHeight: 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 },
  }
  sheet.headerFooter = { oddFooter: '&L&A&RPage &P of &N' }
}

/** Characters that a landscape page can hold and still be read; wider sheets take several pages side by side. */
const readableColumns = 210
/** A line's height, in points, for each point of its font. */
const lineHeight = 1.36
/** Excel makes no row higher. */
const highestRow = 409
/** A column's width counts digits of 11 points; most letters are narrower, the more so in a smaller font. */
const charactersInWidth = (size: number): number => 12 / size

/**
 * Makes a row high enough for its wrapped texts: not every program does when it opens a workbook.
 * @param widths of the columns, in characters
 * @param least the height of a row of single lines, in points; left out, that of the program
 */
export function fitRow(sheet: Worksheet, row: number, widths: readonly number[], least = 0): void {
  let height = 0
  sheet.getRow(row).eachCell((cell, column) => {
    if (cell.alignment?.wrapText !== true || typeof cell.value !== 'string') return
    const { indent = 0 } = cell.alignment
    const size = cell.font?.size ?? 11
    const width = Math.max(1, ((widths[column - 1] ?? 10) - indent) * charactersInWidth(size))
    const lines = cell.value
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0)
    if (lines > 1) height = Math.max(height, lines * size * lineHeight)
  })
  const fitting = Math.max(height, least)
  if (fitting > 0) sheet.getRow(row).height = Math.min(highestRow, fitting)
}

/** A header row over a table; titles over numbers stand at the right, as the numbers do. */
export function headerRow(
  sheet: Worksheet,
  row: number,
  titles: readonly string[],
  overNumbers: (column: number) => boolean = () => false,
): void {
  titles.forEach((title, index) => {
    const cell = sheet.getCell(row, index + 1)
    cell.value = title
    cell.font = headerFont
    cell.fill = headerFill
    const horizontal = overNumbers(index + 1) ? 'right' : 'left'
    const isBesideNumbers = horizontal === 'left' && overNumbers(index)
    cell.alignment = {
      vertical: 'middle',
      horizontal,
      wrapText: true,
      ...(isBesideNumbers ? { indent: 1 } : {}),
    }
    cell.border = { bottom: { style: 'thin', color: { argb: 'FFB7BEC8' } } }
  })
  sheet.getRow(row).height = 20
}
