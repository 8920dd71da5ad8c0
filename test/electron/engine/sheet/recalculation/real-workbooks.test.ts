import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import { calculateEveryFormula } from './every-formula.ts'

const folder = '../shared/data/workbooks'
let tenure: TestEngine
beforeAll(async () => {
  tenure = await startEngine()
})
afterAll(() => tenure.dispose())

/** Real files whose formulas Excel calculated last: formulas that are worked out again, and those that cannot be. */
test.skipIf(!existsSync(folder)).each([
  ['45544.xlsx', 104, 0],
  ['46535.xlsx', 327, 15],
  ['48539.xlsx', 27, 0],
  ['49156.xlsx', 20, 0],
  ['57181.xlsm', 3149, 0],
  ['61652.xlsx', 12, 1],
  ['DataTableCities.xlsx', 14, 0],
  ['pivots.xlsx', 22, 0],
  ['simple-monthly-budget.xlsx', 5, 0],
  ['StructuredRefs-lots-with-lookups.xlsx', 7274, 0],
])('%s: every formula gives the value that Excel kept', async (name, computed, stale) => {
  await tenure.open(`${folder}/${name}`)
  const cells = await calculateEveryFormula(tenure)
  expect(cells.filter(({ value }) => value !== undefined)).toEqual([])
  expect(cells.filter((cell) => cell.stale === undefined)).toHaveLength(computed)
  expect(cells.filter((cell) => cell.stale !== undefined)).toHaveLength(stale)
})
