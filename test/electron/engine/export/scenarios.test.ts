/** The scenario sheets of an exported workbook, computed by LibreOffice, against what the app says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReplyOf } from '#shared/contract/index.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { type Lever, outputNames, type WhatIf, whatIfSchema } from '#shared/domain/scenario.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { hasLibreOffice, temporaryWorkspace } from './package/outside-readers.ts'
import { bookOf, type RecalculatedBook, recalculate, type TypedCell, withoutResults } from './recalculated.ts'

const scenarios = 'Tenure Scenarios'
const projection = 'Tenure Projection'
const answers = 'Tenure Questions'
const firstDriverRow = 5
const firstOutputRow = 19

const drivers = {
  customers: 400,
  new: 12,
  churn: 0.035,
  arpa: 80,
  expansion: 0.01,
  contraction: 0.004,
  margin: 0.75,
  cac: 320,
  retentionCost: 2.5,
  discount: 0.1,
}
const levers: readonly Lever[] = [
  { driver: 'churn', op: 'multiply', value: 0.7, from: 3, ramp: 6 },
  { driver: 'arpa', op: 'add', value: 5, from: 4, to: 9 },
  { driver: 'new', op: 'set', value: 30, from: 2, to: 2 },
  { driver: 'customers', op: 'add', value: -50, from: 5 },
  { driver: 'churn', op: 'add', value: 0.001 },
  { driver: 'margin', op: 'set', value: 0.8, from: 6, ramp: 3 },
]
const costly: readonly Lever[] = [{ driver: 'cac', op: 'set', value: 1900 }]

const whatIf = whatIfSchema.parse({
  months: 18,
  drivers,
  scenarios: [
    { name: 'Better service', levers },
    { name: 'Dear growth', basedOn: 'Better service', levers: costly },
  ],
})
/** Customers of two plans; of the smaller one more leave, and early. */
const customerRows = Array.from({ length: 90 }, (_, index) => {
  const isBasic = index % 3 === 0
  const leaving = isBasic ? (index % 4) + 1 : index % 7 === 0 ? 8 : 0
  const end = leaving === 0 || index > 80 ? '' : `2024-${String(1 + leaving).padStart(2, '0')}-20`
  return `C${index},2024-01-${String(1 + (index % 20)).padStart(2, '0')},${end},${isBasic ? 'Basic' : 'Pro'},${isBasic ? 40 : 110}`
})
const table = ['customer_id,start_date,end_date,plan,mrr', ...customerRows].join('\n')

const rates = {
  new: 6,
  expansion: 0.01,
  contraction: 0.004,
  margin: 0.75,
  cac: 320,
  retentionCost: 2.5,
  discount: 0.1,
}
const onSegments: readonly Lever[] = [
  { driver: 'churn', op: 'multiply', value: 0.7, from: 3, ramp: 6, segment: 'Basic' },
  { driver: 'new', op: 'add', value: 4, from: 2 },
  { driver: 'customers', op: 'add', value: -10, from: 5 },
  { driver: 'arpa', op: 'add', value: 5, from: 4, segment: 'Pro' },
]
const questions = {
  goalSeek: [{ driver: 'arpa', output: 'clv', target: 2500 }],
  dataTables: [
    { output: 'clv', x: { driver: 'churn', values: [0.02, 0.04, 0.06] } },
    {
      output: 'customers',
      x: { driver: 'churn', values: [0.02, 0.05] },
      y: { driver: 'new', values: [3, 12] },
      scenario: 'Better service',
    },
  ],
  tornado: { output: 'clv', swing: 0.2 },
  breakEven: { churnReduction: 0.005 },
  simulation: {
    runs: 200,
    seed: 7,
    distributions: { churn: { type: 'beta', mean: 0.035, standardDeviation: 0.005 } },
  },
} as const
const apart = (more: object) =>
  whatIfSchema.parse({
    months: 12,
    drivers: rates,
    scenarios: [
      {
        name: 'Better service',
        levers: onSegments.filter(({ segment }) => 'segmentBy' in more || segment === undefined),
      },
    ],
    ...more,
  })

/** What is exported: the question, and what is then typed into the workbook. */
const exportsByName: Readonly<
  Record<string, { whatIf: WhatIf; typed?: readonly TypedCell[]; asked?: WhatIf }>
