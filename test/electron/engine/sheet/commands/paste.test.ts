import { expect, test } from 'vitest'
import { onlySheet } from '../sample-sheet.ts'
import { sampleForEachTest } from './sample-for-each-test.ts'

const sample = sampleForEachTest()
const { apply, block, columnOf, texts } = sample

test('one pasted text fills the block, a matrix is written once or tiled', async () => {
  await apply({ type: 'paste', target: block(0, 3, 'MRR'), texts: [['7']] })
  expect(await texts('MRR')).toEqual(['7', '7', '7', '5', '', '1000', '0'])
  await apply({ type: 'paste', target: block(0, 4, 'MRR'), texts: [['1'], ['2']] })
  expect(await texts('MRR')).toEqual(['1', '2', '1', '2', '', '1000', '0'])
  const { project } = await apply({
    type: 'paste',
    target: block(0, 1, 'Name', 'MRR'),
    texts: [
      ['x', 'y'],
      ['3', '4'],
    ],
    transpose: true,
  })
  expect(project.undo).toBe('paste of 4 cells')
  expect((await texts('Name')).slice(0, 2)).toEqual(['x', 'y'])
  expect((await texts('MRR')).slice(0, 2)).toEqual(['3', '4'])
})

test('a paste that hangs over the end of the sheet adds rows', async () => {
  await apply({ type: 'paste', target: block(6, 1, 'MRR'), texts: [['1'], ['2'], ['3']] })
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '1', '2', '3'])
  await sample.tenure.ask('history.undo', {})
  expect(await texts('MRR')).toHaveLength(7)
})

test('a paste that hangs over the right edge adds columns, all of it one step to take back', async () => {
  const { project } = await apply({
    type: 'paste',
    target: block(6, 1, 'Active'),
    texts: [
      ['TRUE', '1', '2'],
      ['FALSE', '3', '4'],
    ],
  })
  sample.sheet = onlySheet(project.sheets)
  expect(sample.sheet.columns.map((column) => column.name).slice(-2)).toEqual(['Column', 'Column 2'])
  expect((await texts('Column')).slice(-2)).toEqual(['1', '3'])
  expect((await texts('Column 2')).slice(-2)).toEqual(['2', '4'])
  const undone = onlySheet((await sample.tenure.ask('history.undo', {})).sheets)
  expect([undone.columns.length, undone.rowCount]).toEqual([6, 7])
})

test('a paste over the end of a sorted view is not cut off: the rest becomes rows at the end of the sheet', async () => {
  const view = { sort: [{ column: columnOf('MRR'), descending: true }] }
  await apply({
    type: 'paste',
    target: { ...block(6, 1, 'Name'), view },
    texts: [['last in view'], ['x'], ['y']],
  })
  expect((await texts('Name')).slice(-2)).toEqual(['x', 'y'])
})
