import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerRowSet } from '#electron/engine/sheet/row-set.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { openSample } from './sample-sheet.ts'

/** Views of the sheet against a model that sorts and filters plain arrays. */

type View = RequestInput<'sheet.window'>['view']
interface ModelRow {
  readonly id: number
  readonly cells: readonly CellValue[]
}

let tenure: TestEngine
let sheet: SheetInfo
beforeAll(async () => {
  tenure = await startEngine()
  sheet = await openSample(tenure)
})
afterAll(() => tenure.dispose())

const columnIds = () => sheet.columns.map((column) => Number(column.id))

async function readRows(
  view: View,
  firstRow = 0,
  rowCount = 100,
): Promise<{ rows: ModelRow[]; total: number }> {
  const window = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view,
    firstRow,
    rowCount,
    columns: columnIds(),
  })
  const rows = Array.from(window.rowIds, (id, index) => ({
    id,
    cells: window.columns.map((column) => cellAt(column, index)),
  }))
  return { rows, total: window.total }
}

const rank: Record<CellValue['kind'], number> = {
  number: 0,
  date: 0,
  text: 1,
  boolean: 2,
  error: 3,
  blank: 9,
}
const textOf = (cell: CellValue): string => (cell.kind === 'blank' ? '' : String(cell.value))

function compareCells(a: CellValue, b: CellValue, descending: boolean): number {
  if (a.kind === 'blank' || b.kind === 'blank') return rank[a.kind] - rank[b.kind]
  const byKind = rank[a.kind] - rank[b.kind]
  const key = (cell: CellValue) =>
    typeof cell === 'object' && (cell.kind === 'text' || cell.kind === 'error')
      ? textOf(cell).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
      : Number(cell.kind === 'blank' ? 0 : cell.value)
  const [x, y] = [key(a), key(b)]
  const byValue = x < y ? -1 : x > y ? 1 : 0
  return (byKind === 0 ? byValue : byKind) * (descending ? -1 : 1)
}

test('sorting agrees with a model: numbers, text without case, booleans; blanks last; equal rows stay in order', async () => {
  const { rows: all } = await readRows({})
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ column: fc.nat(sheet.columns.length - 1), descending: fc.boolean() }), {
        minLength: 1,
        maxLength: 3,
      }),
      async (keys) => {
        const sort = keys.map(({ column, descending }) => ({ column: columnIds()[column] ?? 0, descending }))
        const expected = all.toSorted((a, b) => {
          for (const { column, descending } of keys) {
            const order = compareCells(
              a.cells[column] ?? { kind: 'blank' },
              b.cells[column] ?? { kind: 'blank' },
              descending,
            )
            if (order !== 0) return order
          }
          return 0
        })
        const { rows, total } = await readRows({ sort })
        expect(rows.map((row) => row.id)).toEqual(expected.map((row) => row.id))
        expect(total).toBe(all.length)
        const { rows: part } = await readRows({ sort }, 2, 3)
        expect(part).toEqual(rows.slice(2, 5))
      },
    ),
    { numRuns: 25 },
  )
})

test('hidden rows are left out of what is sorted, filtered and counted', async () => {
  const [code = 0, , mrr = 0] = columnIds()
  const idsOf = async (view: View) => {
    const { rows, total } = await readRows(view)
    return { ids: rows.map(({ id }) => id), total }
  }
  expect(await idsOf({ hidden: [5, 10] })).toEqual({ ids: [4, 6, 7, 8, 9], total: 5 })
  const filters = [{ type: 'condition' as const, column: mrr, operator: '>' as const, operand: '9' }]
  const sort = [{ column: mrr, descending: true }]
  expect(await idsOf({ sort, filters, hidden: [9] })).toEqual({ ids: [5, 4], total: 2 })
  const { values } = await tenure.ask('sheet.distinct', {
    sheet: sheet.id,
    column: code,
    view: { filters, hidden: [9] },
  })
  expect(values.map(({ text }) => text).sort()).toEqual(['7', 'A-1'])
})

