/** What Tenure knows of each customer, at the right of the sheet that lists them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import { bookOf, type RecalculatedBook } from '../recalculated.ts'

const cdnow = fileURLToPath(new URL('../../../../../../shared/data/cdnow_transactions.csv', import.meta.url))
const header = ['customer_id', 'start_date', 'end_date', 'mrr', 'usage_score', 'support_score']
const first = [
  ['C0', '2024-01-05', '', 100, 80, 60],
  ['C1', '2024-01-07', '2024-04-20', 50, 20, ''],
  ['C2', '2024-02-01', '', 70, '', ''],
]
/** The months of those who left: more at first than later, as an sBG has it. */
const leavingMonths = [2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 8]
const more = Array.from({ length: 60 }, (_, index) => [
  `D${index}`,
  '2024-01-15',
  index < leavingMonths.length ? `2024-${String(leavingMonths[index]).padStart(2, '0')}-20` : '',
  40 + index,
  index,
  100 - index,
])
const rows = [header, ...first, ...more]

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

async function workbookBytes(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('Accounts').addRows(rows.map((row) => row.map((cell) => (cell === '' ? null : cell))))
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function exported(choices: object = {}) {
  const file = join(tenure.directory, 'out.xlsx')
  const reply = await tenure.ask('export.write', { file: fileToken(file), choices })
  const bytes = new Uint8Array(readFileSync(file))
  return { reply, book: bookOf(bytes) }
}

const headersFrom = (book: RecalculatedBook, sheet: string, letters: string) =>
  [...letters].map((letter) => book.valueAt(sheet, `${letter}1`))

const added = ['Health score', 'P(alive)', 'Expected purchases', 'CLV', 'Risk band']

describe('a sheet of customers', () => {
  test('gets the health score as a formula over its scores, the model’s figures as values with a note', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes()))
    const { book, reply } = await exported({ kpis: false, scenarios: false })
    expect(headersFrom(book, 'Accounts', 'GHIJK')).toEqual(added)
    expect(book.sheet('Accounts').G2).toMatchObject({ f: expect.stringContaining('E2'), v: 72 })
    expect(book.sheet('Accounts').G3).toMatchObject({ f: expect.stringContaining('E3'), v: 20 })
    expect(book.sheet('Accounts').G4).toMatchObject({ f: expect.stringContaining('E4'), v: '' })
    expect(JSON.stringify(book.sheet('Accounts').H1)).toContain('sBG model over 12 months')
    expect(book.valueAt('Accounts', 'H3')).toBe(0)
    expect(book.valueAt('Accounts', 'K3')).toBe('high')
    expect(book.valueAt('Accounts', 'J2')).toBeGreaterThan(Number(book.valueAt('Accounts', 'J4')))
    const accounts = reply.sheets.find(({ name }) => name === 'Accounts')
    expect(accounts?.details).toContain(`${added.join(', ')} at the right`)
  })

  test('that is written anew gets them too', async () => {
    await tenure.open(await tenure.write('accounts.csv', rows.map((row) => row.join(',')).join('\n')))
    const { book } = await exported({ kpis: false, scenarios: false })
    expect(headersFrom(book, 'accounts', 'GHIJK')).toEqual(added)
    expect(book.sheet('accounts').G2).toMatchObject({ f: expect.stringContaining('E2'), v: 72 })
  })

  test('has the figures of the model that was asked for last', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes()))
    const asked = await tenure.ask('scenario.clv', { model: 'sbg', horizon: 36 })
    const { book } = await exported({ kpis: false, scenarios: false })
    expect(JSON.stringify(book.sheet('Accounts').J1)).toContain('over 36 months')
    expect(book.valueAt('Accounts', 'J2')).toBeCloseTo(
      asked.customers.find(({ id }) => id === 'C0')?.clv ?? Number.NaN,
      8,
    )
  })

  test('stays without them where the user does not want them', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes()))
    const { book } = await exported({ kpis: false, scenarios: false, addedColumns: false })
    expect(headersFrom(book, 'Accounts', 'G')).toEqual([undefined])
  })
})

describe.skipIf(!existsSync(cdnow))('purchases without a sheet of customers', () => {
  test('get a sheet with what the model says of each customer', async () => {
    const lines = readFileSync(cdnow, 'utf8').split('\n').slice(0, 1500)
    await tenure.open(await tenure.write('orders.csv', lines.join('\n')))
    const { book, reply } = await exported({ kpis: false, scenarios: false })
    expect(reply.sheets.map(({ name }) => name)).toContain('Tenure Customers')
    const asked = await tenure.ask('scenario.clv', { model: 'mbg-nbd' })
    expect(asked.customers[0]?.id).toBe(book.valueAt('Tenure Customers', 'A5'))
    expect(book.valueAt('Tenure Customers', 'B5')).toBeCloseTo(asked.customers[0]?.pAlive ?? Number.NaN, 10)
  })
})
