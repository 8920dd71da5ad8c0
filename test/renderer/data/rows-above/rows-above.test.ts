import { expect, test } from 'vitest'
import { rowsAbove } from '#renderer/data/rows-above/rows-above.ts'
import type { CellValue } from '#shared/domain/cell.ts'

const text = (value: string): CellValue => ({ kind: 'text', value })

test('rows above the header are told by number, each cell by its column', () => {
  const { rows, columns } = rowsAbove(
    [
      { row: 3, column: 5, value: { kind: 'number', value: 3750 } },
      { row: 1, column: 1, value: text('Budget') },
      { row: 3, column: 2, value: text('Income') },
      { row: 2, column: 9, value: { kind: 'blank' } },
      { row: 4, column: 2, value: text('Item') },
    ],
    4,
  )
  expect(columns).toEqual([1, 2, 5])
  expect(rows.map(({ number, cells }) => [number, [...cells.keys()].sort()])).toEqual([
    [1, [1]],
    [3, [2, 5]],
  ])
})

test('a header in the first row has nothing above it', () => {
  expect(rowsAbove([{ row: 1, column: 1, value: text('Item') }], 1).rows).toEqual([])
})
