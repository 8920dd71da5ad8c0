import { expect, it } from 'vitest'
import { pasteSize } from '#renderer/data/clipboard/paste-size.ts'

const area = (rows: number, columns: number) => ({
  firstRow: 3,
  lastRow: 2 + rows,
  firstColumn: 1,
  lastColumn: columns,
})

it('fills the selection where the block goes into it a whole number of times', () => {
  expect(pasteSize(area(4, 3), { rows: 1, columns: 1 })).toEqual({ rows: 4, columns: 3 })
  expect(pasteSize(area(4, 2), { rows: 2, columns: 2 })).toEqual({ rows: 4, columns: 2 })
})

it('is the block itself elsewhere, however small the selection is', () => {
  expect(pasteSize(area(1, 1), { rows: 5, columns: 2 })).toEqual({ rows: 5, columns: 2 })
  expect(pasteSize(area(3, 3), { rows: 2, columns: 2 })).toEqual({ rows: 2, columns: 2 })
})
