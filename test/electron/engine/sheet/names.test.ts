import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

test('tables and named ranges are told where they stand now, after rows and columns have moved', async () => {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Data')
  sheet.addRow(['Name', 'Seats', 'Price'])
  for (let row = 2; row <= 9; row += 1) sheet.addRow([`n${row}`, row, row * 2])
  workbook.definedNames.add('Data!$B$4:$C$6', 'Middle')
  workbook.definedNames.add('Data!$A$9', 'Last')
  await tenure.open(await tenure.write('book.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer())))
  const names = async () =>
    (await tenure.ask('sheet.names', {})).names.toSorted((a, b) => a.name.localeCompare(b.name))
  const { sheets } = await tenure.ask('project.info', {})
  const id = sheets[0]?.id ?? 0
  expect(await names()).toEqual([
    { name: 'Last', sheet: id, firstRow: 9, lastRow: 9, firstColumn: 1, lastColumn: 1 },
    { name: 'Middle', sheet: id, firstRow: 4, lastRow: 6, firstColumn: 2, lastColumn: 3 },
  ])
  await tenure.ask('sheet.apply', { command: { type: 'insertRows', sheet: id, before: 3, count: 2 } })
  await tenure.ask('sheet.apply', { command: { type: 'insertColumn', sheet: id, before: 1, name: 'New' } })
  await tenure.ask('sheet.apply', { command: { type: 'deleteRows', sheet: id, rows: [9] } })
  expect(await names()).toEqual([
    { name: 'Middle', sheet: id, firstRow: 6, lastRow: 8, firstColumn: 3, lastColumn: 4 },
  ])
})
