/**
 * Bench of the grid's windows: the time to answer a window of 100 rows by 20 columns from a sheet of ten million rows,
 * in its own order, sorted, and filtered, at places spread over the whole sheet; and an edit, a sort and a filter.
 *
 *   npm run bench -- grid [--rows 10000000] [--windows 200]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { createEngine, type Engine } from '#electron/engine/engine.ts'
import { recordSource } from '#electron/engine/store/source.ts'
import type { EngineOperationName, ReplyOf, RequestInput } from '#shared/contract/index.ts'
import { columnId } from '#shared/domain/ids.ts'
import type { ColumnInfo, ColumnType } from '#shared/domain/sheet.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    windows: { type: 'string', default: '200' },
  },
})
const rowCount = Number(options.rows)
const windowCount = Number(options.windows)
const windowRows = 100

/** Twenty columns as an export of invoice lines has them; `i` is the row's number from 0. */
const columns: readonly { name: string; type: ColumnType; sql: string }[] = [
  { name: 'Invoice', type: 'text', sql: `'INV-' || (i // 7)` },
  { name: 'Customer', type: 'text', sql: `'Customer ' || (i * 7919 % 250000)` },
  { name: 'Date', type: 'date', sql: `DATE '2015-01-01' + (i * 31 % 3650)::INTEGER` },
  { name: 'At', type: 'datetime', sql: `TIMESTAMP '2015-01-01' + to_seconds(i * 17 % 300000000)` },
  { name: 'Paid', type: 'boolean', sql: 'i % 3 = 0' },
  ...Array.from({ length: 10 }, (_, index) => ({
    name: `Amount ${index + 1}`,
    type: 'number' as const,
    sql: `((i * ${index + 13}) % 1000003) / 100`,
  })),
  ...Array.from({ length: 5 }, (_, index) => ({
    name: `Label ${index + 1}`,
    type: 'text' as const,
    sql: `'label ' || (i * ${index + 3} % 1000)`,
  })),
]

const directory = mkdtempSync(join(tmpdir(), 'tenure-bench-'))
const engine = await createEngine({
  projectDirectory: join(directory, 'projects'),
  stagingDirectory: join(directory, 'staging'),
  resolveFile: () => undefined,
})
try {
  await fillSheet(engine)
  await measure(engine)
} finally {
  await engine.close()
  rmSync(directory, { recursive: true, force: true })
}

async function fillSheet(target: Engine): Promise<void> {
  const project = await target.project()
  const selected = columns.map(({ sql }, index) => `${sql} AS c${index + 1}`).join(', ')
  await project.write<undefined>(async (connection) => {
    await connection.run(
      `CREATE TABLE sheet_1 AS SELECT i + 2 AS row_id, i AS position, ${selected} FROM range(${rowCount}) AS r(i)`,
    )
    await recordSource(
      connection,
      {
        name: 'lines.csv',
        format: 'csv',
        sha256: '',
        byteLength: 0,
        sheets: [
          {
            name: 'lines',
            table: 'sheet_1',
            state: 'visible',
            headerRow: 1,
            rowCount,
            columns: columns.map(
              ({ name, type }, index): ColumnInfo => ({
                id: columnId(index + 1),
                name,
                type,
                mixed: false,
                sourceColumn: index + 1,
                hidden: false,
              }),
            ),
            preamble: [],
            formulas: [],
            notes: [],
            mergedAreas: [],
            hiddenRows: [],
            problems: [],
          },
        ],
        namedAreas: [],
        date1904: false,
        problems: [],
      },
      '',
      1,
    )
    return { ok: true, value: undefined }
  })
}

async function ask<Name extends EngineOperationName>(
  target: Engine,
  name: Name,
  request: RequestInput<Name>,
): Promise<ReplyOf<Name>> {
  const answer = await target.ask(name, request)
  if (!answer.ok) throw new Error(`${answer.error.message}\n${answer.error.cause ?? ''}`)
  return answer.value
}

type View = RequestInput<'sheet.window'>['view']

async function measure(target: Engine): Promise<void> {
  const sortByCustomer: View = { sort: [{ column: 2, descending: false }] }
  const filterPaid: View = { filters: [{ type: 'condition', column: 6, operator: '>', operand: '5000' }] }
  print('rows', rowCount.toLocaleString('en-US'), '')
  await printWindows(target, 'window, own order', {})
  print('sort by a text column', await timed(() => windowAt(target, sortByCustomer, 0)), 'ms')
  await printWindows(target, 'window, sorted', sortByCustomer)
  print('filter by a number', await timed(() => windowAt(target, filterPaid, 0)), 'ms')
  await printWindows(target, 'window, filtered', filterPaid)
  const edit = (row: number, input: string) =>
    ask(target, 'sheet.apply', {
      command: { type: 'setCells', sheet: 1, cells: [{ row, column: 7, input }] },
    })
  await edit(2, '1')
  print('edit of a cell', await timed(() => edit(Math.floor(rowCount / 2), '2')), 'ms')
  await printWindows(target, 'window, sorted, after an edit', sortByCustomer)
  print('insert a row at the top', await timed(() => insertRow(target)), 'ms')
  print('text into a number column', await timed(() => edit(3, 'n/a')), 'ms')
  print('and undo', await timed(() => ask(target, 'history.undo', {})), 'ms')
}

function insertRow(target: Engine): Promise<unknown> {
  return ask(target, 'sheet.apply', { command: { type: 'insertRows', sheet: 1, before: 2, count: 1 } })
}

function windowAt(target: Engine, view: View, firstRow: number): Promise<ReplyOf<'sheet.window'>> {
  return ask(target, 'sheet.window', {
    sheet: 1,
    view,
    firstRow,
    rowCount: windowRows,
    columns: columns.map((_, index) => index + 1),
  })
}

/** Windows at places that step through the whole view, the end included. */
async function printWindows(target: Engine, label: string, view: View): Promise<void> {
  const { total } = await windowAt(target, view, 0)
  const times: number[] = []
  for (let index = 0; index < windowCount; index += 1) {
    const place = Math.floor(((index * 7919) % windowCount) * ((total - windowRows) / (windowCount - 1)))
    times.push(await timed(() => windowAt(target, view, Math.max(0, place))))
  }
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  print(`${label}: median`, quantile(0.5), 'ms')
  print(`${label}: p95`, quantile(0.95), 'ms')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function print(label: string, value: number | string, unit: string): void {
  const shown = typeof value === 'number' ? value.toFixed(1) : value
  process.stdout.write(`${label.padEnd(40)}${shown.padStart(14)} ${unit}\n`)
}
