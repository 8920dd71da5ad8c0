import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestInput } from '#shared/contract/index.ts'
import { cellAt } from '#shared/domain/cell.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

type Cell =
  | string
  | number
  | boolean
  | Date
  | null
  | { formula: string; result?: string | number | boolean | Date }
const formula = (text: string, result: string | number | boolean | Date): Cell => ({ formula: text, result })

async function open(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  change: (workbook: ExcelJS.Workbook) => void = () => undefined,
): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets))
    workbook.addWorksheet(name).addRows(rows.map((row) => [...row]))
  change(workbook)
  await tenure.open(await tenure.write('book.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer())))
}

const sheetNamed = async (name: string): Promise<SheetInfo> => {
  const { sheets } = await tenure.ask('project.info', {})
  const sheet = sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

const columnAt = (sheet: SheetInfo, number: number): number => {
  const column = sheet.columns.find(({ sourceColumn }) => sourceColumn === number)
  if (column === undefined) throw new Error(`no column ${number}`)
  return column.id
}

const apply = (command: RequestInput<'sheet.apply'>['command']) => tenure.ask('sheet.apply', { command })

async function edit(name: string, row: number, column: number, input: string): Promise<void> {
  const sheet = await sheetNamed(name)
  await apply({ type: 'setCells', sheet: sheet.id, cells: [{ row, column: columnAt(sheet, column), input }] })
}

/** What a column's cells show from the first row of data down, with `!` and the reason after a stale one. */
async function shown(name: string, column: number): Promise<(string | number | boolean)[]> {
  const sheet = await sheetNamed(name)
  const id = columnAt(sheet, column)
  const window = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 50,
    columns: [id],
  })
  const [cells] = window.columns
  if (cells === undefined) throw new Error('no column came back')
  return Array.from(window.rowIds, (row, index) => {
    const cell = cellAt(cells, index)
    const mark = window.marks.find((each) => each.row === row && each.column === id)
    const value =
      cell.kind === 'blank'
        ? ''
        : cell.kind === 'date'
          ? new Date(cell.value).toISOString().slice(0, 10)
          : cell.value
    return mark?.stale === true ? `${value}! ${mark.staleReason}` : value
  })
}

const sales = {
  Sales: [
    ['Customer', 'Seats', 'Price', 'Total'],
    ['Ada', 2, 10, formula('B2*C2', 20)],
    ['Bob', 3, 10, formula('B3*C3', 30)],
    ['Cleo', 5, 20, formula('B4*C4', 100)],
  ],
  Summary: [
    ['Figure', 'Value'],
    ['Total', formula('SUM(Sales!D:D)', 150)],
    ['Share of Cleo', formula('Sales!D4/B2', 100 / 150)],
    ['Biggest', formula('INDEX(Sales!A2:A4,MATCH(MAX(Sales!D2:D4),Sales!D2:D4,0))', 'Cleo')],
    ['Untouched', formula('LEN("abc")', 3)],
  ],
} as const satisfies Record<string, readonly (readonly Cell[])[]>

test('formulas follow an edit across sheets, in order; undo and redo bring values back and forth', async () => {
  await open(sales)
  await edit('Sales', 2, 2, '60')
  expect(await shown('Sales', 4)).toEqual([600, 30, 100])
  expect(await shown('Summary', 2)).toEqual([730, 100 / 730, 'Ada', 3])
  await tenure.ask('history.undo', {})
  expect(await shown('Summary', 2)).toEqual([150, 100 / 150, 'Cleo', 3])
  await tenure.ask('history.redo', {})
  expect(await shown('Summary', 2)).toEqual([730, 100 / 730, 'Ada', 3])
})

test('a change taken back out of its turn is recalculated with what came after it', async () => {
  await open(sales)
  await edit('Sales', 2, 2, '60')
  await edit('Sales', 3, 2, '4')
  const { entries } = await tenure.ask('history.list', {})
  expect(entries.map(({ cells }) => cells)).toEqual([
    [{ address: 'B3', before: '3', after: '4' }],
    [{ address: 'B2', before: '2', after: '60' }],
  ])
  await tenure.ask('history.revert', { id: entries[1]?.id ?? 0 })
  expect(await shown('Sales', 4)).toEqual([20, 40, 100])
  expect(await shown('Summary', 2)).toEqual([160, 100 / 160, 'Cleo', 3])
})

