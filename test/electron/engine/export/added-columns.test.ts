/** Columns and rows that were added in Tenure, in the workbook that is handed back; and tables as plain files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ColumnId, fileToken, rowId } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { bookOf } from './recalculated.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

async function workbook(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Data')
  sheet.addRows([
    ['customer_id', 'mrr'],
    ['C1', 100],
    ['C2', 50],
  ])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function exported() {
  const file = join(tenure.directory, 'out.xlsx')
  await tenure.ask('export.write', { file: fileToken(file), choices: {} })
  const bytes = new Uint8Array(readFileSync(file))
  return bookOf(bytes)
}

const firstSheet = async () => {
  const [sheet] = (await tenure.ask('project.info', {})).sheets
  if (sheet === undefined) throw new Error('the project has no sheet')
  return sheet
}

const addYearly = async () => {
  const { id } = await firstSheet()
  await tenure.ask('sheet.apply', {
    command: { type: 'insertColumn', sheet: id, before: null, name: 'yearly', formula: '=[@mrr]*12' },
  })
}

describe('a computed column', () => {
  test('stands at the right of its own workbook’s sheet as a live formula', async () => {
    await tenure.open(await tenure.write('data.xlsx', await workbook()))
    await addYearly()
    const book = await exported()
    expect(book.valueAt('Data', 'C1')).toBe('yearly')
    expect(book.sheet('Data').C2).toMatchObject({ f: 'IFERROR(IF((B2=""),"",B2*12),"")', v: 1200 })
  })

  test('is a live formula on a sheet that is written anew', async () => {
    await tenure.open(await tenure.write('data.csv', 'customer_id,mrr\nC1,100\nC2,50\n'))
    await addYearly()
    const book = await exported()
    expect(book.sheet('data').C3).toMatchObject({ f: 'IFERROR(IF((B3=""),"",B3*12),"")', v: 600 })
  })
})

describe('what the user notes and colours', () => {
  const colour = async (row: number, column: ColumnId) => {
    const target = {
      sheet: (await firstSheet()).id,
      view: {},
      firstRow: row - 2,
      rowCount: 1,
      columns: [column],
    }
    await tenure.ask('sheet.apply', { command: { type: 'highlight', target, color: 'green' } })
  }
  const mark = async (row: number, columnName: string) => {
    const sheet = await firstSheet()
    const column = sheet.columns.find(({ name }) => name === columnName)?.id
    if (column === undefined) throw new Error(`no column ${columnName}`)
    await tenure.ask('sheet.apply', {
      command: { type: 'setNote', sheet: sheet.id, row: rowId(row), column, text: 'Ask Ann' },
    })
    await colour(row, column)
  }
  const exportedCells = async (...addresses: string[]) => {
    const file = join(tenure.directory, 'out.xlsx')
    const choices = { kpis: false, series: false, definitions: false, scenarios: false, qualityNotes: false }
    const { sheets } = await tenure.ask('export.write', { file: fileToken(file), choices })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(file)
    return addresses.map((address) => {
      const cell = book.worksheets[0]?.getCell(address)
      return { fill: cell?.fill, note: JSON.stringify(cell?.note ?? ''), details: sheets[0]?.details }
    })
  }
  const askAnn = expect.stringContaining('Ask Ann')
  const green = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFC6EFCE' } }

  test('stays with a column that was added, at the right of its own workbook’s sheet', async () => {
    await tenure.open(await tenure.write('data.xlsx', await workbook()))
    await addYearly()
    const { id } = await firstSheet()
    await tenure.ask('sheet.apply', {
      command: { type: 'insertColumn', sheet: id, before: null, name: 'remark' },
    })
    await mark(3, 'yearly')
    await mark(2, 'remark')
    const [computed, blank] = await exportedCells('C3', 'D2')
    for (const cell of [computed, blank]) expect(cell).toMatchObject({ fill: green, note: askAnn })
    expect(computed?.details).toEqual(
      expect.arrayContaining(['2 added columns', '2 highlighted cells', '2 notes']),
    )
  })

  test('stays on a sheet that is written anew', async () => {
    await tenure.open(await tenure.write('data.csv', 'customer_id,mrr\nC1,100\nC2,50\n'))
    await addYearly()
    await mark(3, 'yearly')
    const [cell] = await exportedCells('C3')
    expect(cell).toMatchObject({ fill: green, note: askAnn })
  })

  test('of an edited cell shows: its colour wins over the mark of the edit, whose note stands below the file’s', async () => {
    const book = new ExcelJS.Workbook()
    const data = book.addWorksheet('Data')
    data.addRows([
      ['customer_id', 'mrr'],
      ['C1', 100],
      ['C2', 50],
    ])
    data.getCell('B2').note = 'From the invoice'
    await tenure.open(await tenure.write('data.xlsx', new Uint8Array(await book.xlsx.writeBuffer())))
    const sheet = await firstSheet()
    const column = sheet.columns[1]?.id
    if (column === undefined) throw new Error('no second column')
    await tenure.ask('sheet.apply', {
      command: { type: 'setCells', sheet: sheet.id, cells: [{ row: rowId(2), column, input: '120' }] },
    })
    await colour(2, column)
    const [cell] = await exportedCells('B2')
    expect(cell).toMatchObject({
      fill: green,
      note: expect.stringMatching(/From the invoice.*Edited\. Before: 100/),
    })
  })
})

describe('rows', () => {
  test('that were deleted are gone from their own workbook, and those below move up', async () => {
    await tenure.open(await tenure.write('data.xlsx', await workbook()))
    const sheet = await firstSheet()
    await tenure.ask('sheet.apply', {
      command: { type: 'deleteRows', sheet: sheet.id, rows: [rowId(2)] },
    })
    const book = await exported()
    expect(book.valueAt('Data', 'A2')).toBe('C2')
  })
})

describe('a plain file', () => {
  test('of a sheet holds every cell, with fields quoted where they must be', async () => {
    await tenure.open(await tenure.write('data.csv', 'id,remark\n1,"a ""b"", c"\n2,\n'))
    const { id } = await firstSheet()
    const file = join(tenure.directory, 'sheet.csv')
    await tenure.ask('export.table', {
      file: fileToken(file),
      format: 'csv',
      what: { type: 'sheet', sheet: id },
    })
    expect(readFileSync(file, 'utf8')).toBe('\uFEFFid,remark\r\n1,"a ""b"", c"\r\n2,\r\n')
  })

  test('of a long sheet holds its rows in the order of the grid, inserted ones and gaps included', async () => {
    const ids = Array.from({ length: 25_000 }, (_, index) => `C${index + 1}`)
    await tenure.open(await tenure.write('data.csv', `id\n${ids.join('\n')}\n`))
    const { id, columns } = await firstSheet()
    await tenure.ask('sheet.apply', {
      command: { type: 'insertRows', sheet: id, before: rowId(10_002), count: 1 },
    })
    await tenure.ask('sheet.apply', {
      command: { type: 'deleteRows', sheet: id, rows: [rowId(2), rowId(20_000)] },
    })
    const window = {
      sheet: id,
      view: {},
      firstRow: 0,
      rowCount: 24_999,
      columns: columns.map((column) => column.id),
    }
    const shown = (await tenure.ask('sheet.window', window)).columns[0]?.texts ?? []
    const file = join(tenure.directory, 'sheet.csv')
    const what = { type: 'sheet', sheet: id } as const
    await tenure.ask('export.table', { file: fileToken(file), format: 'csv', what })
    const written = readFileSync(file, 'utf8').split('\r\n').slice(1, -1)
    expect(written).toHaveLength(24_999)
    expect(written).toEqual(shown.map((text) => text ?? ''))
    expect(written.indexOf('')).toBe(9_999)
  })

  test('of the key figures says the same as the report', async () => {
    await tenure.open(await tenure.write('data.csv', 'customer_id,churned\nC1,Yes\nC2,No\nC3,No\nC4,No\n'))
    const file = join(tenure.directory, 'kpis.json')
    await tenure.ask('export.table', {
      file: fileToken(file),
      format: 'json',
      what: { type: 'kpis', period: null },
    })
    const { metrics } = JSON.parse(readFileSync(file, 'utf8'))
    expect(metrics).toContainEqual(expect.objectContaining({ id: 'customer_churn_rate', value: 0.25 }))
  })
})
