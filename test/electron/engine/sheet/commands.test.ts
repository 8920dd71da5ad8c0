import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changesForExport } from '#electron/engine/sheet/changes-for-export.ts'
import { readSheet } from '#electron/engine/store/catalog.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { cellAt } from '#shared/domain/cell.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { onlySheet, openSample } from './sample-sheet.ts'

/**
 * What the commands do, read from the sheet's own cells. The sample's data rows have the ids 4 to 10; row 8 is blank.
 *   4 A-1 Ada 10   | 5 7 Bob 20.5 | 6 '007 - - | 7 12.25 dora 5 | 9 A-2 Eve 1000 | 10 B-1 Ünal 0
 */
let tenure: TestEngine
let sheet: SheetInfo
beforeEach(async () => {
  tenure = await startEngine()
  sheet = await openSample(tenure)
})
afterEach(() => tenure.dispose())

type Command = RequestInput<'sheet.apply'>['command']
const apply = (command: Command) => tenure.ask('sheet.apply', { command })

const columnOf = (name: string): number => {
  const column = sheet.columns.find((each) => each.name === name)
  if (column === undefined) throw new Error(`no column ${name}`)
  return column.id
}

const block = (firstRow: number, rowCount: number, ...names: string[]) => ({
  sheet: sheet.id,
  view: {},
  firstRow,
  rowCount,
  columns: names.map(columnOf),
})

/** The texts of a column from the first row down, errors and blanks as they show. */
async function texts(name: string): Promise<string[]> {
  sheet = onlySheet((await tenure.ask('project.info', {})).sheets)
  const window = await tenure.ask('sheet.window', block(0, 50, name))
  const [column] = window.columns
  if (column === undefined) throw new Error('no column came back')
  return Array.from(window.rowIds, (_, index) => {
    const cell = cellAt(column, index)
    if (cell.kind === 'blank') return ''
    return cell.kind === 'date' ? new Date(cell.value).toISOString().slice(0, 10) : String(cell.value)
  })
}

const typeOf = (name: string) => sheet.columns.find((column) => column.name === name)?.type

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
  await tenure.ask('history.undo', {})
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
  sheet = onlySheet(project.sheets)
  expect(sheet.columns.map((column) => column.name).slice(-2)).toEqual(['Column', 'Column 2'])
  expect((await texts('Column')).slice(-2)).toEqual(['1', '3'])
  expect((await texts('Column 2')).slice(-2)).toEqual(['2', '4'])
  const undone = onlySheet((await tenure.ask('history.undo', {})).sheets)
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

