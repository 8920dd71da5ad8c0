import { expect, it } from 'vitest'
import {
  simulationChoiceSchema,
  simulationKey,
  usualSimulation,
} from '#renderer/whatif/model/simulation-choice.ts'
import { knownBusiness } from './known-business.ts'

it('what an older version kept is completed, and what is kept comes back as it was', () => {
  expect(simulationChoiceSchema.parse({ runs: 500, seed: 7 })).toEqual({
    ...usualSimulation,
    runs: 500,
    seed: 7,
  })
  const chosen = {
    ...usualSimulation,
    distributions: { churn: { type: 'beta' as const, mean: 0.04, standardDeviation: 0.01 } },
    correlations: [{ a: 'churn' as const, b: 'arpa' as const, value: -0.4 }],
  }
  expect(simulationChoiceSchema.parse(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen)
})

it('a result is old once the question or the business it was about has changed', () => {
  const question = { months: 12, simulation: { runs: 100, seed: 1 } }
  const key = simulationKey(question, knownBusiness())
  expect(simulationKey({ ...question }, knownBusiness())).toBe(key)
  expect(simulationKey({ ...question, months: 24 }, knownBusiness())).not.toBe(key)
  expect(simulationKey(question, knownBusiness({ churn: 0.05 }))).not.toBe(key)
})
