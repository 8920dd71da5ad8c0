import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { onlySheet } from './sample-sheet.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

test('rows that the workbook hides are there, and told', async () => {
  const workbook = new ExcelJS.Workbook()
  const written = workbook.addWorksheet('Data')
  for (const row of [
    ['Name', 'Seats'],
    ['Ada', 1],
    ['Bob', 3],
    ['Cleo', 2],
  ])
    written.addRow(row)
  written.getRow(3).hidden = true
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  const sheet = onlySheet((await tenure.open(await tenure.write('book.xlsx', bytes))).sheets)
  const windowOf = async (firstRow: number, descending: boolean) => {
    const { rowIds, hiddenRows } = await tenure.ask('sheet.window', {
      sheet: sheet.id,
      view: { sort: [{ column: 2, descending }] },
      firstRow,
      rowCount: 2,
      columns: [1],
    })
    return { rows: Array.from(rowIds), hiddenRows }
  }
  expect(await windowOf(0, true)).toEqual({ rows: [3, 4], hiddenRows: [3] })
  expect(await windowOf(0, false)).toEqual({ rows: [2, 4], hiddenRows: [] })
})