describe('under a sort and a filter', () => {
  /** MRR above 9, the largest first: rows 9 (1000), 5 (20.5) and 4 (10). */
  const viewAt = (appliedAt?: number) => ({
    sort: [{ column: columnOf('MRR'), descending: true }],
    filters: [{ type: 'condition' as const, column: columnOf('MRR'), operator: '>' as const, operand: '9' }],
    ...(appliedAt === undefined ? {} : { appliedAt }),
  })
  type View = ReturnType<typeof viewAt>
  const shown = async (view: View & { readonly hidden?: number[] }) => {
    const { rowIds, outdated } = await tenure.ask('sheet.window', { ...block(0, 20, 'MRR'), view })
    return { rows: Array.from(rowIds), outdated }
  }
  const applied = async (): Promise<View> => {
    const view = viewAt((await tenure.ask('project.info', {})).revision)
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: false })
    return view
  }
  const edit = (row: number, input: string) =>
    apply({ type: 'setCells', sheet: sheet.id, cells: [{ row, column: columnOf('MRR'), input }] })

  test('an edited row stays where it stands until they are applied again, whatever else is saved', async () => {
    const view = await applied()
    await edit(9, '1')
    await edit(4, '500')
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
    const { revision } = await tenure.ask('project.info', {})
    expect(await shown(viewAt(revision))).toEqual({ rows: [4, 5], outdated: false })
    await tenure.ask('project.setting', { key: 'data.sheets', value: [] })
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: true })
  })

  test('hiding a row by itself moves no other, and showing it again brings it back to its place', async () => {
    const view = await applied()
    await edit(9, '1')
    expect((await shown({ ...view, hidden: [5] })).rows).toEqual([9, 4])
    expect((await shown({ ...view, hidden: [5, 9] })).rows).toEqual([4])
    expect((await shown(view)).rows).toEqual([9, 5, 4])
  })

  test('an edit elsewhere leaves them up to date', async () => {
    const view = await applied()
    await apply({ type: 'clear', target: block(0, 3, 'Name') })
    expect(await shown(view)).toEqual({ rows: [9, 5, 4], outdated: false })
  })

  test('a block is what is seen there, also after edits', async () => {
    const view = await applied()
    await edit(9, '1')
    await apply({ type: 'fill', target: { ...block(0, 2, 'MRR'), view }, direction: 'down' })
    expect(await texts('MRR')).toEqual(['10', '1', '', '5', '', '1', '0'])
  })

  test('added rows stay at the end, inserted ones above their row', async () => {
    const view = await applied()
    const { addedRow } = await apply({
      type: 'paste',
      target: { ...block(3, 2, 'MRR'), view },
      texts: [['5000'], ['1']],
    })
    expect(addedRow).toBe(11)
    expect(await shown(view)).toEqual({ rows: [9, 5, 4, 11, 12], outdated: true })
    await apply({ type: 'insertRows', sheet: sheet.id, before: 5, count: 2 })
    expect((await shown(view)).rows).toEqual([9, 13, 14, 5, 4, 11, 12])
    expect((await shown(viewAt())).rows).toEqual([11, 9, 5, 4])
  })

  test('deleted rows are gone, and stand where they stood when that is taken back', async () => {
    const view = await applied()
    await apply({ type: 'deleteRows', sheet: sheet.id, rows: [5] })
    expect((await shown(view)).rows).toEqual([9, 4])
    await tenure.ask('history.undo', {})
    expect((await shown(view)).rows).toEqual([9, 5, 4])
  })

  test('a row that was deleted before comes back at the end, if it passes the filter', async () => {
    await apply({ type: 'deleteRows', sheet: sheet.id, rows: [5, 7] })
    const view = viewAt((await tenure.ask('project.info', {})).revision)
    expect((await shown(view)).rows).toEqual([9, 4])
    await tenure.ask('history.undo', {})
    expect((await shown(view)).rows).toEqual([9, 4, 5])
  })
})

test('input below the last row begins a row, both one step to take back', async () => {
  const { project } = await apply({
    type: 'addRow',
    sheet: sheet.id,
    cells: [{ column: columnOf('MRR'), input: '1,200' }],
  })
  expect(project.undo).toBe('new row')
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0', '1200'])
  await tenure.ask('history.undo', {})
  expect(await texts('MRR')).toHaveLength(7)
})

test('cells are moved as they are, with their notes and highlights, in one step', async () => {
  await apply({ type: 'highlight', target: block(1, 1, 'Name'), color: 'yellow' })
  const { project, formulasLeft } = await apply({
    type: 'moveCells',
    source: block(0, 2, 'Name', 'MRR'),
    target: block(1, 1, 'Name', 'MRR'),
  })
  // Each row's "Double" reads its MRR.
  expect(formulasLeft).toBe(2)
  // The note and the colour of B5.
  const marksOf = async () => (await tenure.ask('sheet.window', block(0, 9, 'Name'))).marks
  expect(project.undo).toBe('move of 4 cells')
  expect((await texts('Name')).slice(0, 4)).toEqual(['', 'Ada', 'Bob', 'dora'])
  expect((await texts('MRR')).slice(0, 4)).toEqual(['', '10', '20.5', '5'])
  expect(await marksOf()).toContainEqual(
    expect.objectContaining({ row: 6, note: 'Pays late', highlight: 'yellow' }),
  )
  await tenure.ask('history.undo', {})
  expect((await texts('Name')).slice(0, 4)).toEqual(['Ada', 'Bob', '', 'dora'])
  expect(await marksOf()).toEqual([
    expect.objectContaining({ row: 5, note: 'Pays late', highlight: 'yellow' }),
  ])
})