> = {
  advance: { whatIf: whatIfSchema.parse({ ...whatIf, ...questions }) },
  average: { whatIf: { ...whatIf, billing: 'average' } },
  closing: { whatIf: { ...whatIf, billing: 'closing' } },
  typed: {
    whatIf,
    typed: [{ sheet: scenarios, cell: `B${firstDriverRow + 2}`, value: 0.06 }],
    asked: { ...whatIf, drivers: { ...drivers, churn: 0.06 } },
  },
  segments: { whatIf: apart({ segmentBy: 'plan', dataTables: questions.dataTables }) },
  tenure: {
    whatIf: apart({ tenureChurn: 'kaplan-meier', dataTables: questions.dataTables }),
  },
  both: { whatIf: apart({ segmentBy: 'plan', tenureChurn: 'kaplan-meier', billing: 'average' }) },
}
const names = Object.keys(exportsByName)

type Reply = ReplyOf<'scenario.whatIf'>

/** Cells that differ from what the app says, by name. */
function differences(book: RecalculatedBook | undefined, reply: Reply): string[] {
  if (book === undefined) return ['not opened']
  return [reply.baseline, ...reply.scenarios].flatMap(({ name, kpis, monthly, segments }, index) => {
    const letter = 'BCD'[index] ?? ''
    const wrong = outputNames.flatMap((output, place) => {
      const cell = `${letter}${firstOutputRow + place}`
      return compare(`${output} ${cell}`, book.valueAt(scenarios, cell), kpis[output])
    })
    const first = firstMonthOf(book, segments.length > 0 ? `${name}: all segments` : name)
    monthly.forEach((month, at) => {
      for (const [column, figure] of [
        ['M', 'customers'],
        ['O', 'mrr'],
        ['R', 'contribution'],
        ['Y', 'discountedContribution'],
      ] as const) {
        const cell = `${column}${first + at}`
        wrong.push(
          ...compare(`${name} ${figure} ${cell}`, book.valueAt(projection, cell), month[figure] ?? null),
        )
      }
    })
    return wrong
  })
}

function firstMonthOf(book: RecalculatedBook, title: string): number {
  for (let row = 1; row < 2000; row += 1) if (book.valueAt(projection, `A${row}`) === title) return row + 2
  return 0
}

function compare(name: string, found: unknown, expected: number | null): string[] {
  if (expected === null) return found === undefined || found === '' ? [] : [`${name}: ${found}, not blank`]
  const isSame = typeof found === 'number' && Math.abs(found - expected) <= 1e-9 * Math.abs(expected)
  return isSame ? [] : [`${name}: ${found}, not ${expected}`]
}

/** Row of the questions' sheet whose first cell begins so. */
function rowOf(book: RecalculatedBook, text: string): number {
  for (let row = 1; row < 200; row += 1)
    if (String(book.valueAt(answers, `A${row}`) ?? '').startsWith(text)) return row
  return 0
}

function tableDifferences(book: RecalculatedBook, { dataTables }: Reply): string[] {
  const titles = ['CLV by', 'Customers at the end by']
  return dataTables.flatMap(({ values }, index) => {
    const title = rowOf(book, titles[index] ?? '')
    return values.flatMap((row, down) =>
      row.flatMap((value, across) => {
        const cell = `${'BCD'[across]}${title + 2 + down}`
        return compare(`${titles[index]} ${cell}`, book.valueAt(answers, cell), value)
      }),
    )
  })
}

