/** What an export holds, on a plain table. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, write } from '@e965/xlsx'
import { unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cellAddress } from '#shared/domain/address.ts'
import { fileToken, rowId } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { oneSheet } from './package/fixtures.ts'
import { bookOf } from './recalculated.ts'

const customers = `customer_id,start_date,end_date,mrr,remark
C1,2024-01-05,,100,=1+1
C2,2024-02-01,2024-05-20,50,+49 30
C3,2024-03-01,,70,"@home"
C4,2024-03-09,2024-06-02,30,plain
`

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

async function exported(name: string, choices: object = {}) {
  const file = join(tenure.directory, name)
  const reply = await tenure.ask('export.write', { file: fileToken(file), choices })
  const bytes = new Uint8Array(readFileSync(file))
  return { reply, bytes, book: bookOf(bytes) }
}

describe('a table of text', () => {
  beforeEach(async () => {
    await tenure.open(await tenure.write('customers.csv', customers))
  })

  test('becomes a data sheet on which texts that look like formulas stay texts', async () => {
    const { book } = await exported('out.xlsx')
    const cell: unknown = book.sheet('customers').E2
    expect(cell).toMatchObject({ t: 's', v: '=1+1' })
    expect(cell).not.toHaveProperty('f')
    expect(book.valueAt('customers', 'E3')).toBe('+49 30')
    expect(book.valueAt('customers', 'D4')).toBe(70)
  })

  test('figures are formulas over that sheet, with definitions and months beside them', async () => {
    const { book, reply } = await exported('out.xlsx')
    const names = reply.sheets.map(({ name, state }) => `${name}: ${state}`)
    expect(names).toContain('customers: added')
    expect(names).toContain('Tenure KPIs: added')
    expect(names).toContain('Tenure Definitions: added')
    const formulas = Object.values(book.sheet('Tenure Workings')).flatMap(
      (cell: { f?: string }) => cell.f ?? [],
    )
    expect(formulas.some((formula) => /customers'?!\$B\$2:\$B\$5/.test(formula))).toBe(true)
    const definitions = Object.values(book.sheet('Tenure Definitions')).map((cell: { v?: unknown }) => cell.v)
    expect(definitions).toContain('SHA-256')
  })

  test('the preview says what the export does, and writes nothing', async () => {
    const preview = await tenure.ask('export.preview', { choices: {} })
    const { reply } = await exported('out.xlsx')
    expect(preview.sheets).toEqual(reply.sheets)
    expect(preview.suggestedName).toBe('customers annotated.xlsx')
  })

  test('the same project gives the same bytes', async () => {
    const first = await exported('first.xlsx')
    await new Promise((resolve) => setTimeout(resolve, 2100))
    const second = await exported('second.xlsx')
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
  })

  test('without data sheets the figures stand on helper sheets', async () => {
    const { reply, book } = await exported('out.xlsx', { dataSheets: false })
    expect(reply.sheets.find(({ name }) => name === 'customers')?.state).toBe('left out')
    expect(book.valueAt('_tenure customers', 'A1')).toBeDefined()
  })

  test('data that would need too long a helper sheet gives values, and the export says so', async () => {
    const { reply } = await exported('out.xlsx', { dataSheets: false, helperRowLimit: 2 })
    expect(
      reply.problems.some(({ code, message }) => code === 'value_instead' && message.includes('4 rows')),
    ).toBe(true)
  })

  test('the file that was opened is never written over', async () => {
    const source = join(tenure.directory, 'customers.csv')
    const answer = await tenure.engine.ask('export.write', { file: fileToken(source), choices: {} })
    expect(answer).toMatchObject({ ok: false, error: { code: 'cannot_write' } })
    expect(readFileSync(source, 'utf8')).toBe(customers)
  })

  test('an edit is put in, coloured and noted', async () => {
    const [sheet] = (await tenure.ask('project.info', {})).sheets
    if (sheet === undefined) throw new Error('no sheet')
    const column = sheet.columns[3]?.id
    if (column === undefined) throw new Error('no column')
    await tenure.ask('sheet.apply', {
      command: { type: 'setCells', sheet: sheet.id, cells: [{ row: rowId(3), column, input: '55' }] },
    })
    const { book } = await exported('out.xlsx')
    expect(book.valueAt('customers', cellAddress(3, 4))).toBe(55)
    expect(JSON.stringify(book.sheet('customers').D3)).toContain('Before: 50')
  })
})

test('a package that does not say what its parts are, which Excel refuses, is written as a new workbook, and that is said', async () => {
  const { '[Content_Types].xml': _missing, ...parts } = unzipSync(
    oneSheet(
      '<row r="1"><c r="A1" t="str"><v>plan</v></c><c r="B1" t="str"><v>mrr</v></c></row><row r="2"><c r="A2" t="str"><v>Basic</v></c><c r="B2"><v>5</v></c></row>',
    ),
  )
  await tenure.open(await tenure.write('data.xlsx', zipSync(parts)))
  const { book, reply } = await exported('out.xlsx', { kpis: false, series: false, definitions: false })
  expect(book.valueAt('Data', 'B2')).toBe(5)
  expect(reply.problems).toContainEqual(
    expect.objectContaining({ code: 'written_anew', place: { file: 'data.xlsx' } }),
  )
})

describe('a sheet of an old workbook stands in the new one as it stood in its own', () => {
  const nothing = { kpis: false, series: false, definitions: false, qualityNotes: false, scenarios: false }
  const openOld = async (cells: Readonly<Record<string, unknown>>, range: string) => {
    const sheet = { ...cells, '!ref': range }
    const bytes = write(
      { SheetNames: ['Data'], Sheets: { Data: sheet } },
      { type: 'buffer', bookType: 'biff8' },
    )
    await tenure.open(await tenure.write('old.xls', new Uint8Array(bytes)))
  }
  const number = (v: number, z = 'General') => ({ t: 'n', v, z })
  const text = (v: string) => ({ t: 's', v })

  test('without a header it gets none', async () => {
    await openOld({ A1: number(1), B1: number(2), A2: number(3), B2: number(4) }, 'A1:B2')
    const { book } = await exported('out.xlsx', nothing)
    const cells = ['A1', 'B1', 'A2', 'B2', 'A3'].map((cell) => book.valueAt('Data', cell))
    expect(cells).toEqual([1, 2, 3, 4, undefined])
  })

  test('columns that hold nothing keep their room', async () => {
    await openOld({ B1: text('plan'), C1: text('mrr'), B2: text('Basic'), C2: number(5) }, 'B1:C2')
    const { book } = await exported('out.xlsx', nothing)
    const cells = ['A1', 'B1', 'C1', 'B2', 'C2', 'D1'].map((cell) => book.valueAt('Data', cell))
    expect(cells).toEqual([undefined, 'plan', 'mrr', 'Basic', 5, undefined])
  })

  test('headers say what they said, also where they are blank or the same twice', async () => {
    await openOld(
      { A1: text('mrr'), C1: text('mrr'), A2: number(1), B2: text('Basic'), C2: number(5), A3: number(2) },
      'A1:C3',
    )
    const { book } = await exported('out.xlsx', nothing)
    expect(['A1', 'B1', 'C1', 'B2'].map((cell) => book.valueAt('Data', cell))).toEqual([
      'mrr',
      undefined,
      'mrr',
      'Basic',
    ])
  })

  test('rows keep their numbers where blank ones stand between them', async () => {
    await openOld(
      { A1: text('plan'), B1: text('mrr'), A2: text('Basic'), B2: number(5), A6: text('Pro'), B6: number(9) },
      'A1:B6',
    )
    const { book } = await exported('out.xlsx', nothing)
    expect(['A1', 'B2', 'A3', 'B3', 'A6', 'B6'].map((cell) => book.valueAt('Data', cell))).toEqual([
      'plan',
      5,
      undefined,
      undefined,
      'Pro',
      9,
    ])
  })

  test('a date among other values is shown as one', async () => {
    await openOld(
      {
        A1: text('seen'),
        A2: text('never'),
        A3: number(45_322, 'yyyy-mm-dd'),
        A4: number(45_322.5, 'yyyy-mm-dd hh:mm'),
      },
      'A1:A4',
    )
    const { bytes } = await exported('out.xlsx', nothing)
    const { Data: sheet } = read(bytes, { cellNF: true }).Sheets
    expect([sheet?.A3, sheet?.A4]).toMatchObject([
      { v: 45_322, z: 'yyyy-mm-dd' },
      { v: 45_322.5, z: 'yyyy-mm-dd hh:mm:ss' },
    ])
  })
})
