import exceljs from 'exceljs'
import { sampleEnd } from './calendar.mjs'
import { companyName } from './company.mjs'

/** Writes sheets as a person would hand them over: formats, widths, a frozen coloured header, comments, a table. */

const numberFormats = {
  text: undefined,
  whole: '#,##0',
  decimal: '#,##0.0#',
  money: '"$"#,##0',
  price: '"$"#,##0.00',
  percent: '0.0%',
  date: 'dd mmm yyyy',
  datetime: 'yyyy-mm-dd hh:mm',
  seconds: 'yyyy-mm-dd hh:mm:ss',
  month: 'mmm yyyy',
}
const momentFormats = new Set(['date', 'datetime', 'seconds', 'month'])

const headerFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E5F' } }
const headerFont = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } }
const headerAlignment = { vertical: 'middle', wrapText: true }
const titleFont = { name: 'Calibri', bold: true, size: 14, color: { argb: 'FF1F4E5F' } }

/**
 * @param {import('./sheets.mjs').Sheet[]} sheets
 * @returns {exceljs.Workbook}
 */
export function buildWorkbook(sheets) {
  const workbook = new exceljs.Workbook()
  workbook.creator = companyName
  workbook.lastModifiedBy = companyName
  workbook.company = companyName
  workbook.created = new Date(sampleEnd)
  workbook.modified = new Date(sampleEnd)
  for (const sheet of sheets) addSheet(workbook, sheet)
  return workbook
}

function addSheet(workbook, sheet) {
  const headerRow = sheet.titleRows.length + 1
  const worksheet = workbook.addWorksheet(sheet.name, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: headerRow }],
  })
  worksheet.columns = sheet.columns.map(({ width, format }) => ({ width, style: styleOf(format) }))
  for (const [index, title] of sheet.titleRows.entries()) addTitle(worksheet, index + 1, title)
  if (sheet.table === undefined) addRows(worksheet, sheet, headerRow)
  else addTable(worksheet, sheet, headerRow)
  decorateHeader(worksheet, sheet, headerRow)
  if (sheet.id === 'customers') restrictPlans(worksheet, sheet)
  if (sheet.id === 'assumptions') nameAssumptions(workbook, worksheet, sheet)
}

const styleOf = (format) => (numberFormats[format] === undefined ? {} : { numFmt: numberFormats[format] })

function addTitle(worksheet, row, title) {
  if (title === '') return
  worksheet.getCell(row, 1).value = title
  worksheet.getCell(row, 1).style = { font: titleFont }
}

function addRows(worksheet, sheet, headerRow) {
  worksheet.getRow(headerRow).values = sheet.columns.map(({ header }) => header)
  const letters = new Map(
    sheet.columns.map(({ field }, index) => [field, worksheet.getColumn(index + 1).letter]),
  )
  for (const [index, record] of sheet.rows.entries()) {
    const row = headerRow + 1 + index
    worksheet.getRow(row).values = sheet.columns.map((column) => {
      const value = cellValue(column, record)
      const formula = column.formula?.(row, (field) => letters.get(field), headerRow + 1)
      return formula === undefined ? value : { formula, result: value }
    })
  }
}

function addTable(worksheet, sheet, headerRow) {
  worksheet.addTable({
    name: sheet.table,
    ref: `A${headerRow}`,
    headerRow: true,
    style: { theme: 'TableStyleLight9', showRowStripes: true },
    columns: sheet.columns.map(({ header }) => ({ name: header, filterButton: true })),
    rows: sheet.rows.map((record) => sheet.columns.map((column) => cellValue(column, record))),
  })
}

function cellValue({ field, format }, record) {
  const value = record[field]
  if (value === undefined) return null
  return typeof value === 'number' && momentFormats.has(format) ? new Date(value) : value
}

function decorateHeader(worksheet, sheet, headerRow) {
  worksheet.getRow(headerRow).height = 32
  for (const [index, { note }] of sheet.columns.entries()) {
    const cell = worksheet.getCell(headerRow, index + 1)
    cell.style = { fill: headerFill, font: headerFont, alignment: headerAlignment }
    if (note !== undefined) cell.note = note
  }
}

function restrictPlans(worksheet, sheet) {
  const { letter } = worksheet.getColumn(sheet.columns.findIndex(({ field }) => field === 'plan') + 1)
  worksheet.dataValidations.add(`${letter}2:${letter}${sheet.rows.length + 1}`, {
    type: 'list',
    allowBlank: true,
    formulae: ['"Basic,Professional,Enterprise"'],
  })
}

/** Each assumption's cell carries its name, for formulas on the other sheets. */
function nameAssumptions(workbook, worksheet, sheet) {
  for (const [index, { name, format }] of sheet.rows.entries()) {
    const cell = worksheet.getCell(index + 2, 2)
    cell.numFmt = numberFormats[format]
    workbook.definedNames.add(`${sheet.name}!$B$${index + 2}`, name)
  }
}
