import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cellAt } from '#shared/domain/cell.ts'
import { fileToken, rowId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import {
  convertWithLibreOffice,
  hasLibreOffice,
  temporaryWorkspace,
} from '../../export/package/outside-readers.ts'
import { recalculate, withoutResults } from '../../export/recalculated.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

/** Every kind of name, with a formula that uses it, what it gives, and what it gives once B2 is 100. */
const cases: readonly (readonly [
  names: string,
  formula: string,
  before: number | string,
  after: number | string,
])[] = [
  // It counts from its cell: in row 2 of Uses it is row 2 of Sales.
  ['<definedName name="Beside">Sales!$B1</definedName>', 'Beside', 10, 100],
  ['<definedName name="VAT">0.2</definedName>', 'Sales!B2*VAT', 2, 20],
  ['<definedName name="Unit">"seats"</definedName>', 'Sales!B2&amp;" "&amp;Unit', '10 seats', '100 seats'],
  ['<definedName name="Twice">Sales!$B$2*2</definedName>', 'Twice+1', 21, 201],
  ['<definedName name="AllOf">SUM(Sales!$B:$B)</definedName>', 'AllOf', 60, 150],
  ['<definedName name="Column">Sales!$B:$B</definedName>', 'MAX(Column)', 30, 100],
  [
    '<definedName name="Dynamic">OFFSET(Sales!$B$2,0,0,COUNTA(Sales!$A:$A)-1,1)</definedName>',
    'AVERAGE(Dynamic)',
    20,
    50,
  ],
  ['<definedName name="Until">Sales!$B$2:INDEX(Sales!$B:$B,3)</definedName>', 'SUM(Until)', 30, 120],
  [
    '<definedName name="Outer">Inner*10</definedName><definedName name="Inner">Sales!$B$2</definedName>',
    'Outer',
    100,
    1000,
  ],
  [
    '<definedName name="Here">Sales!$B$2</definedName><definedName name="Here" localSheetId="1">Sales!$B$2*-1</definedName>',
    'Here',
    -10,
    -100,
  ],
  ['<definedName name="Doubled">Sales!$B$2:$B$4*2</definedName>', 'SUM(Doubled)', 120, 300],
  ['<definedName name="Area">Sales!$A$2:$B$4</definedName>', 'VLOOKUP("Ada",Area,2,FALSE)', 10, 100],
  ['<definedName name="Hidden" hidden="1">Sales!$B$2/4</definedName>', 'Hidden', 2.5, 25],
  ['<definedName name="Lost">Sales!#REF!</definedName>', 'IFERROR(Lost,Sales!B2)', 10, 100],
  ['<definedName name="Flags">{1,0,1}</definedName>', 'SUM(Flags)*Sales!B2', 20, 200],
]

const uses = (number: number): string => `<row r="${number + 2}">${useCells(number)}</row>`

const useCells = (number: number): string => {
  const [, formula = '', before = ''] = cases[number] ?? []
  const isText = typeof before === 'string'
  return `<c r="A${number + 2}" t="inlineStr"><is><t>use ${number}</t></is></c><c r="B${number + 2}"${
    isText ? ' t="str"' : ''
  }><f>${formula}</f><v>${before}</v></c>`
}

async function workbook(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('Sales').addRows([
    ['Customer', 'Amount'],
    ['Ada', 10],
    ['Bob', 20],
    ['Cleo', 30],
  ])
  book.addWorksheet('Uses').addRows([['Use', 'Value']])
  const parts = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()))
  const patch = (part: string, change: (text: string) => string) => {
    parts[part] = strToU8(change(strFromU8(parts[part] ?? new Uint8Array())))
  }
  patch('xl/workbook.xml', (text) =>
    text.replace(
      '</sheets>',
      `</sheets><definedNames>${cases.map(([names]) => names).join('')}</definedNames>`,
    ),
  )
  const rows = cases.map((_case, number) => uses(number)).join('')
  patch('xl/worksheets/sheet2.xml', (text) => text.replace('</sheetData>', `${rows}</sheetData>`))
  return zipSync(parts)
}

const sheetNamed = async (name: string): Promise<SheetInfo> => {
  const { sheets } = await tenure.ask('project.info', {})
  const sheet = sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

async function typeIn(sheet: SheetInfo, row: number, input: string): Promise<void> {
  const column = sheet.columns[1]?.id ?? 0
  const cells = [{ row: rowId(row), column, input }]
  await tenure.ask('sheet.apply', { command: { type: 'setCells', sheet: sheet.id, cells } })
}

/** The values of Uses, with the reason after one that is out of date. */
async function usesShown(): Promise<(string | number | boolean | undefined)[]> {
  const sheet = await sheetNamed('Uses')
  const id = sheet.columns[1]?.id ?? 0
  const window = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: cases.length,
    columns: [id],
  })
  const [cells] = window.columns
  if (cells === undefined) throw new Error('no column came back')
  return Array.from(window.rowIds, (row, index) => {
    const cell = cellAt(cells, index)
    const stale = window.marks.find((each) => each.row === row && each.column === id)?.staleReason
    return stale ?? (cell.kind === 'blank' ? undefined : cell.value)
  })
}

