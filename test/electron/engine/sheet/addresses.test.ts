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
