import { expect, it } from 'vitest'
import { projectCases } from '#renderer/whatif/model/cases.ts'
import { simulationKey } from '#renderer/whatif/model/simulation-choice.ts'
import { caseKey, keptQuestionsSchema, simulationQuestionSchema } from '#shared/domain/what-if-questions.ts'
import { driverInCase } from '#shared/models/questions/suggested-distributions.ts'
import { knownBusiness } from './known-business.ts'

it('what an older version kept is completed, and what is kept comes back as it was', () => {
  const usual = simulationQuestionSchema.parse({})
  expect(simulationQuestionSchema.parse({ runs: 500, seed: 7 })).toEqual({ ...usual, runs: 500, seed: 7 })
  const simulation = {
    ...usual,
    of: 'a scenario',
    inExport: true,
    distributions: { baseline: { churn: { type: 'beta' as const, mean: 0.04, standardDeviation: 0.01 } } },
    correlations: [{ a: 'churn' as const, b: 'arpa' as const, value: -0.4 }],
  }
  expect(keptQuestionsSchema.parse(JSON.parse(JSON.stringify({ simulation })))).toEqual({ simulation })
})

it('a result is old once the question or the business it was about has changed', () => {
  const question = { months: 12, simulation: { runs: 100, seed: 1 } }
  const key = simulationKey(question, knownBusiness())
  expect(simulationKey({ ...question }, knownBusiness())).toBe(key)
  expect(simulationKey({ ...question, months: 24 }, knownBusiness())).not.toBe(key)
  expect(simulationKey(question, knownBusiness({ churn: 0.05 }))).not.toBe(key)
})

it('a driver varies around the value that the scenario gives it, as much for its size as around the baseline', () => {
  const business = knownBusiness()
  const churn = {
    driver: 'churn',
    value: 0.04,
    lower: 0.03,
    upper: 0.06,
    origin: 'measured',
    source: '',
  } as const
  const [baseline, halved] = projectCases(business, [
    { name: 'Half', levers: [{ driver: 'churn', op: 'multiply', value: 0.5 }], rules: [] },
  ])
  if (baseline === undefined || halved === undefined) throw new Error('Both cases were asked for.')
  const same = driverInCase(churn, baseline)
  expect(same.value).toBeCloseTo(0.04, 12)
  expect(same.upper).toBeCloseTo(0.06, 12)
  const moved = driverInCase(churn, halved)
  expect(moved.value).toBeCloseTo(0.02, 12)
  expect(moved.lower).toBeCloseTo(0.015, 12)
  expect(moved.upper).toBeCloseTo(0.03, 12)
  expect(caseKey({ name: 'Half' })).toBe('Half')
  expect(caseKey(undefined)).toBe('baseline')
})