/** LibreOffice takes what a name gives for one value where no array formula uses it. */
const otherInLibreOffice = new Set(['SUM(Doubled)'])
/** It writes a broken reference as a text. */
const lostByLibreOffice = new Set(['IFERROR(Lost,Sales!B2)'])

const without = <Value>(values: readonly Value[], formulas: ReadonlySet<string>): Value[] =>
  values.filter((_value, index) => !formulas.has(cases[index]?.[1] ?? ''))

const before = cases.map(([, , value]) => value)
const after = cases.map(([, , , value]) => value)

test('formulas that use names of any kind follow what the names read; undo brings them back', async () => {
  await tenure.open(await tenure.write('book.xlsx', await workbook()))
  expect(await usesShown()).toEqual(before)
  await typeIn(await sheetNamed('Sales'), 2, '100')
  expect(await usesShown()).toEqual(after)
  await tenure.ask('history.undo', {})
  expect(await usesShown()).toEqual(before)
})

test.skipIf(!hasLibreOffice)(
  'LibreOffice gives the same for the exported workbook, in which the names are untouched',
  async () => {
    await tenure.open(await tenure.write('book.xlsx', await workbook()))
    await typeIn(await sheetNamed('Sales'), 2, '100')
    const file = join(tenure.directory, 'out.xlsx')
    await tenure.ask('export.write', { file: fileToken(file), choices: { scenarios: false } })
    const bytes = new Uint8Array(readFileSync(file))
    for (const [names] of cases)
      expect(strFromU8(unzipSync(bytes)['xl/workbook.xml'] ?? new Uint8Array())).toContain(names)
    const space = temporaryWorkspace()
    const book = recalculate(space, new Map([['out.xlsx', withoutResults(bytes)]])).get('out.xlsx')
    const theirs = cases.map((_case, index) => book?.valueAt('Uses', `B${index + 2}`))
    expect(without(theirs, otherInLibreOffice)).toEqual(without(after, otherInLibreOffice))
    space.dispose()
  },
  120_000,
)

describe.skipIf(!hasLibreOffice)('the names of other formats', () => {
  test.each(['xls', 'ods'])(
    'of .%s are followed as those of .xlsx are',
    async (format) => {
      const original = await tenure.write('book.xlsx', await workbook())
      const path = convertWithLibreOffice([original], format).get('book')
      if (path === undefined) throw new Error('LibreOffice wrote nothing')
      await tenure.open(path)
      await typeIn(await sheetNamed('Sales'), 2, '100')
      expect(without(await usesShown(), lostByLibreOffice)).toEqual(without(after, lostByLibreOffice))
    },
    120_000,
  )
})

test('a name that counts rows from its cell is out of date where rows between were inserted', async () => {
  const book = new ExcelJS.Workbook()
  const data = book.addWorksheet('Uses')
  data.addRows([['Amount', 'Before'], [10], [20], [30]])
  data.getCell('B3').value = { formula: 'Above', result: 10 }
  data.getCell('B4').value = { formula: 'Above', result: 20 }
  const parts = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()))
  const text = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())
  const names = '<definedNames><definedName name="Above">Uses!$A1048576</definedName></definedNames>'
  parts['xl/workbook.xml'] = strToU8(text.replace('</sheets>', `</sheets>${names}`))
  await tenure.open(await tenure.write('book.xlsx', zipSync(parts)))
  const sheet = await sheetNamed('Uses')
  const amount = sheet.columns[0]?.id ?? 0
  const setAmount = (row: number, input: string) =>
    tenure.ask('sheet.apply', {
      command: { type: 'setCells', sheet: sheet.id, cells: [{ row: rowId(row), column: amount, input }] },
    })
  await setAmount(3, '7')
  expect(await usesShown()).toEqual([undefined, 10, 7])
  await tenure.ask('sheet.apply', {
    command: { type: 'insertRows', sheet: sheet.id, before: rowId(4), count: 1 },
  })
  expect(await usesShown()).toEqual([
    undefined,
    10,
    undefined,
    expect.stringMatching(/counts rows from its own/),
  ])
  await tenure.ask('history.undo', {})
  expect(await usesShown()).toEqual([undefined, 10, 7])
})
