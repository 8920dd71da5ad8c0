import { expect, it } from 'vitest'
import { parseDestination } from '#renderer/data/edit/parse-destination.ts'

it.each([
  ['B7', { firstRow: 7, lastRow: 7, firstColumn: 2, lastColumn: 2 }],
  ['$b$7', { firstRow: 7, lastRow: 7, firstColumn: 2, lastColumn: 2 }],
  ['C9:A1', { firstRow: 1, lastRow: 9, firstColumn: 1, lastColumn: 3 }],
  ['C:D', { firstColumn: 3, lastColumn: 4 }],
  ['$4:6', { firstRow: 4, lastRow: 6 }],
])('reads %s as an address', (typed, area) => {
  expect(parseDestination(` ${typed} `).area).toEqual(area)
})

it.each(['B', '7', 'mrr', 'A1:mrr', 'A1:B2:C3', 'Q1 2024: total', ''])('takes "%s" for a name', (typed) => {
  expect(parseDestination(typed)).toEqual({ text: typed })
})

it('knows the sheet before an exclamation mark, in quotes or not', () => {
  expect(parseDestination('Customers!B4')).toMatchObject({ sheet: 'Customers', text: 'B4' })
  expect(parseDestination("'Rep''s list'!B:B")).toMatchObject({
    sheet: "Rep's list",
    area: { firstColumn: 2, lastColumn: 2 },
  })
  expect(parseDestination('Customers!Total')).toEqual({ sheet: 'Customers', text: 'Total' })
})
