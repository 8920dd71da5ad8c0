import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

/** As exceljs and openpyxl write a formula: without its result. */
const formula = (text: string) => ({ formula: text })

async function open(change: (workbook: ExcelJS.Workbook) => void): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  change(workbook)
  await tenure.open(await tenure.write('book.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer())))
}

async function sheetNamed(name: string) {
  const { sheets } = await tenure.ask('project.info', {})
  const sheet = sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

/** The cells of a sheet with their marks, row by row. */
async function rowsOf(name: string) {
  const sheet = await sheetNamed(name)
  const window = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 20,
    columns: sheet.columns.map(({ id }) => id),
  })
  const values = Array.from(window.rowIds, (_id, row) =>
    window.columns.map((column) => plain(cellAt(column, row))),
  )
  return { sheet, values, rowNumbers: [...window.rowNumbers], marks: window.marks }
}

const plain = (cell: CellValue) => (cell.kind === 'blank' ? null : cell.value)

test('formulas without a result are computed, in columns of their own type, also across sheets', async () => {
  await open((workbook) => {
    workbook.addWorksheet('Customers').addRows([
      ['customer', 'mrr', 'arr', 'since', 'tier'],
      ['Ada', 10, formula('B2*12'), new Date(Date.UTC(2024, 0, 31)), formula('IF(C2>200,"high","low")')],
      ['Bob', 20, formula('B3*12'), new Date(Date.UTC(2024, 1, 29)), formula('IF(C3>200,"high","low")')],
    ])
    workbook.addWorksheet('Summary').addRows([
      ['figure', 'value'],
      ['Total', formula('SUM(Customers!C:C)')],
      ['Share', formula('Customers!C2/B2')],
    ])
  })
  const { sheet, values, marks } = await rowsOf('Customers')
  expect(values.map(([, , arr, , tier]) => [arr, tier])).toEqual([
    [120, 'low'],
    [240, 'high'],
  ])
  expect(sheet.columns.map(({ type }) => type)).toEqual(['text', 'number', 'number', 'date', 'text'])
  expect(marks.map(({ formula: text, withoutValue, edited }) => ({ text, withoutValue, edited }))[0]).toEqual(
    {
      text: '=B2*12',
      withoutValue: true,
      edited: undefined,
    },
  )
  expect((await rowsOf('Summary')).values).toEqual([
    ['Total', 360],
    ['Share', 120 / 360],
  ])
  expect((await tenure.ask('project.info', {})).undo).toBeNull()
})

test('rows and columns that hold nothing else are there, in their places, and later edits are followed', async () => {
  await open((workbook) => {
    const sheet = workbook.addWorksheet('Data')
    sheet.addRows([
      ['name', 'value'],
      ['a', 1],
      [null, null],
      ['b', 2],
      [null, formula('SUM(B2:B4)')],
    ])
    sheet.getCell('D2').value = formula('B2+B5')
    sheet.getCell('B3').value = formula('B2+1')
  })
  const { values, rowNumbers, sheet } = await rowsOf('Data')
  expect(rowNumbers).toEqual([2, 3, 4, 5])
  expect(values).toEqual([
    ['a', 1, null, 6],
    [null, 2, null, null],
    ['b', 2, null, null],
    [null, 5, null, null],
  ])
  const value = sheet.columns[1]?.id ?? 0
  await tenure.ask('sheet.apply', {
    command: { type: 'setCells', sheet: sheet.id, cells: [{ row: 2, column: value, input: '10' }] },
  })
  expect((await rowsOf('Data')).values.map((row) => row[1])).toEqual([10, 11, 2, 23])
})

test('a sheet of nothing but formulas has the header row that their results show, and is edited like any other', async () => {
  await open((workbook) => {
    workbook.addWorksheet('Data').addRows([
      ['Customer', 'MRR'],
      ['Ada', 10],
      ['Bob', 20],
      ['Cleo', 30],
    ])
    const mirror = workbook.addWorksheet('Mirror')
    for (let row = 1; row <= 4; row += 1) mirror.addRow([formula(`Data!A${row}`), formula(`Data!B${row}`)])
  })
  const { sheet, values, rowNumbers } = await rowsOf('Mirror')
  expect([sheet.headerRow, sheet.columns.map(({ name, type }) => [name, type])]).toEqual([
    1,
    [
      ['Customer', 'text'],
      ['MRR', 'number'],
    ],
  ])
  expect(values).toEqual([
    ['Ada', 10],
    ['Bob', 20],
    ['Cleo', 30],
  ])
  expect(rowNumbers).toEqual([2, 3, 4])
  const data = await sheetNamed('Data')
  await tenure.ask('sheet.apply', {
    command: { type: 'setCells', sheet: data.id, cells: [{ row: 3, column: 2, input: '25' }] },
  })
  expect((await rowsOf('Mirror')).values[1]).toEqual(['Bob', 25])
  await tenure.ask('sheet.apply', { command: { type: 'deleteRows', sheet: sheet.id, rows: [2] } })
  await tenure.ask('history.undo', {})
  expect((await rowsOf('Mirror')).values).toHaveLength(3)
  await tenure.ask('history.undo', {})
  const { project } = await tenure.ask('sheet.apply', {
    command: { type: 'setHeaderRow', sheet: sheet.id, headerRow: 0 },
  })
  expect(project.sheets.find(({ id }) => id === sheet.id)?.rowCount).toBe(4)
})

test('what cannot be computed stays blank, is marked with the reason, and said', async () => {
  await open((workbook) => {
    workbook.addWorksheet('Data').addRows([
      ['a', 'b'],
      [1, formula('RAND()+A2')],
      [2, formula('B2*2')],
      [3, formula('A4*2')],
      [4, formula('_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)')],
    ])
  })
  const { values, marks } = await rowsOf('Data')
  expect(values.map(([, b]) => b)).toEqual([null, null, 6, null])
  expect(marks.map(({ staleReason }) => staleReason)).toEqual([
    'The file holds no result. RAND takes its value from outside the cells.',
    'The file holds no result. A cell that it reads is out of date.',
    undefined,
    'The file holds no result. It defines names or functions of its own.',
  ])
  const { problems } = await tenure.ask('project.info', {})
  expect(problems.filter(({ code }) => code === 'formulas_not_computed')).toMatchObject([
    {
      count: 3,
      place: { sheet: 'Data' },
      message: expect.stringContaining('3 formulas could not be computed'),
    },
  ])
})
