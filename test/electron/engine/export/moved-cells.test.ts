/** Formulas that followed moved cells, in the workbook that is handed back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileToken, rowId } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { apply, blockOf, formulasIn, sheetOf, typeIn, workbookOfReaders } from '../sheet/moved-cells.ts'
import { hasLibreOffice, temporaryWorkspace } from './package/outside-readers.ts'
import { bookOf, recalculate, withoutResults } from './recalculated.ts'

let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
  await tenure.open(await tenure.write('book.xlsx', await workbookOfReaders()))
})
afterEach(() => tenure.dispose())

async function exported(): Promise<Uint8Array> {
  const file = join(tenure.directory, 'out.xlsx')
  await tenure.ask('export.write', { file: fileToken(file), choices: { scenarios: false, marks: false } })
  return new Uint8Array(readFileSync(file))
}

const formulaAt = (bytes: Uint8Array, sheet: string, cell: string): unknown => {
  const found: unknown = bookOf(bytes, { sheetStubs: true }).sheet(sheet)[cell]
  return typeof found === 'object' && found !== null && 'f' in found ? found.f : undefined
}

/** A block within its sheet, a formula, a block to another sheet; then rows put in and one taken out. */
async function moveAll(): Promise<void> {
  const move = async (from: [string, number, number, number[]], to: [string, number, number, number[]]) =>
    apply(tenure, {
      type: 'moveCells',
      source: await blockOf(tenure, ...from),
      target: await blockOf(tenure, ...to),
    })
  await move(['Sales', 0, 2, [1, 2]], ['Sales', 3, 2, [1, 2]])
  await move(['Sales', 0, 1, [3]], ['Sales', 0, 1, [4]])
  await move(['Sales', 2, 1, [1, 2, 3]], ['Other', 1, 1, [0, 1, 2]])
  const { id } = await sheetOf(tenure, 'Sales')
  await apply(tenure, { type: 'insertRows', sheet: id, before: rowId(5), count: 2 })
  await apply(tenure, { type: 'deleteRows', sheet: id, rows: [rowId(4)] })
  await typeIn(tenure, 'Other', 3, 0, '11')
  await typeIn(tenure, 'Sales', 5, 1, '12')
}

test('the formulas read as they do in the formula bar, names included, and the rest is untouched', async () => {
  await moveAll()
  const bytes = await exported()
  const shown = await formulasIn(tenure, 'Summary', 1)
  expect(shown.map(([formula]) => formula)).toEqual([
    '=Sales!B6',
    '=SUM(Sales!B6:C7)',
    '=SUM(Sales!B2:B7)',
    '=First*10',
    '=SUM(Sales!D2:D7)',
  ])
  expect(['B2', 'B3', 'B4', 'B5', 'B6'].map((cell) => `=${formulaAt(bytes, 'Summary', cell)}`)).toEqual(
    shown.map(([formula]) => formula),
  )
  expect(formulaAt(bytes, 'Sales', 'E2')).toBe('B6*C6')
  expect(formulaAt(bytes, 'Sales', 'D2')).toBeUndefined()
  expect(formulaAt(bytes, 'Other', 'C3')).toBe('A3*B3')
  expect(strFromU8(unzipSync(bytes)['xl/workbook.xml'] ?? new Uint8Array())).toContain(
    '<definedName name="First">Sales!$B$6</definedName>',
  )
})

test('without any move the names and formulas are as they were', async () => {
  const bytes = await exported()
  expect(formulaAt(bytes, 'Summary', 'B3')).toBe('SUM(Sales!B2:C3)')
  expect(strFromU8(unzipSync(bytes)['xl/workbook.xml'] ?? new Uint8Array())).toContain(
    '<definedName name="First">Sales!$B$2</definedName>',
  )
})

test.skipIf(!hasLibreOffice)(
  'LibreOffice computes from them what the window shows',
  async () => {
    await moveAll()
    const shown = await formulasIn(tenure, 'Summary', 1)
    const space = temporaryWorkspace()
    const files = new Map([['out.xlsx', withoutResults(await exported())]])
    const book = recalculate(space, files).get('out.xlsx')
    expect(['B2', 'B3', 'B4', 'B5', 'B6'].map((cell) => String(book?.valueAt('Summary', cell)))).toEqual(
      shown.map(([, value]) => value),
    )
    const [[, moved] = []] = await formulasIn(tenure, 'Sales', 4)
    expect(String(book?.valueAt('Sales', 'E2'))).toBe(moved)
    const [[, away] = []] = await formulasIn(tenure, 'Other', 2)
    expect(String(book?.valueAt('Other', 'C3'))).toBe(away)
    space.dispose()
  },
  120_000,
)
