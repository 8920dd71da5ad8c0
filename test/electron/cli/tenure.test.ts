import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildStaleTargets } from '#build/build.mjs'
import {
  cellsDocument,
  inspectDocument,
  kpiDocument,
  mapDocument,
  metricsDocument,
  sqlDocument,
} from './documents.ts'

const program = fileURLToPath(new URL('../../../dist/cli/tenure.js', import.meta.url))
const bad = fileURLToPath(new URL('../../../../shared/data/bad/', import.meta.url))

interface Run {
  readonly status: number
  readonly out: string
  readonly error: string
}

const tenure = (...words: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { maxBuffer: 2 ** 26 }, (fault, out, error) => {
      resolve({ status: fault === null ? 0 : Number(fault.code), out, error })
    })
  })

let folder = ''
let tickets = ''
beforeAll(async () => {
  await buildStaleTargets(() => {}, { names: ['cli', 'workers'] })
  folder = await mkdtemp(join(tmpdir(), 'tenure-cli-'))
  tickets = join(folder, 'tickets.csv')
  await writeFile(
    tickets,
    'Ticket ID,Created,Solved,Category\nT1,2024-01-31 09:00,2024-02-01 09:00,Bug\nT2,2024-02-10 10:30,,Billing\nT3,2024-02-12 08:00,soon,Bug\nT4,2024-02-13 08:00,2024-03-13 09:00,Bug\nT5,2024-02-14 08:00,2024-03-14 09:00,Billing\nT6,2024-02-15 08:00,2024-03-15 09:00,Bug\n',
  )
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const shapes = [
  ['inspect', () => ['inspect', tickets], inspectDocument],
  ['cells', () => ['cells', tickets], cellsDocument],
  ['map', () => ['map', tickets], mapDocument],
  ['kpi', () => ['kpi', tickets, '--grain', 'month', '--by', 'category'], kpiDocument],
  ['sql', () => ['sql', 'ticket_volume', tickets], sqlDocument],
  ['metrics', () => ['metrics'], metricsDocument],
] as const

describe('tenure, done', () => {
  it.each(shapes)(
    '%s --json prints one document of its promised shape and nothing else',
    async (_name, words, shape) => {
      const { status, out, error } = await tenure(...words(), '--json')
      expect({ status, error }).toEqual({ status: 0, error: '' })
      expect(shape.safeParse(JSON.parse(out)).error).toBeUndefined()
    },
  )

  it('kpi takes a period, assumptions and metrics', async () => {
    const words = [
      '--from',
      '2024-02-01',
      '--to',
      '2024-03-01',
      '--metric',
      'tickets_solved',
      '--set',
      'tickets_target=4',
    ]
    const { out } = await tenure('kpi', tickets, ...words, '--json')
    const document = kpiDocument.parse(JSON.parse(out))
    expect(document.period).toEqual({ from: '2024-02-01', to: '2024-03-01' })
    expect(document.metrics).toMatchObject([{ id: 'tickets_solved', value: 1, beside: { attainment: 0.25 } }])
  })

  it('kpi takes the last complete month of the data', async () => {
    const { out } = await tenure('kpi', tickets, '--latest', '--metric', 'ticket_volume', '--json')
    const { period, metrics } = kpiDocument.parse(JSON.parse(out))
    expect({ period, metrics }).toMatchObject({
      period: { from: '2024-02-01', to: '2024-03-01' },
      metrics: [{ id: 'ticket_volume', value: 5 }],
    })
  })

  it('a saved mapping can be given back', async () => {
    const saved = join(folder, 'mapping.json')
    expect((await tenure('map', tickets, '--save', saved)).status).toBe(0)
    const { out } = await tenure('kpi', tickets, '--mapping', saved, '--metric', 'ticket_volume', '--json')
    expect(kpiDocument.parse(JSON.parse(out)).metrics[0]?.value).toBe(6)
  })
})

describe('tenure, refused', () => {
  const faults = [
    ['a file that is not there', 1, () => ['kpi', join(folder, 'missing.csv')]],
    ['a sheet that is not there', 1, () => ['cells', tickets, '--sheet', 'Nowhere']],
    ['a mapping that is not there', 1, () => ['kpi', tickets, '--mapping', join(folder, 'missing.json')]],
    ['a folder instead of a file', 1, () => ['inspect', folder]],
    ['a command that does not exist', 2, () => ['kpis', tickets]],
    ['an option that does not exist', 2, () => ['kpi', tickets, '--months']],
    ['a metric that does not exist', 2, () => ['kpi', tickets, '--metric', 'happiness']],
    ['a date that is none', 2, () => ['kpi', tickets, '--from', '2024-02-30']],
    ['an end before the start', 2, () => ['kpi', tickets, '--from', '2024-03-01', '--to', '2024-02-01']],
    ['the last month beside dates', 2, () => ['kpi', tickets, '--latest', '--from', '2024-02-01']],
    ['no file', 2, () => ['kpi']],
    ['a field that no kind of data has', 2, () => ['kpi', tickets, '--by', 'colour']],
    ['an assumption that does not exist', 2, () => ['kpi', tickets, '--set', 'luck=1']],
    ['an assumption without a number', 2, () => ['kpi', tickets, '--set', 'tickets_target=many']],
  ] as const

  it.each(faults)(
    '%s ends with status %i, words on standard error and nothing on standard output',
    async (_what, status, words) => {
      const run = await tenure(...words(), '--json')
      expect(run).toMatchObject({ status, out: '' })
      expect(run.error).not.toMatch(/\n {4}at |undefined|\[object/)
      if (status === 1) expect(run.error.trimEnd()).toMatch(/^[^\n]+[.]$/)
      else expect(run.error.split('\n')[0]).toMatch(/[.?]$/)
    },
  )

  const files = existsSync(bad) ? readdirSync(bad) : []
  describe.skipIf(files.length === 0)('damaged, locked and hostile files', () => {
    it.each(files)('%s: one sentence or a document, never a stack trace', async (name) => {
      const run = await tenure('inspect', join(bad, name), '--json')
      if (run.status === 0) {
        expect(inspectDocument.safeParse(JSON.parse(run.out)).error).toBeUndefined()
        return
      }
      expect(run).toMatchObject({ status: 1, out: '' })
      expect(run.error.trimEnd()).toMatch(/^[^\n]+[.]$/)
      expect(run.error).toContain(name)
    })
  })
})