test('a formula that was written over counts again once that change is taken back, with what it reads now', async () => {
  await open(sales)
  await edit('Sales', 2, 4, '999')
  await edit('Sales', 2, 2, '60')
  expect(await shown('Sales', 4)).toEqual([999, 30, 100])
  await tenure.ask('history.revert', { id: 1 })
  expect(await shown('Sales', 4)).toEqual([600, 30, 100])
  expect((await shown('Summary', 2))[0]).toBe(730)
  const sheet = await sheetNamed('Sales')
  const cell = { sheet: sheet.id, row: 2, column: columnAt(sheet, 4) }
  expect(await tenure.ask('sheet.cell', cell)).toMatchObject({ text: '=B2*C2', original: null })
  await edit('Sales', 2, 2, '70')
  expect((await shown('Sales', 4))[0]).toBe(700)
  await tenure.ask('history.undo', {})
  await tenure.ask('history.undo', {})
  expect((await shown('Sales', 4))[0]).toBe(999)
  expect(await tenure.ask('sheet.cell', cell)).toMatchObject({ text: '999', original: '20' })
  await tenure.ask('history.redo', {})
  expect((await shown('Sales', 4))[0]).toBe(600)
})

test('a formula that the user wrote over stays as it is, and others read the new value', async () => {
  await open(sales)
  await edit('Sales', 4, 4, '1000')
  await edit('Sales', 4, 2, '1')
  expect(await shown('Sales', 4)).toEqual([20, 30, 1000])
  expect(await shown('Summary', 2)).toEqual([1050, 1000 / 1050, 'Cleo', 3])
})

test('an error that arises is an error in the cell, and goes when its cause does', async () => {
  await open(sales)
  await apply({
    type: 'clear',
    target: {
      sheet: (await sheetNamed('Sales')).id,
      view: {},
      firstRow: 0,
      rowCount: 3,
      columns: [columnAt(await sheetNamed('Sales'), 2)],
    },
  })
  expect(await shown('Summary', 2)).toEqual([0, '#DIV/0!', 'Ada', 3])
  await tenure.ask('history.undo', {})
  expect(await shown('Summary', 2)).toEqual([150, 100 / 150, 'Cleo', 3])
})

test('deleted and inserted rows move what formulas speak of', async () => {
  await open(sales)
  const { id } = await sheetNamed('Sales')
  await apply({ type: 'deleteRows', sheet: id, rows: [3] })
  expect(await shown('Summary', 2)).toEqual([120, 100 / 120, 'Cleo', 3])
  await apply({ type: 'insertRows', sheet: id, before: 4, count: 1 })
  await edit('Sales', 5, 4, '500')
  expect(await shown('Summary', 2)).toEqual([620, 100 / 620, 0, 3])
  await edit('Sales', 5, 1, 'New')
  expect(await shown('Summary', 2)).toEqual([620, 100 / 620, 'New', 3])
  await apply({ type: 'deleteRows', sheet: id, rows: [4] })
  expect(await shown('Summary', 2)).toEqual([520, '#REF!', 'New', 3])
})

