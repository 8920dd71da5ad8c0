/**
 * Bench of the metrics: every metric in each of 36 months on a million tickets and a million purchase lines, beside the
 * same figures from one query a dataset written and tuned by hand; then, after the edit of one cell, the time until the
 * report is right again, at three sizes.
 *
 *   npm run bench -- metrics [--rows 1000000] [--edit-rows 1000,100000,1000000] [--rounds 3]
 */
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { type BuiltDatasets, buildDatasets } from '#electron/engine/mapping/datasets/build-datasets.ts'
import { noChanges, type SheetChanges } from '#electron/engine/mapping/datasets/sheet-changes.ts'
import type { MappableSheet } from '#electron/engine/mapping/mappable-sheet.ts'
import { dataRange } from '#electron/engine/metrics/data-range.ts'
import { type Report, report } from '#electron/engine/metrics/report.ts'
import { createScanCache, type ScanCache } from '#electron/engine/metrics/scan-cache.ts'
import type { Connection } from '#electron/engine/store/connection.ts'
import { findMetric, metrics } from '#shared/catalogue/index.ts'
import { columnId, rowId, sheetId } from '#shared/domain/ids.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'
import { purchasesByHand, ticketsByHand } from './metrics-by-hand.ts'

const period = { from: '2021-01-01', to: '2024-01-01' }
const today = '2024-01-01'

interface BenchSheet {
  readonly kind: string
  readonly columns: Readonly<Record<string, ColumnType>>
  /** SELECT list in the order of `columns`, over `range(rows) AS r(i)`. */
  readonly values: string
}

/** A million rows look the same at every run: all that varies follows from the row's number. */
const share = (salt: number, modulus: number): string => `(hash(i * 31 + ${salt}) % ${modulus})::BIGINT`
const created = `TIMESTAMP '2021-01-01' + to_minutes(${share(1, 36 * 30 * 24 * 60)})`

const sheets: readonly BenchSheet[] = [
  {
    kind: 'tickets',
    columns: {
      ticket_id: 'text',
      created_at: 'datetime',
      first_response_at: 'datetime',
      solved_at: 'datetime',
      status: 'text',
      reopens: 'number',
      replies: 'number',
      category: 'text',
      agent: 'text',
      self_served: 'boolean',
      sla_hours: 'number',
    },
    values: `'T' || i, created, CASE WHEN ${share(2, 10)} > 0 THEN created + to_minutes(${share(3, 2000)}) END,
      CASE WHEN solved THEN created + to_minutes(${share(5, 9000)}) END, CASE WHEN solved THEN 'solved' ELSE 'open' END,
      greatest(0, ${share(6, 12)} - 9)::DOUBLE, (1 + ${share(7, 5)})::DOUBLE,
      ['Billing', 'Bug', 'Question', 'Access'][1 + ${share(8, 4)}], 'Agent ' || ${share(9, 40)}, ${share(10, 9)} = 0, 24.0
      FROM (SELECT i, ${created} AS created, ${share(4, 20)} > 0 AS solved FROM range(rows_) AS r(i))`,
  },
  {
    kind: 'transactions',
    columns: { order_id: 'text', customer_id: 'text', date: 'datetime', amount: 'number', product: 'text' },
    values: `'O' || (i // 3), 'C' || (hash((i // 3) * 17) % 40000), TIMESTAMP '2021-01-01' + to_minutes((hash(i // 3) % ${36 * 30 * 24 * 60})::BIGINT),
      (CASE WHEN hash(i // 3 + 5) % 40 = 0 THEN -1 ELSE 1 END) * (1 + ${share(11, 20000)}) / 100.0, 'P' || ${share(12, 300)}
      FROM range(rows_) AS r(i)`,
  },
]

async function makeSheet(
  connection: Connection,
  sheet: BenchSheet,
  rows: number,
  number: number,
): Promise<MappableSheet> {
  const types: Partial<Record<ColumnType, string>> = {
    number: 'DOUBLE',
    datetime: 'TIMESTAMP',
    boolean: 'BOOLEAN',
  }
  const names = Object.keys(sheet.columns)
  const columns = Object.values(sheet.columns).map(
    (type, index) => `c${index + 1} ${types[type] ?? 'VARCHAR'}`,
  )
  await connection.run(
    `CREATE TABLE sheet_${number} (row_id BIGINT, "position" BIGINT, ${columns.join(', ')})`,
  )
  const numbered = names.map((_, index) => `c${index + 1}`).join(', ')
  await connection.run(
    `INSERT INTO sheet_${number} SELECT row_number() OVER () + 1, row_number() OVER (), ${numbered} FROM (SELECT ${sheet.values.replace('rows_', String(rows))}) AS made(${numbered})`,
  )
  return {
    id: sheetId(number),
    file: 'bench',
    name: sheet.kind,
    table: `sheet_${number}`,
    rowCount: rows,
    state: 'visible',
    columns: names.map((name, index) => ({
      id: columnId(index + 1),
      name,
      type: Object.values(sheet.columns)[index] ?? 'text',
      mixed: false,
      number: index + 1,
      sourceColumn: index + 1,
      hidden: false,
    })),
  }
}

