/** Doubtful cells of an exported workbook: noted up to a limit, counted in full. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import { bookOf, type RecalculatedBook } from '../recalculated.ts'

const quality = 'Tenure Data Quality'
const rows = [
  ['customer_id', 'start_date', 'end_date', 'mrr'],
  ['C1', '2024-01-05', '2023-12-01', '100'],
  ['C2', '2024-02-01', '', 'unknown'],
  ['C3', '2024-03-01', '', '-5'],
  ['C3', '2024-03-09', '', '30'],
  ['', '2024-03-10', '', 'n/k'],
  ...Array.from({ length: 20 }, (_, index) => [`D${index}`, '2024-04-01', '', String(50 + index)]),
]

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

async function workbookBytes(note?: string): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Accounts')
  sheet.addRows(rows)
  if (note !== undefined) sheet.getCell('D3').note = note
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function exported(choices: object = {}) {
  const file = join(tenure.directory, 'out.xlsx')
  const reply = await tenure.ask('export.write', { file: fileToken(file), choices })
  const bytes = new Uint8Array(readFileSync(file))
  return { reply, book: bookOf(bytes) }
}

const noteAt = (book: RecalculatedBook, sheet: string, cell: string): string => {
  const found: unknown = book.sheet(sheet)[cell]
  if (typeof found !== 'object' || found === null || !('c' in found) || !Array.isArray(found.c)) return ''
  return found.c.map((note: { t?: string }) => note.t ?? '').join('\n')
}

const findings = (book: RecalculatedBook) =>
  Array.from({ length: 20 }, (_, index) => index + 5)
    .filter((row) => book.valueAt(quality, `B${row}`) !== undefined)
    .map((row) => ({
      finding: String(book.valueAt(quality, `B${row}`)),
      rows: book.valueAt(quality, `E${row}`),
      noted: book.valueAt(quality, `F${row}`),
      first: book.valueAt(quality, `G${row}`),
    }))

describe('doubtful cells', () => {
  test('of a workbook carry a note in their own words, and are counted on a sheet with a link to the first', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes()))
    const { book, reply } = await exported()
    expect(noteAt(book, 'Accounts', 'D3')).toContain('Cannot be read as')
    expect(noteAt(book, 'Accounts', 'C2')).toContain('comes before a date that it should follow')
    expect(noteAt(book, 'Accounts', 'D4')).toContain('Outside of the range')
    expect(noteAt(book, 'Accounts', 'D2')).toBe('')
    const unread = findings(book).find(({ finding }) => finding.includes('cannot be read'))
    expect(unread).toMatchObject({ rows: 2, noted: 2, first: 'D3' })
    const accounts = reply.sheets.find(({ name }) => name === 'Accounts')
    expect(accounts?.details.join()).toMatch(/\d doubtful cells noted/)
  })

  test('of a sheet written anew are noted at the row where they stand there', async () => {
    await tenure.open(await tenure.write('accounts.csv', rows.map((row) => row.join(',')).join('\n')))
    const { book } = await exported()
    expect(noteAt(book, 'accounts', 'D3')).toContain('Cannot be read as')
  })

  test('over the limit are counted and not noted', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes()))
    const { book, reply } = await exported({ qualityNoteLimit: 2 })
    const all = findings(book)
    expect(all.reduce((sum, { noted }) => sum + Number(noted), 0)).toBe(2)
    expect(all.reduce((sum, { rows: count }) => sum + Number(count), 0)).toBeGreaterThan(4)
    expect(reply.sheets.find(({ name }) => name === 'Accounts')?.details.join()).toMatch(/2 of \d+ doubtful/)
  })

  test('that have a note in the file keep it, and no other', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes('Ask sales')))
    const { book, reply } = await exported()
    expect(noteAt(book, 'Accounts', 'D3')).toBe('Ask sales')
    expect(reply.problems.filter(({ code }) => code === 'note_kept')).toEqual([])
  })

  test('are left alone where the user does not want notes', async () => {
    await tenure.open(await tenure.write('accounts.xlsx', await workbookBytes()))
    const { book, reply } = await exported({ qualityNotes: false })
    expect(noteAt(book, 'Accounts', 'D3')).toBe('')
    expect(reply.sheets.map(({ name }) => name)).not.toContain(quality)
  })
})