test('names and tables are followed, dates stay dates', async () => {
  await open(
    {
      Rates: [
        ['Rate', 'From'],
        [0.2, new Date('2024-01-31')],
      ],
      Deals: [
        ['Month', 'Amount', 'Net', 'Due'],
        [
          'Jan',
          100,
          formula('Book[[#This Row],[Amount]]*(1-TaxRate)', 80),
          formula('EDATE(Rates!$B$2,1)', new Date('2024-02-29')),
        ],
        [
          'Feb',
          50,
          formula('Book[[#This Row],[Amount]]*(1-TaxRate)', 40),
          formula('EDATE(Rates!$B$2,2)', new Date('2024-03-31')),
        ],
      ],
      Sums: [
        ['What', 'Value'],
        ['Net', formula('SUM(Book[Net])', 120)],
      ],
    },
    (workbook) => {
      workbook.definedNames.add('Rates!$A$2', 'TaxRate')
      workbook.getWorksheet('Deals')?.addTable({
        name: 'Book',
        ref: 'A1',
        columns: ['Month', 'Amount', 'Net', 'Due'].map((name) => ({ name })),
        rows: [
          [
            'Jan',
            100,
            { formula: 'Book[[#This Row],[Amount]]*(1-TaxRate)', result: 80 },
            { formula: 'EDATE(Rates!$B$2,1)', result: new Date('2024-02-29') },
          ],
          [
            'Feb',
            50,
            { formula: 'Book[[#This Row],[Amount]]*(1-TaxRate)', result: 40 },
            { formula: 'EDATE(Rates!$B$2,2)', result: new Date('2024-03-31') },
          ],
        ],
      })
      const due = workbook.getWorksheet('Deals')?.getColumn(4)
      if (due !== undefined) due.numFmt = 'yyyy-mm-dd'
      const from = workbook.getWorksheet('Rates')?.getColumn(2)
      if (from !== undefined) from.numFmt = 'yyyy-mm-dd'
    },
  )
  await edit('Rates', 2, 1, '0.5')
  expect(await shown('Deals', 3)).toEqual([50, 25])
  expect(await shown('Sums', 2)).toEqual([75])
  await edit('Rates', 2, 2, '2024-03-31')
  expect(await shown('Deals', 4)).toEqual(['2024-04-30', '2024-05-31'])
})

test('an array formula fills its range', async () => {
  await open(
    {
      Data: [
        ['A', 'B', 'C'],
        [1, 10, null],
        [2, 20, null],
        [3, 30, null],
      ],
    },
    (workbook) => {
      const sheet = workbook.getWorksheet('Data')
      const [first, second, third] = ['C2', 'C3', 'C4'].map((address) => sheet?.getCell(address))
      if (first !== undefined)
        first.value = {
          formula: 'A2:A4*B2:B4',
          result: 10,
          shareType: 'array',
          ref: 'C2:C4',
        } as ExcelJS.CellFormulaValue
      if (second !== undefined) second.value = 40
      if (third !== undefined) third.value = 90
    },
  )
  expect(await shown('Data', 3)).toEqual([10, 40, 90])
  await edit('Data', 3, 1, '5')
  expect(await shown('Data', 3)).toEqual([10, 100, 90])
})

test('what cannot be recalculated keeps its value and says why, and so does what reads it', async () => {
  await open({
    Data: [
      ['Input', 'Formula'],
      [1, formula('A2+RAND()', 1.5)],
      [2, formula('B2*2', 3)],
      [3, formula('CELL("row",A4)', 4)],
      [4, formula('CUBEMEMBER("x","y",A5)', 'cube')],
      [5, formula('B7+A6', 10)],
      [6, formula('B6+A7', 11)],
      [7, formula('IF(A8>100,B2,A8)', 7)],
    ],
  })
  await edit('Data', 2, 1, '10')
  expect(await shown('Data', 2)).toEqual([
    '1.5! RAND takes its value from outside the cells.',
    '3! A cell that it reads is out of date.',
    4,
    'cube',
    10,
    11,
    7,
  ])
  expect((await tenure.ask('project.info', {})).problems).toMatchObject([
    { code: 'stale_formulas', count: 2, place: { sheet: 'Data' } },
  ])
  await edit('Data', 5, 1, '40')
  await edit('Data', 6, 1, '50')
  await edit('Data', 8, 1, '8')
  expect((await shown('Data', 2)).slice(3)).toEqual([
    'cube! Tenure does not compute the function CUBEMEMBER.',
    '10! It is part of a circle of formulas.',
    '11! It is part of a circle of formulas.',
    8,
  ])
  await edit('Data', 2, 2, '4')
  expect((await shown('Data', 2)).slice(0, 2)).toEqual([4, 8])
  for (let step = 0; step < 5; step += 1) await tenure.ask('history.undo', {})
  expect(await shown('Data', 2)).toEqual([1.5, 3, 4, 'cube', 10, 11, 7])
})