interface Bench {
  readonly connection: Connection
  readonly sheets: readonly MappableSheet[]
  built: BuiltDatasets
}

async function openBench(rows: number, kinds: readonly BenchSheet[]): Promise<Bench> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const made: MappableSheet[] = []
  for (const [index, sheet] of kinds.entries()) made.push(await makeSheet(connection, sheet, rows, index + 1))
  return { connection, sheets: made, built: await build(connection, made) }
}

const build = (
  connection: Connection,
  made: readonly MappableSheet[],
  before?: BuiltDatasets,
  changes: SheetChanges = noChanges,
): Promise<BuiltDatasets> => {
  const mapped = made.map(({ file, name, columns }) => ({
    file,
    sheet: name,
    kind: name,
    columns: columns.map((column) => ({ column: column.name, field: column.name })),
    values: [],
  }))
  const request = {
    sheets: made,
    mapping: { version: 1 as const, sheets: mapped },
    typed: new Map<string, number>(),
    today,
    database: 'memory',
  }
  return buildDatasets(connection, request, before, changes)
}

const everyMetric = ({ connection, built }: Bench, cache: ScanCache): Promise<Report> =>
  report({
    connection,
    datasets: built.datasets,
    metrics,
    findMetric,
    period,
    range: period,
    grain: 'month',
    cache,
  })

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Processor time, which other work on the machine does not stretch. */
async function processorMilliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

async function best(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await processorMilliseconds(work))
  return Math.min(...times)
}

async function compareWithHand(rows: number, rounds: number): Promise<void> {
  for (const { sheet, byHand } of [
    { sheet: sheets[0], byHand: ticketsByHand },
    { sheet: sheets[1], byHand: purchasesByHand },
  ]) {
    if (sheet === undefined) continue
    const bench = await openBench(rows, [sheet])
    const first = await processorMilliseconds(() => everyMetric(bench, createScanCache()))
    const again = await best(rounds, () => everyMetric(bench, createScanCache()))
    const hand = await best(rounds, () => bench.connection.runAndReadAll(byHand))
    const valued = (await everyMetric(bench, createScanCache())).metrics.filter(({ value }) => value !== null)
    print(
      `${sheet.kind}, ${rows} rows, ${valued.length} metrics x 36 months, processor time: first ${first.toFixed(0)} ms, again ${again.toFixed(0)} ms, by hand ${hand.toFixed(0)} ms, ratio ${(first / hand).toFixed(2)} and ${(again / hand).toFixed(2)}`,
    )
    bench.connection.closeSync()
  }
}

/** One cell of the tickets changes; the datasets follow and the report is asked for anew, with what the cache keeps. */
async function timeEdits(rows: number, edits: number): Promise<void> {
  const bench = await openBench(rows, sheets)
  const cache = createScanCache()
  await everyMetric(bench, cache)
  const times: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    const row = 2 + ((edit * 7919) % rows)
    await bench.connection.run(`UPDATE sheet_1 SET c6 = c6 + 1 WHERE row_id = ${row}`)
    times.push(
      await millisecondsOf(async () => {
        const changes: SheetChanges = {
          isChanged: (sheet) => sheet === bench.sheets[0]?.id,
          rowsOf: (sheet) => (sheet === bench.sheets[0]?.id ? [rowId(row)] : []),
        }
        bench.built = await build(bench.connection, bench.sheets, bench.built, changes)
        await dataRange(bench.connection, bench.built.datasets, today)
        await everyMetric(bench, cache)
      }),
    )
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0)
  print(`one-cell edit, ${rows} tickets and ${rows} lines: fresh after p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  bench.connection.closeSync()
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    'edit-rows': { type: 'string', default: '1000,100000,1000000' },
    edits: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
  },
})
if (Number(given.rows) > 0) await compareWithHand(Number(given.rows), Number(given.rounds))
for (const rows of given['edit-rows'].split(',').filter((text) => text !== ''))
  await timeEdits(Number(rows), Number(given.edits))
