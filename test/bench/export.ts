/**
 * Bench of the export: time and peak memory of writing 541,909 rows of 8 columns out of a project, beside a streaming
 * write of the same rows with exceljs; and of putting report sheets into a workbook of 25 MB that nobody touched, beside
 * a plain copy of the file. Each in a process of its own, one after the other.
 *
 *   npm run bench -- export [--rows 541909] [--rounds 3]
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import ExcelJS from 'exceljs'
import { createEngine, type Engine } from '#electron/engine/engine.ts'
import { graft } from '#electron/engine/export/package/graft.ts'
import { writeAtomically } from '#electron/engine/export/package/write-atomically.ts'
import type { EngineOperationName, ReplyOf, RequestInput } from '#shared/contract/index.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { benchRows, makeBenchWorkbook } from './intake-workbook.ts'

const scratch = join(tmpdir(), 'tenure-bench-export')
const headers = [
  'invoice',
  'stock_code',
  'description',
  'quantity',
  'date',
  'unit_price',
  'customer_id',
  'country',
]

interface Line {
  readonly texts: readonly [string, string, string, string]
  readonly numbers: readonly [number, number]
  readonly day: string
}

/** An invoice line; the same number gives the same line. */
function lineOf(row: number): Line {
  const mixed = (row * 7_919) % 100_003
  const day = `2024-${String(1 + (row % 12)).padStart(2, '0')}-${String(1 + (mixed % 28)).padStart(2, '0')}`
  return {
    texts: [
      `I${Math.floor(row / 20)}`,
      `S${mixed % 4_000}`,
      `ARTICLE ${mixed % 4_000} IN RED`,
      `C${mixed % 4_300}`,
    ],
    numbers: [1 + (mixed % 40), (mixed % 2_000) / 100],
    day,
  }
}

interface Measured {
  readonly seconds: number
  readonly processorSeconds: number
  readonly peakMegabytes: number
  readonly bytes: number
}

/** Does its own preparations, then calls `time` around what is measured; returns the path it wrote. */
type Contender = (
  rows: number,
  time: <Value>(work: () => Promise<Value>) => Promise<Value>,
) => Promise<string>

const paths = {
  csv: (rows: number) => join(scratch, `lines-${rows}.csv`),
  project: (rows: number) => join(scratch, `lines-${rows}.tenure`),
  workbook: (rows: number) => join(scratch, `untouched-${rows}.xlsx`),
}

async function withEngine<Value>(work: (ask: Ask) => Promise<Value>): Promise<Value> {
  const directory = join(scratch, `engine-${process.pid}`)
  const engine: Engine = await createEngine({
    projectDirectory: join(directory, 'projects'),
    stagingDirectory: join(directory, 'staging'),
    resolveFile: (file) => file,
  })
  const ask: Ask = async (name, request) => {
    const answer = await engine.ask(name, request)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
    return answer.value
  }
  try {
    return await work(ask)
  } finally {
    await engine.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

type Ask = <Name extends EngineOperationName>(
  name: Name,
  request: RequestInput<Name>,
) => Promise<ReplyOf<Name>>

const dataOnly = {
  kpis: false,
  series: false,
  definitions: false,
  scenarios: false,
  marks: false,
  qualityNotes: false,
  addedColumns: false,
}

const exportProject =
  (choices: RequestInput<'export.write'>['choices']): Contender =>
  async (rows, time) => {
    const out = join(scratch, `out-${process.pid}.xlsx`)
    await withEngine(async (ask) => {
      await ask('project.open', { file: fileToken(paths.project(rows)) })
      await time(() => ask('export.write', { file: fileToken(out), choices }))
    })
    return out
  }

const contenders: Readonly<Record<string, Contender>> = {
  'exceljs, streaming': async (rows, time) => {
    const out = join(scratch, `out-${process.pid}.xlsx`)
    await time(async () => {
      const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: out, useStyles: true })
      const sheet = book.addWorksheet('Lines')
      sheet.getColumn(5).numFmt = 'yyyy-mm-dd'
      sheet.addRow(headers).commit()
      for (let row = 0; row < rows; row += 1) {
        const { texts, numbers, day } = lineOf(row)
        const cells = [
          texts[0],
          texts[1],
          texts[2],
          numbers[0],
          new Date(day),
          numbers[1],
          texts[3],
          'France',
        ]
        sheet.addRow(cells).commit()
      }
      await book.commit()
    })
    return out
  },
  'Tenure, the data sheet': exportProject(dataOnly),
  // Without what models say of customers: fitting them is What-if's work, not the export's.
  'Tenure, everything': exportProject({ addedColumns: false }),
  'file copy': async (rows, time) => {
    const out = join(scratch, `out-${process.pid}.xlsx`)
    await time(async () => copyFileSync(paths.workbook(rows), out))
    return out
  },
  'file copy, read and written in full with fsync': async (rows, time) => {
    const out = join(scratch, `out-${process.pid}.xlsx`)
    await time(async () => {
      await writeAtomically(out, [readFileSync(paths.workbook(rows))])
    })
    return out
  },
  'Tenure, grafted report sheet': async (rows, time) => {
    const out = join(scratch, `out-${process.pid}.xlsx`)
    const report = new ExcelJS.Workbook()
    const sheet = report.addWorksheet('Tenure KPIs')
    for (let row = 1; row <= 60; row += 1) sheet.addRow(['Customer Churn Rate', row / 100, 'from customers'])
    const workbook = new Uint8Array(await report.xlsx.writeBuffer())
    await time(async () => {
      const grafted = await graft(readFileSync(paths.workbook(rows)), { addedSheets: { workbook } })
      if (!grafted.ok) throw new Error(grafted.error.message)
      await writeAtomically(out, grafted.value.chunks)
    })
    return out
  },
}

