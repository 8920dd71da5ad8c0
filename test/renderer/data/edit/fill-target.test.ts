import { expect, it } from 'vitest'
import { fillTarget } from '#renderer/data/edit/fill-target.ts'

const source = { firstRow: 4, lastRow: 5, firstColumn: 2, lastColumn: 3 }

it('continues the source in the direction that the handle is dragged farthest', () => {
  expect(fillTarget(source, { row: 9, column: 4 })).toEqual({
    area: { ...source, lastRow: 9 },
    direction: 'down',
    sourceCount: 2,
  })
  expect(fillTarget(source, { row: 5, column: 7 })).toEqual({
    area: { ...source, lastColumn: 7 },
    direction: 'right',
    sourceCount: 2,
  })
  expect(fillTarget(source, { row: 0, column: 3 })?.direction).toBe('up')
  expect(fillTarget(source, { row: 4, column: 0 })).toEqual({
    area: { ...source, firstColumn: 0 },
    direction: 'left',
    sourceCount: 2,
  })
})

it('fills nothing while the handle is inside the source', () => {
  expect(fillTarget(source, { row: 5, column: 2 })).toBeUndefined()
})
