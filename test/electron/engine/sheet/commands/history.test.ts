import { expect, test } from 'vitest'
import { changesForExport } from '#electron/engine/sheet/changes-for-export.ts'
import { readSheet } from '#electron/engine/store/catalog.ts'
import { sampleForEachTest } from './sample-for-each-test.ts'

const sample = sampleForEachTest()
const { apply, block, columnOf, texts } = sample

test('edited cells, notes, highlights and formulas are marked; the original value stays known', async () => {
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '99' }],
  })
  await apply({ type: 'highlight', target: block(1, 1, 'MRR'), color: 'yellow' })
  await apply({ type: 'setNote', sheet: sample.sheet.id, row: 6, column: columnOf('MRR'), text: 'Ask sales' })
  const window = await sample.tenure.ask('sheet.window', block(0, 3, 'MRR', 'Double'))
  const of = (row: number, name: string) =>
    window.marks.find((mark) => mark.row === row && mark.column === columnOf(name))
  expect(of(4, 'MRR')?.edited).toBe('10')
  expect(of(5, 'MRR')?.highlight).toBe('yellow')
  expect(of(6, 'MRR')?.note).toBe('Ask sales')
  expect(of(4, 'Double')?.formula).toContain('C4*2')
  expect(of(4, 'Double')?.stale).toBeUndefined()
  expect(await texts('Double')).toEqual(['198', '41', '0', '10', '', '2000', '0'])
  const cell = await sample.tenure.ask('sheet.cell', {
    sheet: sample.sheet.id,
    row: 4,
    column: columnOf('MRR'),
  })
  expect(cell).toMatchObject({ text: '99', address: 'C4', original: '10' })
  const notes = await sample.tenure.ask('sheet.notes', {})
  expect(notes.notes.map((note) => [note.address, note.text])).toEqual([
    ['B5', 'Pays late'],
    ['C6', 'Ask sales'],
  ])
})

test('one change is taken back out of its turn; the later ones stay', async () => {
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '1' }],
  })
  await apply({ type: 'deleteRows', sheet: sample.sheet.id, rows: [5] })
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 10, column: columnOf('MRR'), input: 'x' }],
  })
  const { entries } = await sample.tenure.ask('history.list', {})
  expect(entries.map((entry) => entry.label)).toEqual([
    'edit of 1 cell',
    'deletion of 1 row',
    'edit of 1 cell',
  ])
  expect(entries[2]?.cells).toEqual([{ address: 'C4', before: '10', after: '1' }])
  await sample.tenure.ask('history.revert', { id: entries[1]?.id ?? 0 })
  expect(await texts('MRR')).toEqual(['1', '20.5', '', '5', '', '1000', 'x'])
  await sample.tenure.ask('history.revert', { id: entries[2]?.id ?? 0 })
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', 'x'])
  await sample.tenure.ask('history.undo', {})
  await sample.tenure.ask('history.undo', {})
  expect(await texts('MRR')).toEqual(['1', '', '5', '', '1000', 'x'])
})

test('the list of changes says where a note and a colour went, and what was done to a column', async () => {
  const column = columnOf('Name')
  await apply({ type: 'setNote', sheet: sample.sheet.id, row: 5, column, text: 'Pays again' })
  await apply({ type: 'highlight', target: block(0, 1, 'MRR'), color: 'green' })
  await apply({ type: 'formatColumn', sheet: sample.sheet.id, column, hidden: true })
  await apply({ type: 'formatColumn', sheet: sample.sheet.id, column, hidden: false })
  await apply({ type: 'setColumnWidths', sheet: sample.sheet.id, widths: [{ column, width: 30 }] })
  const { entries } = await sample.tenure.ask('history.list', {})
  expect(entries.map(({ label, cells }) => [label, cells])).toEqual([
    ['width of column "Name"', []],
    ['showing of column "Name"', []],
    ['hiding of column "Name"', []],
    ['highlight of 1 cell', [{ address: 'C4', before: 'none', after: 'green' }]],
    ['change of a note', [{ address: 'B5', before: 'Pays late', after: 'Pays again' }]],
  ])
})

test('export is told exactly what differs from the source', async () => {
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '99' }],
  })
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 9, column: columnOf('MRR'), input: '5' }],
  })
  await apply({
    type: 'setCells',
    sheet: sample.sheet.id,
    cells: [{ row: 9, column: columnOf('MRR'), input: '1000' }],
  })
  await apply({ type: 'deleteRows', sheet: sample.sheet.id, rows: [7] })
  await apply({ type: 'insertRows', sheet: sample.sheet.id, before: 9, count: 1 })
  await apply({ type: 'renameColumn', sheet: sample.sheet.id, column: columnOf('Name'), name: 'Customer' })
  await apply({
    type: 'insertColumn',
    sheet: sample.sheet.id,
    before: null,
    name: 'Annual',
    formula: '=[@MRR]*12',
  })
  await apply({ type: 'setNote', sheet: sample.sheet.id, row: 5, column: columnOf('Name'), text: '' })
  const project = await sample.tenure.engine.project()
  const changes = await project.read(async (connection) => {
    const stored = await readSheet(connection, sample.sheet.id)
    if (stored === undefined) throw new Error('no sheet')
    return changesForExport(connection, stored)
  })
  expect(changes.cells).toEqual([
    { row: 4, column: 3, before: { kind: 'number', value: 10 }, after: { kind: 'number', value: 99 } },
  ])
  expect(changes.headers).toEqual([{ row: 3, column: 2, before: 'Name', after: 'Customer' }])
  expect(changes.deletedRows).toEqual([7])
  expect(changes.insertedRows).toEqual([{ row: 11, above: 8 }])
  expect(changes.addedColumns.map((column) => column.name)).toEqual(['Annual'])
  expect(changes.notes).toMatchObject([{ row: 5, column: 2, before: 'Pays late' }])
})
