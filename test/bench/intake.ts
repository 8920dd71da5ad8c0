/**
 * Bench of the intake: time and peak memory of loading a workbook of 541,909 x 8 cells, and a CSV file, beside other
 * readers, and of showing the CSV file's first rows. Each contender runs in a process of its own, and they take turns,
 * so that a busier minute of the machine falls on all of them.
 *
 *   npm run bench -- intake [--rows 541909] [--csv-megabytes 1000] [--rounds 3] [--only workbook|csv]
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { read } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { previewText } from '#electron/engine/intake/preview-text.ts'
import type { Outcome } from '#electron/engine/refusal.ts'
import { readSheets } from '#electron/engine/store/catalog.ts'
import { importFiles } from '#electron/engine/store/import-files.ts'
import { openProject } from '#electron/engine/store/project.ts'
import { benchRows, makeBenchWorkbook } from './intake-workbook.ts'

/** What a contender's process prints. */
interface Measured {
  readonly milliseconds: number
  /** Of all cores together: on a machine that has other work this says more than the clock. */
  readonly processorMilliseconds: number
  readonly peakMegabytes: number
  readonly rows: number
}

/** Loads the file and returns how many rows it found. */
type Contender = (path: string, scratch: string) => Promise<number>

async function inDatabaseFile(scratch: string, load: (file: string) => Promise<number>): Promise<number> {
  const file = join(scratch, `bench-${process.pid}.duckdb`)
  try {
    return await load(file)
  } finally {
    for (const suffix of ['', '.wal']) rmSync(`${file}${suffix}`, { force: true })
  }
}

const firstRowsName = 'Tenure, first rows'

const contenders: Readonly<Record<string, Contender>> = {
  Tenure: (path, scratch) => inDatabaseFile(scratch, (file) => importIntoProject(path, file, scratch)),
  'exceljs, streaming': async (path) => {
    let rows = 0
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path, {}))
      for await (const _ of sheet) rows++
    return rows - 1
  },
  'exceljs, whole': async (path) => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    return (book.worksheets[0]?.rowCount ?? 0) - 1
  },
  '@e965/xlsx': async (path) => {
    const book = read(readFileSync(path), { dense: true })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    return (sheet?.['!data']?.length ?? 0) - 1
  },
  'DuckDB, read_csv': (path, scratch) =>
    inDatabaseFile(scratch, async (file) => {
      const instance = await DuckDBInstance.create(file)
      const connection = await instance.connect()
      await connection.run(`CREATE TABLE data AS SELECT * FROM read_csv('${path}')`)
      const counted = await connection.runAndReadAll('SELECT count(*) FROM data')
      instance.closeSync()
      return Number(counted.getRows()[0]?.[0])
    }),
}

/** All that the app does: a project file made, the file read into it and recorded, the project closed. */
async function importIntoProject(path: string, file: string, scratch: string): Promise<number> {
  const stagingDirectory = join(scratch, `staging-${process.pid}`)
  const project = valueOrThrow(await openProject({ path: file, saved: false, stagingDirectory }))
  try {
    const signal = new AbortController().signal
    valueOrThrow(
      await importFiles(project, { paths: [path], dialect: undefined, signal, onProgress: () => {} }),
    )
    const [sheet] = await project.read(readSheets)
    return sheet?.info.rowCount ?? 0
  } finally {
    await project.close()
    rmSync(stagingDirectory, { recursive: true, force: true })
  }
}

function valueOrThrow<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value
}

/** What the start screen shows while a text file is loaded; it looks at the beginning only. */
const firstRows: Contender = async (path) => {
  const preview = await previewText(path)
  if (!preview.ok) throw new Error(preview.error.message)
  return preview.value.records.length
}

async function runContender(name: string, path: string, scratch: string): Promise<void> {
  const contender = name === firstRowsName ? firstRows : contenders[name]
  if (contender === undefined) throw new Error(`no contender ${name}`)
  const start = performance.now()
  const before = process.cpuUsage()
  const rows = await contender(path, scratch)
  const milliseconds = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  const measured: Measured = {
    milliseconds,
    processorMilliseconds: (user + system) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    rows,
  }
  process.stdout.write(JSON.stringify(measured))
}

function measureOnce(name: string, path: string, scratch: string): Measured {
  const child = spawnSync(
    process.execPath,
    ['--max-old-space-size=8192', fileURLToPath(import.meta.url), '--contender', name, '--path', path],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: scratch } },
  )
  if (child.status !== 0) throw new Error(`${name}: ${child.stderr}`)
  return JSON.parse(child.stdout)
}

/** The run of each contender that took the least processor time. */
function measureInTurns(
  names: readonly string[],
  path: string,
  scratch: string,
  rounds: number,
): Map<string, Measured> {
  const best = new Map<string, Measured>()
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const run = measureOnce(name, path, scratch)
      const before = best.get(name)
      if (before === undefined || run.processorMilliseconds < before.processorMilliseconds)
        best.set(name, run)
    }
  }
  return best
}