test('several columns are moved together', async () => {
  const { project } = await apply({
    type: 'moveColumn',
    sheet: sheet.id,
    column: columnOf('Code'),
    others: [columnOf('Name')],
    before: columnOf('Active'),
  })
  expect(project.undo).toBe('move of 2 columns')
  const names = onlySheet(project.sheets).columns.map((column) => column.name)
  expect(names).toEqual(['MRR', 'Since', 'Code', 'Name', 'Active', 'Double'])
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

test('text in a number column keeps the numbers exact, and undo makes the column a number column again', async () => {
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: 'n/a' }],
  })
  expect(await texts('MRR')).toEqual(['n/a', '20.5', '', '5', '', '1000', '0'])
  expect(typeOf('MRR')).toBe('text')
  await tenure.ask('history.undo', {})
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0'])
  expect(typeOf('MRR')).toBe('number')
})

test('a formula typed into a cell is refused with what to do, and nothing changes', async () => {
  const answer = await tenure.engine.ask('sheet.apply', {
    command: {
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: 4, column: columnOf('MRR'), input: '=1+1' }],
    },
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
  expect((await tenure.ask('project.info', {})).undo).toBeNull()
})

test('rows are inserted and deleted; the others keep their ids and the numbers follow', async () => {
  await apply({ type: 'insertRows', sheet: sheet.id, before: 5, count: 2 })
  await apply({ type: 'deleteRows', sheet: sheet.id, rows: [7, 9] })
  const window = await tenure.ask('sheet.window', block(0, 50, 'Code'))
  expect(Array.from(window.rowIds)).toEqual([4, 11, 12, 5, 6, 8, 10])
  expect(Array.from(window.rowNumbers)).toEqual([4, 5, 6, 7, 8, 9, 10])
  await tenure.ask('history.undo', {})
  expect(await texts('Code')).toEqual(['A-1', '', '', '7', '007', '12.25', '', 'A-2', 'B-1'])
})

test('a computed column follows edits, undo and renamed columns', async () => {
  await apply({ type: 'insertColumn', sheet: sheet.id, before: null, name: 'Annual', formula: '=[@MRR]*12' })
  expect(await texts('Annual')).toEqual(['120', '246', '', '60', '', '12000', '0'])
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '11' }],
  })
  expect((await texts('Annual'))[0]).toBe('132')
  await apply({ type: 'renameColumn', sheet: sheet.id, column: columnOf('MRR'), name: 'Monthly fee' })
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '12' }],
  })
  expect((await texts('Annual'))[0]).toBe('144')
  await tenure.ask('history.undo', {})
  expect((await texts('Annual'))[0]).toBe('132')
  const refused = await tenure.engine.ask('sheet.apply', {
    command: {
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: 4, column: columnOf('Annual'), input: '1' }],
    },
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
})

test('a formula that no longer fits its columns leaves blanks and says so', async () => {
  await apply({ type: 'insertColumn', sheet: sheet.id, before: null, name: 'Annual', formula: '=[@MRR]*12' })
  const { project } = await apply({
    type: 'paste',
    target: block(0, 7, 'MRR'),
    texts: [['much']],
  })
  expect(await texts('Annual')).toEqual(['', '', '', '', '', '', ''])
  expect(project.problems).toMatchObject([{ code: 'invalid_formula', place: { column: 'Annual' } }])
  expect((await tenure.ask('history.undo', {})).problems).toEqual([])
  expect(await texts('Annual')).toEqual(['120', '246', '', '60', '', '12000', '0'])
})

