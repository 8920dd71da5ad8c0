import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importFile } from '#electron/engine/intake/import-file.ts'
import { defaultImportLimits } from '#electron/engine/intake/import-limits.ts'
import { readCells } from '#electron/engine/intake/read-cells.ts'
import { errorCodes } from '#shared/contract/errors.ts'
import { openConnection, tablesIn } from './imports.ts'
import { relationships, temporaryFile, workbookBytes, workbookFile, worksheet } from './packages.ts'

const badFiles = new URL('../../../../../shared/data/bad/', import.meta.url).pathname
const nothing = { sheet() {}, cell() {} }

async function refusalOf(path: string) {
  const connection = await openConnection()
  const result = await importFile({ connection, path, firstSheetNumber: 1 })
  expect(await tablesIn(connection)).toEqual([])
  if (result.ok) throw new Error('the file was loaded')
  return result.error
}

describe.skipIf(!existsSync(badFiles))('real bad files', () => {
  test.each(existsSync(badFiles) ? readdirSync(badFiles) : [])(
    '%s is refused in one sentence that names it',
    async (name) => {
      const problem = await refusalOf(join(badFiles, name))
      expect(errorCodes).toContain(problem.code)
      expect(problem.message).toContain(name)
      expect(problem.message).not.toMatch(/\n|Error|undefined|!$/)
      const cells = await readCells({ path: join(badFiles, name) }, nothing)
      expect(cells.ok).toBe(false)
    },
  )

  test.each([
    ['pass_protected.xlsx', 'encrypted'],
    ['password.xls', 'encrypted'],
    ['truncated.xlsx', 'truncated'],
  ])('%s: %s', async (name, code) => {
    expect((await refusalOf(join(badFiles, name))).code).toBe(code)
  })
})

describe('what is not a workbook', () => {
  test.each([
    ['nothing.csv', '', 'empty'],
    ['blank.csv', '\n\n', 'empty'],
    ['paper.xlsx', '%PDF-1.7 ...', 'not_a_workbook'],
    ['noise.csv', Uint8Array.from({ length: 500 }, (_, at) => (at * 7919) % 256), 'not_a_workbook'],
  ])('%s', async (name, bytes, code) => {
    const problem = await refusalOf(await temporaryFile(name, bytes))
    expect(problem.code).toBe(code)
    expect(problem.message).toContain(name)
  })

  test('a zip that is no workbook says what it is', async () => {
    const { zipSync } = await import('fflate')
    const problem = await refusalOf(
      await temporaryFile('letter.xlsx', zipSync({ 'word/document.xml': new Uint8Array(9) })),
    )
    expect(problem.message).toContain('a Word document')
  })

  test('a missing file', async () => {
    expect((await refusalOf('/nowhere/book.xlsx')).code).toBe('not_found')
  })
})

describe('damaged workbooks', () => {
  test('a sheet that stops in the middle', async () => {
    const path = await workbookFile('', {
      'xl/worksheets/sheet1.xml': worksheet('<row r="1"><c r="A1"><v>1</v></c></row>').slice(0, -30),
    })
    expect(await refusalOf(path)).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('sheet1.xml'),
    })
  })

  test('a package cut off anywhere', async () => {
    const bytes = workbookBytes({
      'xl/worksheets/sheet1.xml': worksheet('<row><c><v>1</v></c></row>'.repeat(500)),
    })
    for (let share = 1; share < 20; share++) {
      const path = await temporaryFile('cut.xlsx', bytes.subarray(0, Math.floor((bytes.length * share) / 20)))
      expect(['truncated', 'damaged']).toContain((await refusalOf(path)).code)
    }
  })

  test('any single byte overwritten: loaded or refused with a code, never a crash', async () => {
    const bytes = workbookBytes({
      'xl/worksheets/sheet1.xml': worksheet(
        '<row><c><v>1</v></c><c t="inlineStr"><is><t>x</t></is></c></row>'.repeat(50),
      ),
    })
    const connection = await openConnection()
    for (let at = 0; at < bytes.length; at += 7) {
      const broken = Uint8Array.from(bytes)
      broken[at] = (broken[at] ?? 0) ^ 0xff
      const path = await temporaryFile('broken.xlsx', broken)
      const result = await importFile({ connection, path, firstSheetNumber: 1 })
      if (!result.ok) expect(errorCodes).toContain(result.error.code)
      await connection.run('DROP TABLE IF EXISTS sheet_1')
    }
  })
})