test('a value list keeps exactly the rows whose text is in it, and blanks on demand', async () => {
  const [code = 0] = columnIds()
  const { rows } = await readRows({
    filters: [{ type: 'values', column: code, texts: ['7', 'A-1'], blanks: false }],
  })
  expect(rows.map((row) => textOf(row.cells[0] ?? { kind: 'blank' }))).toEqual(['A-1', '7'])
  const mrr = columnIds()[2] ?? 0
  const { rows: blank } = await readRows({
    filters: [{ type: 'values', column: mrr, texts: [], blanks: true }],
  })
  expect(blank.map((row) => textOf(row.cells[0] ?? { kind: 'blank' }))).toEqual(['007', ''])
})

test.each([
  ['>', '10', ['7', 'A-2']],
  ['>=', '10', ['A-1', '7', 'A-2']],
  ['<>', '10', ['7', '007', '12.25', '', 'A-2', 'B-1']],
  ['=', '0', ['B-1']],
  ['blank', '', ['007', '']],
  ['notBlank', '', ['A-1', '7', '12.25', 'A-2', 'B-1']],
] as const)('numbers: %s %s', async (operator, operand, expected) => {
  const { rows } = await readRows({
    filters: [{ type: 'condition', column: columnIds()[2] ?? 0, operator, operand }],
  })
  expect(rows.map((row) => textOf(row.cells[0] ?? { kind: 'blank' }))).toEqual(expected)
})

test.each([
  [3, '>=', '2024-01-31', ['A-1', '7', 'A-2']],
  [1, 'contains', 'B', ['7']],
  [1, 'beginsWith', 'd', ['12.25']],
  [1, 'endsWith', 'A', ['A-1', '12.25']],
  [0, 'beginsWith', 'a-', ['A-1', 'A-2']],
  [4, '=', 'true', ['A-1', '007', 'A-2']],
] as const)('column %i %s %s', async (column, operator, operand, expected) => {
  const { rows } = await readRows({
    filters: [{ type: 'condition', column: columnIds()[column] ?? 0, operator, operand }],
  })
  expect(rows.map((row) => textOf(row.cells[0] ?? { kind: 'blank' }))).toEqual(expected)
})

test('an edit of the sorted column moves the row; one of another column leaves the order', async () => {
  const mrr = columnIds()[2] ?? 0
  const view = { sort: [{ column: mrr, descending: true }] }
  const { rows } = await readRows(view)
  const last = rows.at(-2)
  await tenure.ask('sheet.apply', {
    command: {
      type: 'setCells',
      sheet: sheet.id,
      cells: [{ row: last?.id ?? 0, column: mrr, input: '5000' }],
    },
  })
  expect((await readRows(view)).rows[0]?.id).toBe(last?.id)
  expect(await tenure.ask('sheet.locate', { sheet: sheet.id, view, row: last?.id ?? 0 })).toEqual({
    position: 0,
  })
  await tenure.ask('history.undo', {})
  expect((await readRows(view)).rows).toEqual(rows)
})

test('a row set narrows a view, and the same name again takes its place', async () => {
  const project = await tenure.engine.project()
  expect(
    await registerRowSet(project, 'churned', 'SELECT * FROM (VALUES (?::BIGINT), (5::BIGINT))', [9]),
  ).toBe(2)
  expect((await readRows({ rowSet: 'churned' })).rows.map((row) => row.id)).toEqual([5, 9])
  await registerRowSet(project, 'churned', 'SELECT 10::BIGINT')
  expect((await readRows({ rowSet: 'churned' })).rows.map((row) => row.id)).toEqual([10])
})

test('the distinct values of a column come most frequent first, with blanks apart', async () => {
  const values = await tenure.ask('sheet.distinct', {
    sheet: sheet.id,
    column: columnIds()[4] ?? 0,
    view: {},
  })
  expect(values).toEqual({
    values: [
      { text: 'TRUE', count: 3 },
      { text: 'FALSE', count: 2 },
    ],
    blanks: 2,
    total: 2,
  })
})