async function runContender(name: string, rows: number): Promise<void> {
  const contender = contenders[name]
  if (contender === undefined) throw new Error(`no contender ${name}`)
  let measured: Measured | undefined
  const out = await contender(rows, async (work) => {
    const start = performance.now()
    const before = process.cpuUsage()
    const value = await work()
    const { user, system } = process.cpuUsage(before)
    measured = {
      seconds: (performance.now() - start) / 1000,
      processorSeconds: (user + system) / 1e6,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
      bytes: 0,
    }
    return value
  })
  process.stdout.write(JSON.stringify({ ...measured, bytes: statSync(out).size }))
  rmSync(out)
}

function measure(name: string, rows: number, rounds: number): Measured {
  const runs = Array.from({ length: rounds }, (): Measured => {
    const child = spawnSync(
      process.execPath,
      [
        '--max-old-space-size=8192',
        fileURLToPath(import.meta.url),
        '--contender',
        name,
        '--rows',
        String(rows),
      ],
      { encoding: 'utf8' },
    )
    if (child.status !== 0) throw new Error(`${name}: ${child.stderr}`)
    return JSON.parse(child.stdout)
  })
  return runs.reduce((best, run) => (run.processorSeconds < best.processorSeconds ? run : best))
}

async function prepare(rows: number): Promise<void> {
  mkdirSync(scratch, { recursive: true })
  if (!existsSync(paths.workbook(rows))) await makeBenchWorkbook(paths.workbook(rows), rows)
  if (existsSync(paths.project(rows))) return
  const file = createWriteStream(paths.csv(rows))
  file.write(`${headers.join(',')}\n`)
  for (let row = 0; row < rows; row += 1) {
    const { texts, numbers, day } = lineOf(row)
    const cells = [texts[0], texts[1], texts[2], numbers[0], day, numbers[1], texts[3], 'France']
    if (!file.write(`${cells.join(',')}\n`)) await once(file, 'drain')
  }
  file.end()
  await finished(file)
  await withEngine(async (ask) => {
    await ask('project.open', { file: fileToken(paths.csv(rows)) })
    await ask('project.saveAs', { file: fileToken(paths.project(rows)) })
  })
}

function printTable(title: string, names: readonly string[], rows: number, rounds: number): void {
  console.log(`\n${title}\n`)
  console.log('| writer | seconds | processor seconds | ratio | peak memory | ratio | bytes |')
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  let base: Measured | undefined
  for (const name of names) {
    const own = measure(name, rows, rounds)
    base ??= own
    const cells = [
      name,
      own.seconds.toFixed(2),
      own.processorSeconds.toFixed(2),
      (own.processorSeconds / base.processorSeconds).toFixed(2),
      `${own.peakMegabytes.toFixed(0)} MB`,
      (own.peakMegabytes / base.peakMegabytes).toFixed(2),
      own.bytes.toLocaleString('en-US'),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

const { values } = parseArgs({
  options: {
    contender: { type: 'string' },
    rows: { type: 'string', default: String(benchRows) },
    rounds: { type: 'string', default: '3' },
  },
})
const rows = Number(values.rows)
if (values.contender !== undefined) await runContender(values.contender, rows)
else {
  await prepare(rows)
  const rounds = Number(values.rounds)
  printTable(
    `${rows.toLocaleString('en-US')} rows of 8 columns`,
    ['exceljs, streaming', 'Tenure, the data sheet', 'Tenure, everything'],
    rows,
    rounds,
  )
  const size = (statSync(paths.workbook(rows)).size / 1e6).toFixed(1)
  printTable(
    `A workbook of ${size} MB that nobody touched`,
    ['file copy', 'file copy, read and written in full with fsync', 'Tenure, grafted report sheet'],
    rows,
    rounds,
  )
}