/** LibreOffice's conversion to CSV, where it is installed; what its processes took is told by `time`. */
function measureLibreOffice(path: string, scratch: string): Measured | undefined {
  const out = join(scratch, 'out')
  const profile = `-env:UserInstallation=file://${join(scratch, 'office')}`
  const command = `time -p soffice "${profile}" --headless --convert-to csv --outdir "${out}" "${path}"`
  const child = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
  const seconds = (kind: string): number =>
    Number(new RegExp(`^${kind} ([\\d.]+)`, 'm').exec(child.stderr ?? '')?.[1] ?? Number.NaN)
  if (child.status !== 0 || Number.isNaN(seconds('real'))) return undefined
  return {
    milliseconds: seconds('real') * 1000,
    processorMilliseconds: (seconds('user') + seconds('sys')) * 1000,
    peakMegabytes: Number.NaN,
    rows: Number.NaN,
  }
}

/** A table of customers' events, as wide as exports are, of about so many megabytes. */
async function makeCsv(path: string, megabytes: number): Promise<void> {
  const file = createWriteStream(path)
  file.write('event_id,customer_id,created_at,amount,seats,country,plan,description\n')
  const countries = ['United Kingdom', 'France', 'Germany', 'Netherlands']
  let bytes = 0
  for (let row = 0; bytes < megabytes * 1e6; ) {
    let piece = ''
    for (let line = 0; line < 10_000; line++, row++) {
      const day = String(1 + (row % 28)).padStart(2, '0')
      const mixed = (row * 7_919) % 100_003
      piece += `${row},C${String(mixed % 50_000).padStart(5, '0')},2024-${String(1 + (row % 12)).padStart(2, '0')}-${day},`
      piece += `${(mixed / 100).toFixed(2)},${mixed % 99},${countries[mixed % 4]},${mixed % 3 === 0 ? '"pro, yearly"' : 'basic'},`
      piece += `renewal ${mixed} of order ${row % 1_000} by card\n`
    }
    bytes += piece.length
    if (!file.write(piece)) await once(file, 'drain')
  }
  file.end()
  await finished(file)
}

function printTable(title: string, results: ReadonlyMap<string, Measured>, base: string): void {
  const own = results.get(base)
  console.log(`\n${title}\n`)
  console.log('| reader | seconds | ratio | processor seconds | ratio | peak memory | rows |')
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  const amount = (value: number, unit: string, digits: number): string =>
    Number.isNaN(value) ? '' : `${value.toFixed(digits)}${unit}`
  for (const [name, { milliseconds, processorMilliseconds, peakMegabytes, rows }] of results) {
    const cells = [
      name,
      amount(milliseconds / 1000, '', 2),
      amount(milliseconds / (own?.milliseconds ?? Number.NaN), '', 2),
      amount(processorMilliseconds / 1000, '', 2),
      amount(processorMilliseconds / (own?.processorMilliseconds ?? Number.NaN), '', 2),
      amount(peakMegabytes, ' MB', 0),
      rows.toLocaleString('en-US'),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

async function compareWorkbook(rows: number, rounds: number, scratch: string): Promise<void> {
  const workbook = join(scratch, `bench-${rows}.xlsx`)
  if (!existsSync(workbook)) await makeBenchWorkbook(workbook, rows)
  const results = measureInTurns(['Tenure'], workbook, scratch, rounds)
  for (const [name, once] of measureInTurns(otherReaders, workbook, scratch, 1)) results.set(name, once)
  const office = measureLibreOffice(workbook, scratch)
  if (office !== undefined) results.set('LibreOffice, to CSV', { ...office, rows })
  const megabytes = (statSync(workbook).size / 1e6).toFixed(1)
  printTable(`Workbook of ${rows.toLocaleString('en-US')} x 8 cells, ${megabytes} MB`, results, 'Tenure')
}

const otherReaders = ['@e965/xlsx', 'exceljs, streaming', 'exceljs, whole']

async function compareCsv(megabytes: number, rounds: number, scratch: string): Promise<void> {
  const csv = join(scratch, `bench-${megabytes}.csv`)
  if (!existsSync(csv)) await makeCsv(csv, megabytes)
  const names = ['DuckDB, read_csv', 'Tenure', firstRowsName]
  printTable(
    `CSV of ${megabytes.toLocaleString('en-US')} MB`,
    measureInTurns(names, csv, scratch, rounds),
    'DuckDB, read_csv',
  )
}

const { values } = parseArgs({
  options: {
    contender: { type: 'string' },
    path: { type: 'string' },
    rows: { type: 'string', default: String(benchRows) },
    'csv-megabytes': { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
})
const scratch = join(tmpdir(), 'tenure-bench')
mkdirSync(scratch, { recursive: true })
const rounds = Number(values.rounds)
if (values.contender !== undefined) {
  await runContender(values.contender, values.path ?? '', scratch)
} else {
  console.log(`Load of the last minute: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`)
  if (values.only !== 'csv') await compareWorkbook(Number(values.rows), rounds, scratch)
  if (values.only !== 'workbook') await compareCsv(Number(values['csv-megabytes']), rounds, scratch)
}
