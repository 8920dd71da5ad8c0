import { describe, expect, it } from 'vitest'
import { projectCases } from '#renderer/whatif/model/cases.ts'
import {
  addScenario,
  buildOn,
  duplicateScenario,
  freeName,
  moveScenario,
  nameFault,
  possibleParents,
  removeScenario,
  renameScenario,
} from '#renderer/whatif/model/scenario-list.ts'
import { type Scenario, scenarioSchema } from '#shared/domain/scenario.ts'
import { knownBusiness } from './known-business.ts'

const parent = scenarioSchema.parse({
  id: 'p',
  name: 'Less churn',
  levers: [{ driver: 'churn', op: 'add', value: -0.01 }],
})
const child = scenarioSchema.parse({
  id: 'c',
  name: 'And dearer',
  basedOn: 'Less churn',
  levers: [{ driver: 'arpa', op: 'multiply', value: 1.1 }],
})
const list: readonly Scenario[] = [parent, child]
const names = (scenarios: readonly Scenario[]) => scenarios.map(({ name }) => name)

describe('the list of scenarios', () => {
  it('gives a new one the first free name', () => {
    expect(freeName(list, 'Less churn')).toBe('Less churn 2')
    expect(names(addScenario(list, 'New'))).toEqual(['Less churn', 'And dearer', 'New'])
  })

  it('puts a copy after its original, as a scenario of its own', () => {
    const copied = duplicateScenario(list, 'Less churn', 'Copy')
    expect(names(copied)).toEqual(['Less churn', 'Copy', 'And dearer'])
    expect(copied[1]).toEqual({ name: 'Copy', levers: parent.levers, rules: [] })
  })

  it('renames also where others build on it', () => {
    const renamed = renameScenario(list, 'Less churn', 'Care')
    expect(renamed[1]?.basedOn).toBe('Care')
  })

  it('deletes without changing what the others come to', () => {
    const revenueOfChild = (scenarios: readonly Scenario[]) =>
      projectCases(knownBusiness(), scenarios).find(({ name }) => name === 'And dearer')?.projection?.kpis
        .revenue
    const left = removeScenario(list, 'Less churn')
    expect(names(left)).toEqual(['And dearer'])
    expect(revenueOfChild(left)).toBe(revenueOfChild(list))
  })

  it('moves one place and not beyond the ends', () => {
    expect(names(moveScenario(list, 'And dearer', -1))).toEqual(['And dearer', 'Less churn'])
    expect(names(moveScenario(list, 'And dearer', 1))).toEqual(names(list))
  })

  it('offers no parent that would close a circle', () => {
    expect(possibleParents(list, 'Less churn')).toEqual([])
    expect(possibleParents(list, 'And dearer')).toEqual(['Less churn'])
    expect(buildOn(list, 'And dearer', undefined)[1]).not.toHaveProperty('basedOn')
  })

  it('says why a name cannot be given', () => {
    expect(nameFault(list, ' ')).toBe('Give the scenario a name.')
    expect(nameFault(list, 'baseline')).toContain('baseline')
    expect(nameFault(list, 'Less churn')).toContain('already')
    expect(nameFault(list, 'Less churn', 'Less churn')).toBeUndefined()
  })
})
