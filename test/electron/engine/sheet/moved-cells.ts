/** A workbook in which formulas of every kind read the cells of a block, for tests of what follows when it is moved. */
import ExcelJS from 'exceljs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { RequestInput } from '#shared/contract/index.ts'
import { columnId, rowId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import type { TestEngine } from '../engine-fixture.ts'

const rate = '<definedName name="First">Sales!$B$2</definedName>'

export async function workbookOfReaders(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sales = book.addWorksheet('Sales')
  sales.addRows([
    ['Customer', 'Seats', 'Price', 'Total', 'Free'],
    ['Ada', 2, 10, { formula: 'B2*C2', result: 20 }, 'x'],
    ['Bob', 3, 10, { formula: 'B3*C3', result: 30 }, 'x'],
    ['Cleo', 5, 20, { formula: 'B4*C4', result: 100 }, 'x'],
    ['Dora', 1, 7, { formula: 'B5*C5', result: 7 }, 'x'],
    ['Eve', 1, 8, { formula: 'B6*C6', result: 8 }, 'x'],
  ])
  book.addWorksheet('Summary').addRows([
    ['Figure', 'Value'],
    ['One', { formula: 'Sales!B2', result: 2 }],
    ['Block', { formula: 'SUM(Sales!B2:C3)', result: 25 }],
    ['All', { formula: 'SUM(Sales!B2:B6)', result: 12 }],
    ['Named', { formula: 'First*10', result: 20 }],
    ['Total', { formula: 'SUM(Sales!D2:D6)', result: 165 }],
  ])
  book.addWorksheet('Other').addRows([
    ['a', 'b', 'c'],
    ['p', 'q', 'r'],
    ['p', 'q', 'r'],
    ['p', 'q', 'r'],
  ])
  const parts = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()))
  const text = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())
  parts['xl/workbook.xml'] = strToU8(
    text.replace('</sheets>', `</sheets><definedNames>${rate}</definedNames>`),
  )
  return zipSync(parts)
}

export async function sheetOf(tenure: TestEngine, name: string): Promise<SheetInfo> {
  const { sheets } = await tenure.ask('project.info', {})
  const sheet = sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

/** A block by the number of its first data row, from 0, and its columns, from 0. */
export async function blockOf(
  tenure: TestEngine,
  name: string,
  firstRow: number,
  rowCount: number,
  columns: number[],
) {
  const sheet = await sheetOf(tenure, name)
  return {
    sheet: sheet.id,
    view: {},
    firstRow,
    rowCount,
    columns: columns.map((at) => sheet.columns[at]?.id ?? columnId(0)),
  }
}

export const apply = (tenure: TestEngine, command: RequestInput<'sheet.apply'>['command']) =>
  tenure.ask('sheet.apply', { command })

export async function typeIn(tenure: TestEngine, name: string, row: number, column: number, input: string) {
  const sheet = await sheetOf(tenure, name)
  const cells = [{ row: rowId(row), column: sheet.columns[column]?.id ?? columnId(0), input }]
  await apply(tenure, { type: 'setCells', sheet: sheet.id, cells })
}

/** What the formula bar shows in a column, and the value beside it; rows without a formula are left out. */
export async function formulasIn(
  tenure: TestEngine,
  name: string,
  column: number,
): Promise<[string, string][]> {
  const sheet = await sheetOf(tenure, name)
  const id = sheet.columns[column]?.id ?? columnId(0)
  const { rowIds } = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 50,
    columns: [id],
  })
  const cells: [string, string][] = []
  for (const row of rowIds) {
    const { formula, value } = await tenure.ask('sheet.cell', {
      sheet: sheet.id,
      row: rowId(row),
      column: id,
    })
    if (formula !== null) cells.push([formula, value.kind === 'blank' ? '' : String(value.value)])
  }
  return cells
}
