import ExcelJS from 'exceljs'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import type { TestEngine } from '../engine-fixture.ts'

/**
 * A small sheet with everything that makes editing hard: a title above the header, a column of each type, one with
 * numbers among texts, formulas, blanks, a blank row (it is kept), a note.
 */
export async function sampleWorkbook(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Customers')
  sheet.getCell('A1').value = 'Customers, as of June'
  sheet.getRow(3).values = ['Code', 'Name', 'MRR', 'Since', 'Active', 'Double']
  const rows: [string | number, string | null, number | null, string | null, boolean | null][] = [
    ['A-1', 'Ada', 10, '2024-01-31', true],
    [7, 'Bob', 20.5, '2024-02-29', false],
    ['007', null, null, '2023-12-01', true],
    [12.25, 'dora', 5, null, null],
    ['A-2', 'Eve', 1000, '2024-06-15', true],
    ['B-1', 'Ünal', 0, '2022-01-01', false],
  ]
  rows.forEach(([code, name, mrr, since, active], index) => {
    // Row 8 stays blank.
    const number = index < 4 ? 4 + index : 5 + index
    const row = sheet.getRow(number)
    row.getCell(1).value = code
    row.getCell(2).value = name
    row.getCell(3).value = mrr
    row.getCell(4).value = since === null ? null : new Date(`${since}T00:00:00Z`)
    row.getCell(4).numFmt = 'yyyy-mm-dd'
    row.getCell(5).value = active
    row.getCell(6).value = { formula: `C${number}*2`, result: (mrr ?? 0) * 2 }
  })
  sheet.getCell('B5').note = 'Pays late'
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** Opens the sample workbook and returns its sheet. */
export async function openSample(tenure: TestEngine): Promise<SheetInfo> {
  const project = await tenure.open(await tenure.write('sample.xlsx', await sampleWorkbook()))
  return onlySheet(project.sheets)
}

export function onlySheet(sheets: readonly SheetInfo[]): SheetInfo {
  const [sheet] = sheets
  if (sheet === undefined) throw new Error('the project has no sheet')
  return sheet
}
