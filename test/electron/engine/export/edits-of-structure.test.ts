/** What the user did to rows, columns and names, in the workbook that is handed back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReplyOf, RequestInput } from '#shared/contract/index.ts'
import { fileToken, rowId } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { bookOf } from './recalculated.ts'

let tenure: TestEngine
let sheet: ReplyOf<'project.info'>['sheets'][number]

beforeEach(async () => {
  tenure = await startEngine()
  const book = new ExcelJS.Workbook()
  const data = book.addWorksheet('Data')
  data.addRows([
    ['customer_id', 'mrr', 'plan'],
    ['C1', 100, 'Pro'],
    ['C2', 50, 'Basic'],
    ['C3', 70, 'Pro'],
  ])
  data.getCell('B3').numFmt = '0.00'
  data.getCell('A2').note = 'Ask sales'
  data.getCell('A3').note = 'Ask support'
  book.addWorksheet('Totals').getCell('A1').value = { formula: 'SUM(Data!B2:B4)', result: 220 }
  const path = await tenure.write('data.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
  const [first] = (await tenure.open(path)).sheets
  if (first === undefined) throw new Error('no sheet')
  sheet = first
})
afterEach(() => tenure.dispose())

const apply = (command: RequestInput<'sheet.apply'>['command']) => tenure.ask('sheet.apply', { command })
const column = (index: number) => sheet.columns[index]?.id ?? 0

async function exported(choices: object = {}) {
  const file = join(tenure.directory, 'out.xlsx')
  const reply = await tenure.ask('export.write', {
    file: fileToken(file),
    choices: { scenarios: false, ...choices },
  })
  const bytes = new Uint8Array(readFileSync(file))
  const parts = unzipSync(bytes)
  return { reply, book: bookOf(bytes), text: (part: string) => strFromU8(parts[part] ?? new Uint8Array()) }
}

async function newRow(): Promise<number> {
  const { rowIds } = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 4,
    columns: [column(0)],
  })
  return rowIds[1] ?? 0
}

async function insertBelowFirst(): Promise<void> {
  await apply({ type: 'insertRows', sheet: sheet.id, before: rowId(3), count: 1 })
  const row = rowId(await newRow())
  const cells = ['C1b', '999', 'Pro'].map((input, index) => ({ row, column: column(index), input }))
  await apply({ type: 'setCells', sheet: sheet.id, cells })
}

describe('a row inserted between others', () => {
  test('stands where it stands in the app, and formulas of the workbook take it in', async () => {
    await insertBelowFirst()
    const { book, reply, text } = await exported()
    expect(['A2', 'A3', 'A4', 'A5'].map((cell) => book.valueAt('Data', cell))).toEqual([
      'C1',
      'C1b',
      'C2',
      'C3',
    ])
    expect(text('xl/worksheets/sheet2.xml')).toContain('<f>SUM(Data!B2:B5)</f>')
    expect(reply.problems).toEqual([])
  })

  test('is part of the ranges that the figures are computed from', async () => {
    await insertBelowFirst()
    const { book } = await exported()
    const formulas = Object.values(book.sheet('Tenure Workings')).flatMap(
      (cell: { f?: string }) => cell.f ?? [],
    )
    expect(formulas.filter((formula) => formula.includes('$2:$B$5'))).not.toEqual([])
  })

  test('moves edits, notes and colours of the rows below with them', async () => {
    await insertBelowFirst()
    await apply({
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: rowId(4), column: column(1), input: '71' }],
    })
    await apply({ type: 'setNote', sheet: sheet.id, row: rowId(3), column: column(2), text: 'Asked for' })
    const { book } = await exported()
    expect(book.valueAt('Data', 'B5')).toBe(71)
    expect(JSON.stringify(book.sheet('Data').B5)).toContain('Before: 70')
    expect(JSON.stringify(book.sheet('Data').C4)).toContain('Asked for')
  })
})

describe('rows deleted', () => {
  test('are gone, and those below move up with their edits, notes and the ranges of the figures', async () => {
    await apply({ type: 'deleteRows', sheet: sheet.id, rows: [rowId(2)] })
    await apply({
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: rowId(4), column: column(1), input: '71' }],
    })
    await apply({ type: 'setNote', sheet: sheet.id, row: rowId(3), column: column(2), text: 'Asked for' })
    const { book, text, reply } = await exported()
    expect(['A2', 'A3', 'B3', 'A4'].map((cell) => book.valueAt('Data', cell))).toEqual([
      'C2',
      'C3',
      71,
      undefined,
    ])
    expect(JSON.stringify(book.sheet('Data').C2)).toContain('Asked for')
    expect(text('xl/worksheets/sheet2.xml')).toContain('<f>SUM(Data!B2:B3)</f>')
    const formulas = Object.values(book.sheet('Tenure Workings')).flatMap(
      (cell: { f?: string }) => cell.f ?? [],
    )
    expect(formulas.filter((formula) => formula.includes('$2:$B$3'))).not.toEqual([])
    expect(reply.sheets[0]?.details).toContain('1 deleted row')
    expect(reply.problems).toEqual([])
  })
})

describe('notes', () => {
  test('of the file that were changed or removed are so in the workbook; a new row has its own', async () => {
    await insertBelowFirst()
    const note = (row: number, text: string) =>
      apply({ type: 'setNote', sheet: sheet.id, row: rowId(row), column: column(0), text })
    await note(2, 'Sales said yes')
    await note(3, '')
    await note(await newRow(), 'Came later')
    const { book, reply } = await exported()
    const noteAt = (cell: string) => JSON.stringify(book.sheet('Data')[cell]?.c ?? [])
    expect(noteAt('A2')).toContain('Sales said yes')
    expect(noteAt('A2')).not.toContain('Ask sales')
    expect(noteAt('A3')).toContain('Came later')
    expect(noteAt('A4')).toBe('[]')
    expect(reply.sheets[0]?.details).toEqual(expect.arrayContaining(['2 notes', '1 removed note']))
    expect(reply.problems).toEqual([])
  })
})

describe('a sheet renamed', () => {
  test('has its new name, in formulas too', async () => {
    await apply({ type: 'renameSheet', sheet: sheet.id, name: 'My customers' })
    const { book, reply } = await exported()
    expect(book.sheet('Totals').A1).toMatchObject({ f: "SUM('My customers'!B2:B4)" })
    expect(book.valueAt('My customers', 'A2')).toBe('C1')
    expect(reply.sheets[0]).toMatchObject({ name: 'My customers', state: 'annotated' })
    expect(reply.sheets[0]?.details).toContain('Renamed, was "Data"')
  })
})

describe('a column', () => {
  test('deleted is gone, and those at its right move left with their headers, edits and ranges', async () => {
    await apply({
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: rowId(3), column: column(2), input: 'Max' }],
    })
    await apply({ type: 'renameColumn', sheet: sheet.id, column: column(2), name: 'tier' })
    await apply({ type: 'deleteColumns', sheet: sheet.id, columns: [column(1)] })
    const { book, text, reply } = await exported({ kpis: false, series: false, definitions: false })
    expect(['A1', 'B1', 'B3', 'C1'].map((cell) => book.valueAt('Data', cell))).toEqual([
      'customer_id',
      'tier',
      'Max',
      undefined,
    ])
    expect(text('xl/worksheets/sheet2.xml')).toContain('<f>SUM(Data!#REF!)</f>')
    expect(reply.sheets[0]).toMatchObject({ state: 'annotated' })
    expect(reply.sheets[0]?.details).toContain('1 deleted column')
    expect(reply.problems).toEqual([])
  })

  test('deleted stays as an empty one where a title stands above its header', async () => {
    const book = new ExcelJS.Workbook()
    book
      .addWorksheet('Data')
      .addRows([['Our customers'], [], ['customer_id', 'mrr'], ['C1', 100], ['C2', 50], ['C3', 70]])
    const path = await tenure.write('titled.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
    const [titled] = (await tenure.open(path)).sheets
    const [first] = titled?.columns ?? []
    if (titled === undefined || first === undefined) throw new Error('no sheet')
    await apply({ type: 'deleteColumns', sheet: titled.id, columns: [first.id] })
    const { book: out, reply, text } = await exported()
    expect(['A1', 'A4', 'B4'].map((cell) => out.valueAt('Data', cell))).toEqual([
      'Our customers',
      undefined,
      100,
    ])
    expect(text('xl/worksheets/sheet1.xml')).not.toContain('hidden="1"')
    expect(reply.problems.map(({ message }) => message)).toContain(
      'Data: column A is emptied and stays, because other cells stand in it above the headers.',
    )
  })

  test('renamed has its new header', async () => {
    await apply({ type: 'renameColumn', sheet: sheet.id, column: column(1), name: 'revenue' })
    const { book } = await exported()
    expect(book.valueAt('Data', 'B1')).toBe('revenue')
  })
})

describe('a colour', () => {
  test('of a cell that was not edited is its background', async () => {
    await apply({
      type: 'highlight',
      target: { sheet: sheet.id, view: {}, firstRow: 1, rowCount: 1, columns: [column(1)] },
      color: 'green',
    })
    const { text, reply } = await exported()
    const style = /<c r="B3" s="(\d+)"/.exec(text('xl/worksheets/sheet1.xml'))?.[1] ?? ''
    expect(Number(style)).toBeGreaterThan(0)
    expect(text('xl/styles.xml')).toContain('FFC6EFCE')
    expect(reply.sheets[0]?.details).toContain('1 highlighted cell')
  })
})
