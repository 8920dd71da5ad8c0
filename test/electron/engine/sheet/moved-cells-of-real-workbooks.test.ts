import { existsSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cellAddress } from '#shared/domain/address.ts'
import { cellAt } from '#shared/domain/cell.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { apply } from './moved-cells.ts'
import { calculateEveryFormula } from './recalculation/every-formula.ts'

const folder = '../shared/data/workbooks'
let tenure: TestEngine
beforeEach(async () => {
  tenure = await startEngine()
})
afterEach(() => tenure.dispose())

const windowOf = (sheet: SheetInfo) =>
  tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 200,
    columns: sheet.columns.slice(0, 40).map(({ id }) => id),
  })

/** The value beside each formula of the sheets' first rows and columns. */
async function values(): Promise<Map<string, unknown>> {
  const { sheets } = await tenure.ask('project.info', {})
  const found = new Map<string, unknown>()
  for (const sheet of sheets.filter(({ columns }) => columns.length > 0)) {
    const { rowIds, columns, marks } = await windowOf(sheet)
    for (const { row, column, formula } of marks) {
      const cells = columns[sheet.columns.findIndex(({ id }) => id === column)]
      if (formula === undefined || cells === undefined) continue
      found.set(`${sheet.name}/${row}/${column}`, cellAt(cells, rowIds.indexOf(row)))
    }
  }
  return found
}

async function blockAt(name: string, address: string) {
  const { sheets } = await tenure.ask('project.info', {})
  const sheet = sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  const { rowNumbers } = await windowOf(sheet)
  for (const [firstRow, row] of rowNumbers.entries())
    for (const { id, number } of sheet.columns)
      if (cellAddress(row, number) === address)
        return { sheet: sheet.id, view: {}, firstRow, rowCount: 1, columns: [id] }
  throw new Error(`no cell ${address}`)
}

/** A cell that formulas read, and a blank one that none does. */
test.skipIf(!existsSync(folder)).each([
  ['45544.xlsx', 'Hires by Function', 'C9', 'A7'],
  ['45544.xlsx', 'Top Five Industries', 'B7', 'B15'],
  ['48539.xlsx', 'Instance1', 'B3', 'A1'],
  ['61652.xlsx', 'Model', 'A1', 'B1'],
  ['pivots.xlsx', 'DataSheet', 'D2', 'I2'],
])('%s: where %s!%s goes to %s, no formula gives another value', async (file, sheet, from, to) => {
  await tenure.open(`${folder}/${file}`)
  const before = await values()
  const { formulasLeft } = await apply(tenure, {
    type: 'moveCells',
    source: await blockAt(sheet, from),
    target: await blockAt(sheet, to),
  })
  expect(formulasLeft).toBe(0)
  const after = await values()
  for (const [place, value] of before)
    if (after.has(place)) expect([place, after.get(place)]).toEqual([place, value])
  expect(after.size).toBe(before.size)
  expect((await calculateEveryFormula(tenure)).filter(({ value }) => value !== undefined)).toEqual([])
})