describe.skipIf(!hasLibreOffice)('scenarios as formulas', () => {
  const workspace = temporaryWorkspace()
  let tenure: TestEngine
  const replies = new Map<string, Reply>()
  const exported = new Map<string, Uint8Array>()
  let books: Map<string, RecalculatedBook>

  beforeAll(async () => {
    tenure = await startEngine()
    await tenure.open(await tenure.write('customers.csv', table))
    const files = new Map<string, Uint8Array>()
    for (const [name, { whatIf: question, typed = [], asked = question }] of Object.entries(exportsByName)) {
      const file = join(tenure.directory, `${name}.xlsx`)
      const choices = { kpis: false, qualityNotes: false, addedColumns: false, whatIf: question }
      const { problems } = await tenure.ask('export.write', { file: fileToken(file), choices })
      expect(problems.filter(({ message }) => message.startsWith('Scenarios'))).toEqual([])
      const bytes = new Uint8Array(readFileSync(file))
      exported.set(name, bytes)
      files.set(`${name}.xlsx`, withoutResults(bytes, typed))
      replies.set(name, await tenure.ask('scenario.whatIf', { whatIf: asked }))
    }
    books = recalculate(workspace, files)
  }, 300_000)
  afterAll(async () => {
    workspace.dispose()
    await tenure?.dispose()
  })

  const bookOfName = (name: string): RecalculatedBook => {
    const book = books.get(`${name}.xlsx`)
    if (book === undefined) throw new Error(`${name} was not opened`)
    return book
  }
  const replyOf = (name: string): Reply => {
    const reply = replies.get(name)
    if (reply === undefined) throw new Error(`${name} was not asked`)
    return reply
  }

  test.each(names)('%s: every case is what the app projects', (name) => {
    const reply = replyOf(name)
    expect(reply.scenarios.length).toBeGreaterThan(0)
    expect(differences(bookOfName(name), reply)).toEqual([])
  })

  test.each(names.filter((name) => name !== 'typed'))('%s: cached months are what is computed', (name) => {
    const cells = Object.entries(bookOf(exported.get(name) ?? new Uint8Array()).sheet(projection)).filter(
      ([, cell]: [string, { f?: string; v?: unknown }]) => cell.f !== undefined && typeof cell.v === 'number',
    )
    expect(cells.length).toBeGreaterThan(500)
    const wrong = cells.flatMap(([address, { v }]: [string, { v?: unknown }]) =>
      compare(address, bookOfName(name).valueAt(projection, address), Number(v)),
    )
    expect(wrong).toEqual([])
  })

  test('no month of a projection is left to the reader to compute', () => {
    const bytes = exported.get('advance') ?? new Uint8Array()
    const cells = Object.entries(bookOf(bytes, { sheetStubs: true }).sheet(projection))
    // A formula without a result is a stub to this reader.
    const isLeft = ([, cell]: [string, { f?: string; t?: string }]) => cell.f !== undefined && cell.t === 'z'
    expect(cells.filter(isLeft).map(([address]) => address)).toEqual([])
  })

  test.each(['advance', 'segments', 'tenure'])('%s: data tables follow as formulas', (name) => {
    const reply = replyOf(name)
    expect(reply.dataTables.length).toBe(2)
    expect(tableDifferences(bookOfName(name), reply)).toEqual([])
  })

  test('goal seek, tornado, break-even and simulation are values with their question', () => {
    const book = bookOf(exported.get('advance') ?? new Uint8Array())
    const { goalSeek, sensitivity, breakEven, simulation } = replyOf('advance')
    expect(book.valueAt(answers, `C${rowOf(book, 'Goal seek') + 3}`)).toBeCloseTo(
      goalSeek[0]?.value ?? Number.NaN,
      8,
    )
    expect(book.valueAt(answers, `D${rowOf(book, 'What moves') + 3}`)).toBeCloseTo(
      sensitivity[0]?.low.output ?? Number.NaN,
      6,
    )
    expect(book.valueAt(answers, `B${rowOf(book, 'Break-even') + 2}`)).toBeCloseTo(
      breakEven?.perCustomer ?? Number.NaN,
      8,
    )
    const simulated = rowOf(book, 'Simulation')
    expect(book.valueAt(answers, `A${simulated + 1}`)).toContain('200 runs with seed 7')
    expect(book.valueAt(answers, `B${simulated + 3}`)).toBeCloseTo(
      simulation.kpis?.clv?.mean ?? Number.NaN,
      6,
    )
  })

  test('without a question, what matters for CLV is answered for the project’s own scenarios', async () => {
    const file = join(tenure.directory, 'unasked.xlsx')
    await tenure.ask('scenario.setBaseline', { driver: 'margin', value: 0.8 })
    const choices = { kpis: false, qualityNotes: false, addedColumns: false }
    const { sheets } = await tenure.ask('export.write', { file: fileToken(file), choices })
    expect(sheets.find(({ name }) => name === answers)?.details).toEqual([
      'A data table of CLV as formulas',
      'As values with their question: tornado',
    ])
  })

  test('row rules stand below the changes in words, and a tornado says how far drivers are moved', async () => {
    const file = join(tenure.directory, 'rules.xlsx')
    const question = whatIfSchema.parse({
      scenarios: [
        {
          name: 'Dearer',
          rules: [{ dataset: 'customers', where: '[@plan]="Basic"', set: { mrr: '=[@mrr]*1.5' } }],
        },
      ],
      tornado: { output: 'mrr', swing: 0.2, own: true },
    })
    const choices = { kpis: false, qualityNotes: false, addedColumns: false, whatIf: question }
    await tenure.ask('export.write', { file: fileToken(file), choices })
    const book = bookOf(readFileSync(file))
    const texts = Object.values(book.sheet(scenarios)).map((cell: { v?: unknown }) => cell.v)
    expect(texts).toContain('customers, where [@plan]="Basic": mrr becomes =[@mrr]*1.5')
    expect(book.valueAt(answers, `A${rowOf(book, 'What moves') + 1}`)).toBe(
      'Measured drivers are moved by their own intervals, the others by 20 %. Values as of the export.',
    )
    const advance = bookOf(exported.get('advance') ?? new Uint8Array())
    expect(advance.valueAt(answers, `A${rowOf(advance, 'What moves') + 1}`)).toBe(
      'Each driver is moved by 20 %. Values as of the export.',
    )
  })
})