test('a renamed column is read under its new name; formulas above the data follow too', async () => {
  await open({
    Data: [
      ['Report', formula('SUM(B4:B6)', 60), null],
      [null, null, null],
      ['Customer', 'Amount', 'Place'],
      ['Ada', 10, formula('MATCH("Sum",$A$3:$C$3,0)', 1)],
      ['Bob', 20, formula('B5*2', 40)],
      ['Cleo', 30, formula('$B$1', 60)],
    ],
  })
  await edit('Data', 6, 2, '130')
  expect((await shown('Data', 3)).slice(1)).toEqual([40, 160])
  const sheet = await sheetNamed('Data')
  await apply({ type: 'renameColumn', sheet: sheet.id, column: columnAt(sheet, 2), name: 'Sum' })
  expect(await shown('Data', 3)).toEqual([2, 40, 160])
  const { cells } = await tenure.ask('sheet.preamble', { sheet: sheet.id })
  expect(cells.find(({ row, column }) => row === 1 && column === 2)?.value).toEqual({
    kind: 'number',
    value: 160,
  })
})

test('figures above the headers and beside the table follow too, or say why they do not', async () => {
  await open({
    Data: [
      ['Report', null, null, formula('SUM(A4:B9)', 30), formula('CUBEVALUE("x",B5)', 30)],
      [null, null, null],
      ['Customer', 'Amount'],
      ['Ada', 10],
      ['Bob', 20],
    ],
  })
  const above = async () => {
    const sheet = await sheetNamed('Data')
    const { cells } = await tenure.ask('sheet.preamble', { sheet: sheet.id })
    return cells
      .filter(({ row, column }) => row === 1 && column > 1)
      .map(({ value, formula: text, staleReason }) => [
        text,
        'value' in value ? value.value : '',
        staleReason ?? '',
      ])
  }
  await edit('Data', 5, 2, '90')
  expect(await above()).toEqual([
    ['=SUM(A4:B9)', 100, ''],
    ['=CUBEVALUE("x",B5)', 30, expect.stringContaining('CUBEVALUE')],
  ])
  const { problems } = await tenure.ask('project.info', {})
  expect(problems.map(({ code, count }) => [code, count])).toContainEqual(['stale_formulas', 1])
  await edit('Data', 5, 2, '20')
  expect((await above())[0]).toEqual(['=SUM(A4:B9)', 30, ''])
})

test('references made of values are followed, in whatever order their formulas stand', async () => {
  await open({
    Data: [
      ['Amount', 'Running', 'Name of the cell'],
      [1, formula('IF(ROW()=2,0,INDIRECT("B"&ROW()-1))+A2', 1), 'Data!B4'],
      [2, formula('INDIRECT("B"&ROW()-1)+A3', 3), null],
      [3, formula('INDIRECT("R[-1]C",FALSE)+A4', 6), null],
    ],
    // Each of these reads one that stands after it.
    Summary: [
      ['Figure', 'Value'],
      ['By address', formula('INDIRECT(Data!C2)*1', 6)],
      ['Through another', formula('OFFSET(B2,2,0)', 7)],
      ['Last', formula('INDIRECT("Data!B"&COUNT(Data!A:A)+1)+1', 7)],
      ['Sum to the last', formula('SUM(Data!A2:INDEX(Data!A:A,COUNT(Data!A:A)+1))', 6)],
    ],
  })
  await edit('Data', 2, 1, '10')
  expect(await shown('Data', 2)).toEqual([10, 12, 15])
  expect(await shown('Summary', 2)).toEqual([15, 16, 16, 15])
  await edit('Data', 2, 3, 'Data!B3')
  expect(await shown('Summary', 2)).toEqual([12, 16, 16, 15])
})

test('a reference made of values that leads back to its own formula is a circle', async () => {
  await open({
    Data: [
      ['Where', 'Value'],
      ['B3', formula('INDIRECT(A2)', 5)],
      ['B4', formula('INDIRECT(A3)', 5)],
      [5, formula('A4', 5)],
    ],
  })
  await edit('Data', 3, 1, 'B2')
  const circle = '5! It is part of a circle of formulas.'
  expect(await shown('Data', 2)).toEqual([circle, circle, 5])
})
