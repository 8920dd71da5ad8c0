import { expect, test } from 'vitest'
import { onlySheet } from '../sample-sheet.ts'
import { sampleForEachTest } from './sample-for-each-test.ts'

const sample = sampleForEachTest()
const { apply, block, columnOf, texts } = sample

test('several columns are moved together', async () => {
  const { project } = await apply({
    type: 'moveColumn',
    sheet: sample.sheet.id,
    column: columnOf('Code'),
    others: [columnOf('Name')],
    before: columnOf('Active'),
  })
  expect(project.undo).toBe('move of 2 columns')
  const names = onlySheet(project.sheets).columns.map((column) => column.name)
  expect(names).toEqual(['MRR', 'Since', 'Code', 'Name', 'Active', 'Double'])
})

test('several columns are hidden and formatted in one change', async () => {
  const chosen = sample.sheet.columns.slice(0, 3).map(({ id }) => id)
  const [column = 0, ...others] = chosen
  await apply({
    type: 'formatColumn',
    sheet: sample.sheet.id,
    column,
    others,
    hidden: true,
    numberFormat: '0.0',
  })
  const after = await sample.tenure.ask('project.info', {})
  expect(after.undo).toBe('formatting of 3 columns')
  const formats = (info: typeof after) =>
    info.sheets[0]?.columns.map(({ hidden, numberFormat }) => (hidden ? numberFormat : 'shown'))
  expect(formats(after)).toEqual(
    sample.sheet.columns.map(({ id }) => (chosen.includes(id) ? '0.0' : 'shown')),
  )
  await sample.tenure.ask('history.undo', {})
  expect((await sample.tenure.ask('project.info', {})).sheets[0]?.columns).toEqual(sample.sheet.columns)
})

test('several columns get a width each, or a number format, or are hidden, in one change of that name', async () => {
  const chosen = sample.sheet.columns.slice(0, 3).map(({ id }) => id)
  const [column = 0, ...others] = chosen
  const undo = async (): Promise<string | null> => (await sample.tenure.ask('project.info', {})).undo
  const widths = async () =>
    (await sample.tenure.ask('project.info', {})).sheets[0]?.columns.slice(0, 3).map(({ width }) => width)
  const before = await widths()
  await apply({
    type: 'setColumnWidths',
    sheet: sample.sheet.id,
    widths: chosen.map((id, at) => ({ column: id, width: 10 + at })),
  })
  expect(await undo()).toBe('width of 3 columns')
  expect(await widths()).toEqual([10, 11, 12])
  await apply({ type: 'formatColumn', sheet: sample.sheet.id, column, others, numberFormat: '0%' })
  expect(await undo()).toBe('number format of 3 columns')
  await apply({ type: 'formatColumn', sheet: sample.sheet.id, column, others, hidden: true })
  expect(await undo()).toBe('hiding of 3 columns')
  await sample.tenure.ask('history.undo', {})
  await sample.tenure.ask('history.undo', {})
  await sample.tenure.ask('history.undo', {})
  expect(await undo()).toBeNull()
  expect(await widths()).toEqual(before)
})

test('a computed column follows edits, undo and renamed columns', async () => {
  await apply({
    type: 'insertColumn',
    sheet: sample.sheet.id,
    before: null,
    name: 'Annual',
    formula: '=[@MRR]*12',
  })
  expect(await texts('Annual')).toEqual(['120', '246', '', '60', '', '12000', '0'])
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '11' }],
  })
  expect((await texts('Annual'))[0]).toBe('132')
  await apply({ type: 'renameColumn', sheet: sample.sheet.id, column: columnOf('MRR'), name: 'Monthly fee' })
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '12' }],
  })
  expect((await texts('Annual'))[0]).toBe('144')
  await sample.tenure.ask('history.undo', {})
  expect((await texts('Annual'))[0]).toBe('132')
  const refused = await sample.tenure.engine.ask('sheet.apply', {
    command: {
      type: 'setCells',
      sheet: sample.sheet.id,
      cells: [{ row: 4, column: columnOf('Annual'), input: '1' }],
    },
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
})

test('a formula that no longer fits its columns leaves blanks and says so', async () => {
  await apply({
    type: 'insertColumn',
    sheet: sample.sheet.id,
    before: null,
    name: 'Annual',
    formula: '=[@MRR]*12',
  })
  const { project } = await apply({
    type: 'paste',
    target: block(0, 7, 'MRR'),
    texts: [['much']],
  })
  expect(await texts('Annual')).toEqual(['', '', '', '', '', '', ''])
  expect(project.problems).toMatchObject([{ code: 'invalid_formula', place: { column: 'Annual' } }])
  expect((await sample.tenure.ask('history.undo', {})).problems).toEqual([])
  expect(await texts('Annual')).toEqual(['120', '246', '', '60', '', '12000', '0'])
})

test('a formula that speaks of itself is refused', async () => {
  await apply({
    type: 'insertColumn',
    sheet: sample.sheet.id,
    before: null,
    name: 'A',
    formula: '=[@MRR]*12',
  })
  sample.sheet = onlySheet((await sample.tenure.ask('project.info', {})).sheets)
  await apply({ type: 'insertColumn', sheet: sample.sheet.id, before: null, name: 'B', formula: '=[@A]+1' })
  const answer = await sample.tenure.engine.ask('sheet.apply', {
    command: { type: 'setColumnFormula', sheet: sample.sheet.id, column: columnOf('A'), formula: '=[@B]*2' },
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_formula' } })
})

test('another header row: what was above it becomes data, and back', async () => {
  await apply({ type: 'setHeaderRow', sheet: sample.sheet.id, headerRow: 4 })
  sample.sheet = onlySheet((await sample.tenure.ask('project.info', {})).sheets)
  expect(sample.sheet.columns.map((column) => column.name).slice(0, 3)).toEqual(['A-1', 'Ada', '10'])
  expect(sample.sheet.rowCount).toBe(6)
  await apply({ type: 'setHeaderRow', sheet: sample.sheet.id, headerRow: 3 })
  sample.sheet = onlySheet((await sample.tenure.ask('project.info', {})).sheets)
  expect(sample.sheet.columns.map((column) => column.name).slice(0, 3)).toEqual(['Code', 'Name', 'MRR'])
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0'])
})
