import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestInput } from '#shared/contract/index.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { keptQuestionsSchema } from '#shared/domain/what-if-questions.ts'
import { whatIfSettingsKey } from '#shared/domain/what-if-settings.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { customersCsv } from './sample-business.ts'

type Scenarios = RequestInput<'scenario.save'>['scenarios']

const scenarios: Scenarios = [
  { name: 'Saver', note: 'cut churn', levers: [{ driver: 'churn', op: 'multiply', value: 0.5, ramp: 3 }] },
  {
    name: 'Dearer saver',
    basedOn: 'Saver',
    levers: [],
    rules: [
      { dataset: 'customers', where: 'plan = "Basic"', set: { monthly_revenue: 'monthly_revenue * 1.1' } },
    ],
  },
]
const questions = keptQuestionsSchema.parse({
  goalSeek: { output: 'clv', target: 4000, min: 0.001, max: 0.2 },
  dataTable: { output: 'mrr', x: 'new', y: null, steps: 5 },
  tornado: { output: 'clv', swing: 0.2, inExport: false },
  breakEven: { churnReduction: 0.01 },
  simulation: {
    runs: 500,
    seed: 11,
    distributions: { baseline: { churn: { type: 'beta', mean: 0.02, standardDeviation: 0.004 } } },
    correlations: [{ a: 'churn', b: 'arpa', value: -0.3 }],
  },
  revenueAtRisk: { top: 20, months: 6, basis: 'tenure' },
})

let directory: string
let tenure: TestEngine
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenure-reopened-'))
  tenure = await startEngine({ directory })
})
afterEach(async () => {
  await tenure.engine.close()
  await rm(directory, { recursive: true, force: true })
})

/** Everything of What-if that belongs to the project, and what follows from it. */
const whatIfOf = async ({ ask }: TestEngine) => ({
  scenarios: (await ask('scenario.list', {})).scenarios,
  questions: (await ask('scenario.questions', {})).questions,
  settings: (await ask('project.setting', { key: whatIfSettingsKey })).value,
  drivers: (await ask('scenario.baseline', {})).drivers,
  risk: await ask('scenario.revenueAtRisk', { top: 20, months: 6, basis: 'tenure' }),
  answer: await ask('scenario.whatIf', {
    whatIf: { scenarios: (await ask('scenario.list', {})).scenarios, goalSeek: [questions.goalSeek] },
  } as RequestInput<'scenario.whatIf'>),
})

async function restart(): Promise<void> {
  await tenure.engine.close()
  tenure = await startEngine({ directory })
}

test('scenarios, questions, typed drivers and settings are as they were after a restart, and can be undone', async () => {
  await tenure.open(await tenure.write('customers.csv', customersCsv()))
  await tenure.ask('scenario.setBaseline', { driver: 'cac', value: 300 })
  await tenure.ask('project.setting', {
    key: whatIfSettingsKey,
    value: { months: 36, billing: 'average', segmentBy: 'plan', tenureChurn: 'kaplan-meier' },
  })
  await tenure.ask('scenario.save', { scenarios, label: 'Add scenarios' })
  for (const [kind, question] of Object.entries(questions))
    await tenure.ask('scenario.ask', { question: { [kind]: question }, label: `Change ${kind}` })
  const file = join(directory, 'mine.tenure')
  await tenure.ask('project.saveAs', { file: fileToken(file) })
  const before = await whatIfOf(tenure)
  expect(before.questions).toEqual(questions)
  expect(before.answer.scenarios.map(({ name }) => name)).toEqual(['Saver', 'Dearer saver'])
  expect(before.risk.customers).toHaveLength(20)

  await restart()
  await tenure.open(file)
  expect(await whatIfOf(tenure)).toEqual(before)

  await tenure.ask('history.undo', {})
  const { revenueAtRisk, ...others } = questions
  expect(revenueAtRisk).toBeDefined()
  expect((await tenure.ask('scenario.questions', {})).questions).toEqual(others)
})

test('work on a file that nobody saved is there again, with its scenarios and questions', async () => {
  const { revenueAtRisk } = questions
  const file = await tenure.write('customers.csv', customersCsv())
  await tenure.open(file)
  await tenure.ask('scenario.save', { scenarios, label: 'Add scenarios' })
  await tenure.ask('scenario.ask', { question: { revenueAtRisk }, label: 'Ask' })
  await restart()
  const [left] = (await tenure.ask('project.unsaved', {})).projects
  await tenure.ask('project.openUnsaved', { id: left?.id ?? '' })
  const { scenarios: found } = await tenure.ask('scenario.list', {})
  expect(found).toMatchObject(scenarios)
  expect((await tenure.ask('scenario.questions', {})).questions).toEqual({ revenueAtRisk })
})
