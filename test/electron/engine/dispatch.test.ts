import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellAt } from '#shared/domain/cell.ts'
import { startEngine, type TestEngine } from './engine-fixture.ts'

let tenure: TestEngine
beforeAll(async () => {
  tenure = await startEngine()
})
afterAll(() => tenure.dispose())

test('a workbook is opened, read, edited, undone and done again', async () => {
  const path = await tenure.write('customers.csv', 'id,mrr,since\na,10,2024-01-31\nb,20.5,2024-02-29\nc,,\n')
  const project = await tenure.open(path)
  expect(project.name).toBe('customers')
  const [sheet] = project.sheets
  if (sheet === undefined) throw new Error('no sheet')
  const columns = sheet.columns.map((column) => column.id)
  const read = async () => {
    const window = await tenure.ask('sheet.window', {
      sheet: sheet.id,
      view: {},
      firstRow: 0,
      rowCount: 10,
      columns,
    })
    return window.columns.map((column) => Array.from(window.rowIds, (_, index) => cellAt(column, index)))
  }
  const before = await read()
  expect(before[1]).toEqual([
    { kind: 'number', value: 10 },
    { kind: 'number', value: 20.5 },
    { kind: 'blank' },
  ])
  const window = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 10,
    columns,
  })
  const applied = await tenure.ask('sheet.apply', {
    command: {
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: window.rowIds[0] ?? 0, column: columns[1] ?? 0, input: 'none yet' }],
    },
  })
  expect(applied.changedCells).toBe(1)
  expect(applied.project.sheets[0]?.columns[1]).toMatchObject({ type: 'text', mixed: true })
  const after = await read()
  expect(after[1]?.[0]).toEqual({ kind: 'text', value: 'none yet' })
  expect(after[1]?.[1]).toEqual({ kind: 'number', value: 20.5 })
  const undone = await tenure.ask('history.undo', {})
  expect(await read()).toEqual(before)
  expect(undone.sheets[0]?.columns[1]).toMatchObject({ type: 'number', mixed: false })
  await tenure.ask('history.redo', {})
  expect(await read()).toEqual(after)
})
