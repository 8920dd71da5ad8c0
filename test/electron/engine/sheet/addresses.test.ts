import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { onlySheet } from './sample-sheet.ts'

/** A table that begins in C4, with a blank column D: addresses are those of the workbook. */
let tenure: TestEngine
let sheet: SheetInfo
beforeEach(async () => {
  tenure = await startEngine()
  const workbook = new ExcelJS.Workbook()
  const written = workbook.addWorksheet('Data')
  written.getRow(4).values = [null, null, 'Name', null, 'Seats']
  written.getRow(5).values = [null, null, 'Ada', null, 12]
  written.getRow(6).values = [null, null, 'Bob', null, 30]
  written.getCell('E6').note = 'asked by phone'
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  sheet = onlySheet((await tenure.open(await tenure.write('book.xlsx', bytes))).sheets)
})
afterEach(() => tenure.dispose())

const seats = () => sheet.columns.find(({ name }) => name === 'Seats')?.id ?? 0
const found = async (text: string) =>
  (await tenure.ask('sheet.find', { text, sheets: [sheet.id] })).matches.map(({ address }) => address)
const notes = async () => (await tenure.ask('sheet.notes', {})).notes.map(({ address }) => address)

test('blank columns to the left and between count, in whatever tells a cell', async () => {
  expect(await found('30')).toEqual(['E6'])
  expect(await notes()).toEqual(['E6'])
  const cell = await tenure.ask('sheet.cell', { sheet: sheet.id, row: 6, column: seats() })
  expect(cell.address).toBe('E6')
  await tenure.ask('sheet.apply', {
    command: { type: 'setCells', sheet: sheet.id, cells: [{ row: 5, column: seats(), input: '13' }] },
  })
  const { entries } = await tenure.ask('history.list', {})
  expect(entries[0]?.cells).toEqual([{ address: 'E5', before: '12', after: '13' }])
})

test('what stood above the headers in other columns comes with its rows', async () => {
  const workbook = new ExcelJS.Workbook()
  const written = workbook.addWorksheet('Budget')
  written.getCell('B1').value = 'Item'
  written.getCell('E2').value = 'Total'
  written.getCell('E3').value = { formula: 'SUM(C6:C7)', result: 30 }
  written.getRow(5).values = [null, 'Item', 'Amount']
  written.getRow(6).values = [null, 'Rent', 10]
  written.getRow(7).values = [null, 'Food', 20]
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  const budget = onlySheet((await tenure.open(await tenure.write('budget.xlsx', bytes))).sheets)
  expect(budget.columns.map(({ name }) => name)).toEqual(['Item', 'Amount'])
  const { project } = await tenure.ask('sheet.apply', {
    command: { type: 'setHeaderRow', sheet: budget.id, headerRow: 1 },
  })
  const [lowered] = project.sheets
  expect(lowered?.columns.map(({ name, number }) => [name, number])).toEqual([
    ['Item', 2],
    ['C', 3],
    ['E', 5],
  ])
  const { matches } = await tenure.ask('sheet.find', { text: '30', sheets: [budget.id] })
  expect(matches.map(({ address }) => address)).toEqual(['E3'])
  const edited = await tenure.ask('sheet.apply', {
    command: { type: 'setCells', sheet: budget.id, cells: [{ row: 7, column: 3, input: '90' }] },
  })
  const total = await tenure.ask('sheet.cell', { sheet: budget.id, row: 3, column: 5 })
  expect([total.formula, total.value]).toEqual(['=SUM(C6:C7)', { kind: 'number', value: 100 }])
  expect(edited.project.undo).toBe('edit of 1 cell')
  await tenure.ask('history.undo', {})
  const back = await tenure.ask('history.undo', {})
  expect(back.sheets[0]?.columns).toEqual(budget.columns)
})

test('columns that are inserted and deleted move them', async () => {
  await tenure.ask('sheet.apply', {
    command: { type: 'insertColumn', sheet: sheet.id, before: seats(), name: 'New' },
  })
  expect(await found('30')).toEqual(['F6'])
  const [name] = sheet.columns
  await tenure.ask('sheet.apply', {
    command: { type: 'deleteColumns', sheet: sheet.id, columns: [name?.id ?? 0] },
  })
  expect(await found('30')).toEqual(['E6'])
  expect(await notes()).toEqual(['E6'])
})