describe('files made to exhaust', () => {
  test('a document type declaration is not opened, so that no entity can expand', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>`
    const problem = await refusalOf(await workbookFile('<row/>', { 'xl/sharedStrings.xml': bomb }))
    expect(problem).toMatchObject({ code: 'unsupported', message: expect.stringContaining('document type') })
  })

  test('a part that unpacks to hundreds of times its size', async () => {
    const spaces = ' '.repeat(16 * 2 ** 20)
    const path = await workbookFile('', {
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${spaces}</sheetData></worksheet>`,
    })
    const limits = { ...defaultImportLimits, ratioFloorBytes: 2 ** 20 }
    const result = await importFile({ connection: await openConnection(), path, firstSheetNumber: 1, limits })
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'unsupported', message: expect.stringContaining('300 times') },
    })
  })

  test('few bytes a cell that each stand for a long text', async () => {
    const path = await workbookFile('<row><c t="s"><v>0</v></c></row>'.repeat(40_000), {
      'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>`,
    })
    const limits = { ...defaultImportLimits, textCharacters: 2 ** 26 }
    const result = await importFile({ connection: await openConnection(), path, firstSheetNumber: 1, limits })
    expect(result).toMatchObject({ ok: false, error: { code: 'unsupported', place: { sheet: 'Data' } } })
  })

  test.each(['A1048577', 'XFE1', 'AAAAAAAA1', 'A99999999999'])(
    'a cell outside any sheet: %s',
    async (address) => {
      const row = /\d+/.exec(address)?.[0]
      const path = await workbookFile(`<row r="${row}"><c r="${address}"><v>1</v></c></row>`)
      expect((await refusalOf(path)).code).toBe('damaged')
    },
  )

  test('more shared strings than the limit', async () => {
    const path = await workbookFile('<row/>', {
      'xl/sharedStrings.xml': `<sst>${'<si><t>x</t></si>'.repeat(2000)}</sst>`,
    })
    const connection = await openConnection()
    const limits = { ...defaultImportLimits, sharedStrings: 1000 }
    const result = await importFile({ connection, path, firstSheetNumber: 1, limits })
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'too_large', message: expect.stringContaining('1,000') },
    })
  })
})

test('a damaged sheet is left out and named; the others are loaded', async () => {
  const parts = {
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Broken" sheetId="1" r:id="rId1"/><sheet name="Whole" sheetId="2" r:id="rId4"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relationships([
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId4', 'worksheet', 'worksheets/sheet2.xml'],
    ]),
    'xl/worksheets/sheet1.xml': worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"></row>'),
    'xl/worksheets/sheet2.xml': worksheet(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>mrr</t></is></c></row><row r="2"><c r="A2"><v>5</v></c></row>',
    ),
  }
  const path = await temporaryFile('half.xlsx', workbookBytes(parts))
  const connection = await openConnection()
  const result = await importFile({ connection, path, firstSheetNumber: 1 })
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value.sheets.map(({ name, table }) => [name, table])).toEqual([['Whole', 'sheet_1']])
  expect(result.value.problems).toMatchObject([{ code: 'damaged_sheet', place: { sheet: 'Broken' } }])
  expect(await tablesIn(connection)).toEqual(['sheet_1'])
  const cells = await readCells({ path }, nothing)
  expect(cells).toMatchObject({ ok: true, value: [{ code: 'damaged_sheet' }] })
})
