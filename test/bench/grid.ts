/**
 * Bench of the grid's windows: the time to answer a window of 100 rows by 20 columns from a sheet of ten million rows,
 * in its own order, sorted, and filtered, at places spread over the whole sheet; and an edit, a sort and a filter. Where
 * one statement of SQL says the same, DuckDB is timed at it beside: the ratio is of processor time.
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
                number: index + 1,
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
        definedNames: [],
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

/** A time on the clock and a time on all processors, in milliseconds. */
interface Time {
  readonly wall: number
  readonly processor: number
}

async function measure(target: Engine): Promise<void> {
  const sortByCustomer: View = { sort: [{ column: 2, descending: false }] }
  const filterPaid: View = { filters: [{ type: 'condition', column: 6, operator: '>', operand: '5000' }] }
  process.stdout.write(`${rowCount.toLocaleString('en-US')} rows x ${columns.length} columns, milliseconds\n`)
  print('', 'median', 'p95', 'processor', 'DuckDB', 'ratio')
  await printWindows(target, 'window, own order', {}, rangeSql)
  await printOnce(target, 'sort by a text column', () => windowAt(target, sortByCustomer, 0), sortSql)
  await printWindows(target, 'window, sorted', sortByCustomer)
  await printOnce(target, 'filter by a number', () => windowAt(target, filterPaid, 0), filterSql)
  await printWindows(target, 'window, filtered', filterPaid)
  const edit = (row: number, input: string) =>
    ask(target, 'sheet.apply', {
      command: { type: 'setCells', sheet: 1, cells: [{ row, column: 7, input }] },
    })
  await edit(2, '1')
  await printOnce(target, 'edit of a cell', () => edit(Math.floor(rowCount / 2), '2'))
  await printWindows(target, 'window, own order, after an edit', {}, rangeSql)
  await printWindows(target, 'window, sorted, after an edit', sortByCustomer)
  await printOnce(target, 'insert a row at the top', () => insertRow(target))
  await printWindows(target, 'window, own order, after that row', {}, rangeSql)
  await printOnce(target, 'text into a number column', () => edit(3, 'n/a'))
  await printOnce(target, 'and undo', () => ask(target, 'history.undo', {}))
}

const names = columns.map((_, index) => `c${index + 1}`).join(', ')
const rangeSql = (firstRow: number) =>
  `SELECT row_id, ${names} FROM sheet_1 WHERE position >= ${firstRow} AND position < ${firstRow + windowRows}`
const sortSql =
  'CREATE OR REPLACE TABLE memory.peer AS SELECT row_id FROM sheet_1 ORDER BY lower(strip_accents(c2)), position'
const filterSql =
  'CREATE OR REPLACE TABLE memory.peer AS SELECT row_id FROM sheet_1 WHERE c6 > 5000 ORDER BY position'

async function runPlainly(target: Engine, sql: string): Promise<void> {
  const project = await target.project()
  await project.read(async (connection) => (await connection.run(sql)).fetchAllChunks())
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

/** Windows at places that step through the whole view, the end included; `peerSql` reads one of them. */
async function printWindows(
  target: Engine,
  label: string,
  view: View,
  peerSql?: (firstRow: number) => string,
): Promise<void> {
  const { total } = await windowAt(target, view, 0)
  const places = Array.from({ length: windowCount }, (_, index) =>
    Math.max(0, Math.floor(((index * 7919) % windowCount) * ((total - windowRows) / (windowCount - 1)))),
  )
  const times: Time[] = []
  const peers: Time[] = []
  for (const place of places) {
    times.push(await timed(() => windowAt(target, view, place)))
    if (peerSql !== undefined) peers.push(await timed(() => runPlainly(target, peerSql(place))))
  }
  const walls = times.map(({ wall }) => wall)
  const processor = quantile(
    times.map((time) => time.processor),
    0.5,
  )
  const peer = quantile(
    peers.map((time) => time.processor),
    0.5,
  )
  print(label, quantile(walls, 0.5), quantile(walls, 0.95), processor, peer, processor / peer)
}

async function printOnce(
  target: Engine,
  label: string,
  work: () => Promise<unknown>,
  peerSql?: string,
): Promise<void> {
  const { wall, processor } = await timed(work)
  const peer = peerSql === undefined ? Number.NaN : (await timed(() => runPlainly(target, peerSql))).processor
  print(label, wall, Number.NaN, processor, peer, processor / peer)
}

/** NaN where there are no values. */
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN

async function timed(work: () => Promise<unknown>): Promise<Time> {
  const start = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - start, processor: (user + system) / 1000 }
}

function print(label: string, ...cells: readonly (number | string)[]): void {
  const shown = cells.map((cell) => {
    if (typeof cell === 'string') return cell
    return Number.isNaN(cell) ? '' : cell.toFixed(cell < 10 ? 2 : 1)
  })
  process.stdout.write(`${label.padEnd(36)}${shown.map((text) => text.padStart(11)).join('')}\n`)
}

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
