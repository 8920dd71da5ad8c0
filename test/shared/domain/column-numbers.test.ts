import { expect, test } from 'vitest'
import { columnNumbers } from '#shared/domain/column-numbers.ts'

const source = (sourceColumn: number) => ({ sourceColumn })
const added = {}

test.each([
  ['as in the source', [source(1), source(2)], [], [1, 2]],
  ['blank columns before and between still count', [source(2), source(5)], [], [2, 5]],
  ['what stands right of a deleted column moves', [source(2), source(4)], [1, 3], [1, 2]],
  ['what stands right of an added column moves', [source(2), added, source(3)], [], [2, 3, 4]],
  ['an added column before a gap takes the first blank place', [source(1), added, source(4)], [], [1, 2, 5]],
  ['an added column at the start stands where the first was', [added, source(2)], [], [2, 3]],
  ['several added at the end', [source(3), added, added], [], [3, 4, 5]],
  ['moved columns share the numbers they had', [source(5), source(2), source(3)], [], [2, 3, 5]],
  ['only added ones', [added, added], [], [1, 2]],
] as const)('%s', (_name, columns, deleted, expected) => {
  expect(columnNumbers(columns, deleted)).toEqual(expected)
})
