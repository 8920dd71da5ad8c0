import { expect, test } from 'vitest'
import { sampleForEachTest } from './sample-for-each-test.ts'

const sample = sampleForEachTest()
const { apply, block, columnOf, texts, typeOf } = sample

test('input below the last row begins a row, both one step to take back', async () => {
  const { project } = await apply({
    type: 'addRow',
    sheet: sample.sheet.id,
    cells: [{ column: columnOf('MRR'), input: '1,200' }],
  })
  expect(project.undo).toBe('new row')
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0', '1200'])
  await sample.tenure.ask('history.undo', {})
  expect(await texts('MRR')).toHaveLength(7)
})

test('text in a number column keeps the numbers exact, and undo makes the column a number column again', async () => {
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: 'n/a' }],
  })
  expect(await texts('MRR')).toEqual(['n/a', '20.5', '', '5', '', '1000', '0'])
  expect(typeOf('MRR')).toBe('text')
  await sample.tenure.ask('history.undo', {})
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0'])
  expect(typeOf('MRR')).toBe('number')
})

test('a formula typed into a cell is refused with what to do, and nothing changes', async () => {
  const answer = await sample.tenure.engine.ask('sheet.apply', {
    command: {
      type: 'setCells',
      sheet: sample.sheet.id,
      cells: [{ row: 4, column: columnOf('MRR'), input: '=1+1' }],
    },
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
  expect((await sample.tenure.ask('project.info', {})).undo).toBeNull()
})

test('rows are inserted and deleted; the others keep their ids and the numbers follow', async () => {
  await apply({ type: 'insertRows', sheet: sample.sheet.id, before: 5, count: 2 })
  await apply({ type: 'deleteRows', sheet: sample.sheet.id, rows: [7, 9] })
  const window = await sample.tenure.ask('sheet.window', block(0, 50, 'Code'))
  expect(Array.from(window.rowIds)).toEqual([4, 11, 12, 5, 6, 8, 10])
  expect(Array.from(window.rowNumbers)).toEqual([4, 5, 6, 7, 8, 9, 10])
  await sample.tenure.ask('history.undo', {})
  expect(await texts('Code')).toEqual(['A-1', '', '', '7', '007', '12.25', '', 'A-2', 'B-1'])
})

test('cells are moved as they are, with their notes and highlights, in one step', async () => {
  await apply({ type: 'highlight', target: block(1, 1, 'Name'), color: 'yellow' })
  const { project, formulasLeft } = await apply({
    type: 'moveCells',
    source: block(0, 2, 'Name', 'MRR'),
    target: block(1, 1, 'Name', 'MRR'),
  })
  // Each row's "Double" reads its MRR, and follows it.
  expect(formulasLeft).toBe(0)
  // The note and the colour of B5.
  const marksOf = async () => (await sample.tenure.ask('sheet.window', block(0, 9, 'Name'))).marks
  expect(project.undo).toBe('move of 4 cells')
  expect((await texts('Name')).slice(0, 4)).toEqual(['', 'Ada', 'Bob', 'dora'])
  expect((await texts('MRR')).slice(0, 4)).toEqual(['', '10', '20.5', '5'])
  expect(await marksOf()).toContainEqual(
    expect.objectContaining({ row: 6, note: 'Pays late', highlight: 'yellow' }),
  )
  await sample.tenure.ask('history.undo', {})
  expect((await texts('Name')).slice(0, 4)).toEqual(['Ada', 'Bob', '', 'dora'])
  expect(await marksOf()).toEqual([
    expect.objectContaining({ row: 5, note: 'Pays late', highlight: 'yellow' }),
  ])
})

test('a filled series continues; without series it repeats', async () => {
  await apply({ type: 'paste', target: block(0, 2, 'MRR'), texts: [['10'], ['12']] })
  await apply({ type: 'fill', target: block(0, 6, 'MRR'), direction: 'down', sourceCount: 2, series: true })
  expect(await texts('MRR')).toEqual(['10', '12', '14', '16', '18', '20', '0'])
  await apply({ type: 'fill', target: block(0, 5, 'MRR'), direction: 'down', sourceCount: 2 })
  expect(await texts('MRR')).toEqual(['10', '12', '10', '12', '10', '20', '0'])
  await apply({ type: 'fill', target: block(0, 3, 'Since'), direction: 'down', sourceCount: 2, series: true })
  expect((await texts('Since')).slice(0, 3)).toEqual(['2024-01-31', '2024-02-29', '2024-03-31'])
})

test('a fill goes on below the last row', async () => {
  await apply({ type: 'fill', target: block(5, 4, 'MRR'), direction: 'down', sourceCount: 1 })
  expect((await texts('MRR')).slice(5)).toEqual(['1000', '1000', '1000', '1000'])
})

test('blocks apart from each other are cleared, and highlighted, in one step', async () => {
  const [target, ...others] = [block(0, 2, 'MRR'), block(3, 1, 'Name', 'MRR')]
  if (target === undefined) throw new Error('no block')
  const cleared = await apply({ type: 'clear', target, others })
  expect(cleared.project.undo).toBe('clearing of 4 cells')
  expect(await texts('MRR')).toEqual(['', '', '', '', '', '1000', '0'])
  const { project } = await apply({ type: 'highlight', target, others, color: 'blue' })
  expect(project.undo).toBe('highlight of 4 cells')
  await sample.tenure.ask('history.undo', {})
  await sample.tenure.ask('history.undo', {})
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0'])
  expect((await texts('Name'))[3]).toBe('dora')
})