test('a formula that speaks of itself is refused', async () => {
  await apply({ type: 'insertColumn', sheet: sheet.id, before: null, name: 'A', formula: '=[@MRR]*12' })
  sheet = onlySheet((await tenure.ask('project.info', {})).sheets)
  await apply({ type: 'insertColumn', sheet: sheet.id, before: null, name: 'B', formula: '=[@A]+1' })
  const answer = await tenure.engine.ask('sheet.apply', {
    command: { type: 'setColumnFormula', sheet: sheet.id, column: columnOf('A'), formula: '=[@B]*2' },
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_formula' } })
})

test('another header row: what was above it becomes data, and back', async () => {
  await apply({ type: 'setHeaderRow', sheet: sheet.id, headerRow: 4 })
  sheet = onlySheet((await tenure.ask('project.info', {})).sheets)
  expect(sheet.columns.map((column) => column.name).slice(0, 3)).toEqual(['A-1', 'Ada', '10'])
  expect(sheet.rowCount).toBe(6)
  await apply({ type: 'setHeaderRow', sheet: sheet.id, headerRow: 3 })
  sheet = onlySheet((await tenure.ask('project.info', {})).sheets)
  expect(sheet.columns.map((column) => column.name).slice(0, 3)).toEqual(['Code', 'Name', 'MRR'])
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', '0'])
})

test('find counts and lists; replace reads each new text as typed', async () => {
  const found = await tenure.ask('sheet.find', { text: 'a', sheets: [sheet.id] })
  expect(found.matches.map((match) => match.address)).toEqual(['A4', 'B4', 'E5', 'B7', 'A9', 'B10', 'E10'])
  await apply({
    type: 'replace',
    search: {
      text: '^(\\w)-(\\d)$',
      matchCase: true,
      wholeCell: true,
      regularExpression: true,
      sheets: [sheet.id],
    },
    replacement: '$2/$1',
  })
  expect(await texts('Code')).toEqual(['1/A', '7', '007', '12.25', '', '2/A', '1/B'])
  const answer = await tenure.engine.ask('sheet.find', {
    text: '(',
    regularExpression: true,
    sheets: [sheet.id],
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_value' } })
})

test('the clipboard gets tabs and quotes as Excel writes them, and an HTML table', async () => {
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 4, column: columnOf('Name'), input: 'Ada\t"A" <b>' }],
  })
  const copied = await tenure.ask('sheet.copy', { block: block(0, 2, 'Name', 'MRR'), headers: true })
  expect(copied.text).toBe('Name\tMRR\r\n"Ada\t""A"" <b>"\t10\r\nBob\t20.5')
  expect(copied.html).toContain('<td>Ada\t"A" &lt;b&gt;</td>')
})

test('the summary of a selection counts cells and adds up numbers only', async () => {
  const summary = await tenure.ask('sheet.summary', { blocks: [block(0, 7, 'Code', 'MRR')] })
  expect(summary).toEqual({
    count: 11,
    numbers: 7,
    sum: 1054.75,
    average: 1054.75 / 7,
    minimum: 0,
    maximum: 1000,
  })
})

test('edited cells, notes, highlights and formulas are marked; the original value stays known', async () => {
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '99' }],
  })
  await apply({ type: 'highlight', target: block(1, 1, 'MRR'), color: 'yellow' })
  await apply({ type: 'setNote', sheet: sheet.id, row: 6, column: columnOf('MRR'), text: 'Ask sales' })
  const window = await tenure.ask('sheet.window', block(0, 3, 'MRR', 'Double'))
  const of = (row: number, name: string) =>
    window.marks.find((mark) => mark.row === row && mark.column === columnOf(name))
  expect(of(4, 'MRR')?.edited).toBe('10')
  expect(of(5, 'MRR')?.highlight).toBe('yellow')
  expect(of(6, 'MRR')?.note).toBe('Ask sales')
  expect(of(4, 'Double')?.formula).toContain('C4*2')
  expect(of(4, 'Double')?.stale).toBeUndefined()
  expect(await texts('Double')).toEqual(['198', '41', '0', '10', '', '2000', '0'])
  const cell = await tenure.ask('sheet.cell', { sheet: sheet.id, row: 4, column: columnOf('MRR') })
  expect(cell).toMatchObject({ text: '99', address: 'C4', original: '10' })
  const notes = await tenure.ask('sheet.notes', {})
  expect(notes.notes.map((note) => [note.address, note.text])).toEqual([
    ['B5', 'Pays late'],
    ['C6', 'Ask sales'],
  ])
})

