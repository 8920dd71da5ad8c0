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

test('the numbers of hidden rows are known though no window shows them, and follow what is inserted and deleted', async () => {
  const csv = ['Name,Seats', 'Ada,1', 'Bob,3', 'Cleo,2', 'Dora,4'].join('\n')
  const sheet = onlySheet((await tenure.open(await tenure.write('people.csv', csv))).sheets)
  const numbers = async (...rows: number[]) =>
    (await tenure.ask('sheet.rowNumbers', { sheet: sheet.id, rows })).rows.map(({ row, number }) => [
      row,
      number,
    ])
  expect(await numbers(5, 3)).toEqual([
    [3, 3],
    [5, 5],
  ])
  await tenure.ask('sheet.apply', {
    command: { type: 'insertRows', sheet: sheet.id, before: 3, count: 2 },
  })
  await tenure.ask('sheet.apply', { command: { type: 'deleteRows', sheet: sheet.id, rows: [4] } })
  expect(await numbers(3, 4, 5)).toEqual([
    [3, 5],
    [5, 6],
  ])
})
