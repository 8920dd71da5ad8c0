import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RequestInput } from '#shared/contract/index.ts'
import { fileToken } from '#shared/domain/ids.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import { keptQuestionsSchema } from '#shared/domain/what-if-questions.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { bookOf } from '../export/recalculated.ts'
import { customersCsv } from './sample-business.ts'

const drivers: readonly (readonly [DriverName, number])[] = [
  ['customers', 1000],
  ['churn', 0.04],
  ['arpa', 50],
  ['margin', 0.8],
  ['cac', 300],
]
const half: RequestInput<'scenario.save'>['scenarios'][number] = {
  name: 'Half',
  levers: [{ driver: 'churn', op: 'multiply', value: 0.5 }],
}
const choices = { kpis: false, qualityNotes: false, addedColumns: false, series: false }

describe('questions asked in the window', () => {
  let tenure: TestEngine
  const exported = async () => {
    const file = join(tenure.directory, 'out.xlsx')
    const { sheets } = await tenure.ask('export.write', { file: fileToken(file), choices })
    const details = sheets.find(({ name }) => name === 'Tenure Questions')?.details
    return { details, book: bookOf(readFileSync(file)) }
  }
  const ask = (question: object, label = 'Ask') =>
    tenure.ask('scenario.ask', { question: keptQuestionsSchema.parse(question), label })

  beforeAll(async () => {
    tenure = await startEngine()
    await tenure.open(await tenure.write('colours.csv', 'colour,taste\nred,sweet\n'))
    for (const [driver, value] of drivers) await tenure.ask('scenario.setBaseline', { driver, value })
    await tenure.ask('scenario.save', { scenarios: [half], label: 'Add Half' })
  })
  afterAll(() => tenure.dispose())

  test('are kept in the project, panel by panel, and undone like an edit', async () => {
    await ask({ goalSeek: { output: 'clv', target: 2000 } })
    await ask({ goalSeek: { output: 'clv', target: 4000 } })
    await ask({ breakEven: { churnReduction: 0.01 } })
    await tenure.ask('history.undo', {})
    await tenure.ask('history.undo', {})
    const { questions } = await tenure.ask('scenario.questions', {})
    expect(questions.goalSeek).toMatchObject({ driver: 'churn', output: 'clv', target: 2000 })
    expect(questions.breakEven).toBeUndefined()
  })

  test('are answered by the exported workbook for the scenario they were asked about, whatever it is called by then', async () => {
    const { scenarios } = await tenure.ask('scenario.list', {})
    const [scenario] = scenarios
    if (scenario?.id === undefined) throw new Error('A saved scenario has an id.')
    await ask({
      goalSeek: { output: 'clv', target: 4000, of: scenario.id },
      dataTable: { x: 'churn', y: 'arpa', steps: 3, swing: 0.5 },
      simulation: {
        runs: 50,
        seed: 9,
        inExport: true,
        distributions: { baseline: { churn: { type: 'beta', mean: 0.04, standardDeviation: 0.01 } } },
      },
    })
    await tenure.ask('scenario.save', { scenarios: [{ ...scenario, name: 'Halved' }], label: 'Rename' })
    const { details, book } = await exported()
    expect(details).toEqual([
      'A data table of CLV as formulas',
      'As values with their question: goal seek, simulation',
    ])
    const cells = Array.from({ length: 40 }, (_, row) => book.valueAt('Tenure Questions', `A${row + 1}`))
    expect(cells).toContain('Which value of “Churn a month” makes “CLV” reach the target in Halved?')
    expect(cells).toContain('50 runs with seed 9; the same seed gives the same figures.')
    // CLV = 50 x 0.8 / churn: 4,000 at 1 %; the table's centre is the baseline's 1,000.
    const goal = cells.indexOf('Which value of “Churn a month” makes “CLV” reach the target in Halved?') + 1
    expect(book.valueAt('Tenure Questions', `C${goal}`)).toBeCloseTo(0.01, 9)
    const title = cells.findIndex((cell) => String(cell).startsWith('CLV by')) + 1
    expect(book.valueAt('Tenure Questions', `C${title + 3}`)).toBeCloseTo(1000, 6)
  })

  test('that are left out, or about a scenario that is gone, are not answered', async () => {
    await ask({
      goalSeek: { output: 'clv', target: 4000, of: 'no such scenario' },
      dataTable: { inExport: false },
      simulation: { inExport: false },
      breakEven: { churnReduction: 0.01 },
    })
    expect((await exported()).details).toEqual(['As values with their question: break-even'])
  })
})

describe('revenue at risk asked in the window', () => {
  const sheet = 'Tenure Revenue at Risk'
  let tenure: TestEngine
  const ask = (revenueAtRisk: object) =>
    tenure.ask('scenario.ask', {
      question: keptQuestionsSchema.parse({ revenueAtRisk }),
      label: 'Ask',
    })
  const exported = async () => {
    const file = join(tenure.directory, 'risk.xlsx')
    const { sheets, problems } = await tenure.ask('export.write', { file: fileToken(file), choices })
    return { sheets: sheets.map(({ name }) => name), problems, book: bookOf(readFileSync(file)) }
  }

  beforeAll(async () => {
    tenure = await startEngine()
    await tenure.open(await tenure.write('customers.csv', customersCsv()))
  })
  afterAll(() => tenure.dispose())

  test('is in no workbook before it was asked', async () => {
    expect((await exported()).sheets).not.toContain(sheet)
  })

  test('is kept with its choices, undone like an edit, and answered by the exported workbook', async () => {
    await ask({ top: 3, months: 6 })
    await ask({ top: 7 })
    await tenure.ask('history.undo', {})
    const { questions } = await tenure.ask('scenario.questions', {})
    expect(questions.revenueAtRisk).toEqual({ top: 3, months: 6, inExport: true })

    const { book } = await exported()
    expect(book.valueAt(sheet, 'A2')).toContain('within 6 months')
    // 26 Basic at 50, 50 Pro at 100 and the year's 36 at 80; 24 left of 1,266 customer months.
    const risk = 1 - (1 - 24 / 1266) ** 6
    expect(book.valueAt(sheet, 'C5')).toBeCloseTo(26 * 50 + 50 * 100 + 36 * 80, 9)
    expect(book.valueAt(sheet, 'D5')).toBeCloseTo(9180 * risk, 6)
    const row = Array.from({ length: 40 }, (_, at) => at + 1).find(
      (at) => book.valueAt(sheet, `A${at}`) === 'Customer',
    )
    const first = (row ?? 0) + 1
    expect(book.valueAt(sheet, `C${first}`)).toBe(100)
    expect(book.valueAt(sheet, `D${first}`)).toBeCloseTo(risk, 9)
    expect(book.valueAt(sheet, `F${first + 2}`)).toBeCloseTo(300 * risk, 6)
    expect(book.valueAt(sheet, `A${first + 3}`) ?? '').toBe('')
  })

  test('left out is not answered; without an answer the export says why', async () => {
    await ask({ inExport: false })
    expect((await exported()).sheets).not.toContain(sheet)
    await ask({ basis: 'health' })
    const { sheets, problems } = await exported()
    expect(sheets).not.toContain(sheet)
    expect(problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Revenue at risk has no answer. No health score is mapped.'),
    )
  })
})
