import { expect, it } from 'vitest'
import { filteredBy, sortedBy } from '#renderer/data/filter/sort-and-filter.ts'
import type { ColumnFilter } from '#shared/contract/sheet.ts'
import { columnId } from '#shared/domain/ids.ts'

const [a, b] = [columnId(1), columnId(2)]

it('sorts by one column, by several with Shift, and turns a key round in its place', () => {
  const byA = sortedBy([], a, false, false)
  expect(byA).toEqual([{ column: a, descending: false }])
  const byBoth = sortedBy(byA, b, true, true)
  expect(byBoth.map((key) => key.column)).toEqual([a, b])
  expect(sortedBy(byBoth, a, true, true)).toEqual([
    { column: a, descending: true },
    { column: b, descending: true },
  ])
  expect(sortedBy(byBoth, b, false, false)).toEqual([{ column: b, descending: false }])
})

it('replaces the filters of one column and leaves the others', () => {
  const ofA: ColumnFilter = { type: 'values', column: a, texts: ['x'], blanks: false }
  const ofB: ColumnFilter = { type: 'condition', column: b, operator: '>', operand: '1' }
  expect(filteredBy([ofA, ofB], a, [])).toEqual([ofB])
  expect(filteredBy([ofB], a, [ofA])).toEqual([ofB, ofA])
})