test('one change is taken back out of its turn; the later ones stay', async () => {
  await apply({ type: 'setCells', sheet: sheet.id, cells: [{ row: 4, column: columnOf('MRR'), input: '1' }] })
  await apply({ type: 'deleteRows', sheet: sheet.id, rows: [5] })
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 10, column: columnOf('MRR'), input: 'x' }],
  })
  const { entries } = await tenure.ask('history.list', {})
  expect(entries.map((entry) => entry.label)).toEqual([
    'edit of 1 cell',
    'deletion of 1 row',
    'edit of 1 cell',
  ])
  expect(entries[2]?.cells).toEqual([{ address: 'C4', before: '10', after: '1' }])
  await tenure.ask('history.revert', { id: entries[1]?.id ?? 0 })
  expect(await texts('MRR')).toEqual(['1', '20.5', '', '5', '', '1000', 'x'])
  await tenure.ask('history.revert', { id: entries[2]?.id ?? 0 })
  expect(await texts('MRR')).toEqual(['10', '20.5', '', '5', '', '1000', 'x'])
  await tenure.ask('history.undo', {})
  await tenure.ask('history.undo', {})
  expect(await texts('MRR')).toEqual(['1', '', '5', '', '1000', 'x'])
})

test('the list of changes says where a note and a colour went, and what was done to a column', async () => {
  const column = columnOf('Name')
  await apply({ type: 'setNote', sheet: sheet.id, row: 5, column, text: 'Pays again' })
  await apply({ type: 'highlight', target: block(0, 1, 'MRR'), color: 'green' })
  await apply({ type: 'formatColumn', sheet: sheet.id, column, hidden: true })
  await apply({ type: 'formatColumn', sheet: sheet.id, column, hidden: false })
  await apply({ type: 'formatColumn', sheet: sheet.id, column, width: 30 })
  const { entries } = await tenure.ask('history.list', {})
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
    sheet: sheet.id,
    cells: [{ row: 4, column: columnOf('MRR'), input: '99' }],
  })
  await apply({ type: 'setCells', sheet: sheet.id, cells: [{ row: 9, column: columnOf('MRR'), input: '5' }] })
  await apply({
    type: 'setCells',
    sheet: sheet.id,
    cells: [{ row: 9, column: columnOf('MRR'), input: '1000' }],
  })
  await apply({ type: 'deleteRows', sheet: sheet.id, rows: [7] })
  await apply({ type: 'insertRows', sheet: sheet.id, before: 9, count: 1 })
  await apply({ type: 'renameColumn', sheet: sheet.id, column: columnOf('Name'), name: 'Customer' })
  await apply({ type: 'insertColumn', sheet: sheet.id, before: null, name: 'Annual', formula: '=[@MRR]*12' })
  await apply({ type: 'setNote', sheet: sheet.id, row: 5, column: columnOf('Name'), text: '' })
  const project = await tenure.engine.project()
  const changes = await project.read(async (connection) => {
    const stored = await readSheet(connection, sheet.id)
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

test('several columns are hidden and formatted in one change', async () => {
  const chosen = sheet.columns.slice(0, 3).map(({ id }) => id)
  const [column = 0, ...others] = chosen
  await apply({ type: 'formatColumn', sheet: sheet.id, column, others, hidden: true, numberFormat: '0.0' })
  const after = await tenure.ask('project.info', {})
  expect(after.undo).toBe('formatting of 3 columns')
  const formats = (info: typeof after) =>
    info.sheets[0]?.columns.map(({ hidden, numberFormat }) => (hidden ? numberFormat : 'shown'))
  expect(formats(after)).toEqual(sheet.columns.map(({ id }) => (chosen.includes(id) ? '0.0' : 'shown')))
  await tenure.ask('history.undo', {})
  expect((await tenure.ask('project.info', {})).sheets[0]?.columns).toEqual(sheet.columns)
})
