import { expect, test } from 'vitest'
import {
  addPlace,
  type ChangedPlaces,
  everyColumn,
  holdsPlace,
} from '#electron/engine/sheet/changed-places.ts'
import { readsOf } from '#electron/engine/sheet/formula-reads.ts'
import type { NamedArea } from '#shared/domain/sheet.ts'

const table: NamedArea = {
  name: 'Sales',
  kind: 'table',
  sheet: 'Data',
  range: { firstRow: 2, firstColumn: 1, lastRow: 9, lastColumn: 3 },
}
const areas = new Map([['sales', table]])
const area = (sheet: string, firstRow: number, lastRow: number, firstColumn: number, lastColumn: number) => ({
  sheet,
  firstRow,
  lastRow,
  firstColumn,
  lastColumn,
})
const open = Number.POSITIVE_INFINITY

test.each([
  ['=C4*2', [area('Here', 4, 4, 3, 3)]],
  ["=SUM(A1:B3)+'My Sheet'!$C$4", [area('Here', 1, 3, 1, 2), area('My Sheet', 4, 4, 3, 3)]],
  ['=SUM(A:A)', [area('Here', 1, open, 1, 1)]],
  ['=SUM(5:7)', [area('Here', 5, 7, 1, open)]],
  ['=SUM(Sales[Amount])', [area('Data', 2, 9, 1, 3)]],
  ['=1+2', []],
  ['=INDIRECT("A1")', 'everything'],
  ['=UnknownName*2', 'everything'],
  ['=[1]Other!A1', 'everything'],
  ['=SUM(Sheet1:Sheet3!A1)', 'everything'],
])('%s', (formula, reads) => {
  expect(readsOf(formula, 'Here', areas)).toEqual(reads)
})

test('an area holds a changed cell of its columns and rows, and rows that are gone or new in it', () => {
  const places: ChangedPlaces = new Map()
  addPlace(places, 'Here', 3, 4)
  addPlace(places, 'Here', everyColumn, 20)
  addPlace(places, 'Here', everyColumn, 30.5)
  expect(holdsPlace(places, area('Here', 1, 4, 1, 3))).toBe(true)
  expect(holdsPlace(places, area('Here', 1, 3, 1, 3))).toBe(false)
  expect(holdsPlace(places, area('Here', 1, 9, 4, 5))).toBe(false)
  expect(holdsPlace(places, area('There', 1, 9, 1, 9))).toBe(false)
  expect(holdsPlace(places, area('Here', 20, 21, 9, 9))).toBe(true)
  expect(holdsPlace(places, area('Here', 30, 31, 1, 1))).toBe(true)
  expect(holdsPlace(places, area('Here', 31, 40, 1, 1))).toBe(false)
})
