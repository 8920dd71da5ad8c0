import type { Scenario } from '#shared/domain/scenario.ts'

type List = readonly Scenario[]

/** As many as can be told apart by colour. */
export const mostScenarios = 8

/** `wanted`, or `wanted 2`, `wanted 3`, ...: the first that no scenario has. */
export function freeName(scenarios: List, wanted: string): string {
  const taken = new Set(scenarios.map(({ name }) => name))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const name = `${wanted} ${number}`
    if (!taken.has(name)) return name
  }
}

/** `Scenario 1`, `Scenario 2`, ...: the first that is free. */
export function nextName(scenarios: List): string {
  for (let number = scenarios.length + 1; ; number += 1) {
    const name = `Scenario ${number}`
    if (scenarios.every((scenario) => scenario.name !== name)) return name
  }
}

export const addScenario = (scenarios: List, name: string, basedOn?: string): Scenario[] => [
  ...scenarios,
  { name, levers: [], rules: [], ...(basedOn === undefined ? {} : { basedOn }) },
]

/** A copy after the original, without its identity. */
export function duplicateScenario(scenarios: List, name: string, copyName: string): Scenario[] {
  return scenarios.flatMap((scenario) => {
    if (scenario.name !== name) return [scenario]
    const { id: _id, ...copied } = scenario
    return [scenario, { ...copied, name: copyName }]
  })
}

/** Also where others build on it. */
export const renameScenario = (scenarios: List, from: string, to: string): Scenario[] =>
  scenarios.map((scenario) => ({
    ...scenario,
    ...(scenario.name === from ? { name: to } : {}),
    ...(scenario.basedOn === from ? { basedOn: to } : {}),
  }))

/** Those that build on it keep what it did: its changes come before their own, and they build on what it built on. */
export function removeScenario(scenarios: List, name: string): Scenario[] {
  const removed = scenarios.find((scenario) => scenario.name === name)
  if (removed === undefined) return [...scenarios]
  return scenarios
    .filter((scenario) => scenario.name !== name)
    .map((scenario) => {
      if (scenario.basedOn !== name) return scenario
      const { basedOn: _gone, ...own } = scenario
      return {
        ...own,
        ...(removed.basedOn === undefined ? {} : { basedOn: removed.basedOn }),
        levers: [...removed.levers, ...scenario.levers],
        rules: [...removed.rules, ...scenario.rules],
      }
    })
}

/** One place to the left or right. */
export function moveScenario(scenarios: List, name: string, step: -1 | 1): Scenario[] {
  const place = scenarios.findIndex((scenario) => scenario.name === name)
  const target = place + step
  const moved = [...scenarios]
  const [scenario] = place < 0 || target < 0 || target >= moved.length ? [] : moved.splice(place, 1)
  if (scenario !== undefined) moved.splice(target, 0, scenario)
  return moved
}

export const changeScenario = (
  scenarios: List,
  name: string,
  change: (scenario: Scenario) => Scenario,
): Scenario[] => scenarios.map((scenario) => (scenario.name === name ? change(scenario) : scenario))

export function buildOn(scenarios: List, name: string, parent: string | undefined): Scenario[] {
  return changeScenario(scenarios, name, ({ basedOn: _before, ...scenario }) =>
    parent === undefined ? scenario : { ...scenario, basedOn: parent },
  )
}

/** Scenarios that a scenario may build on: not itself, nor any that builds on it. */
export function possibleParents(scenarios: List, name: string): string[] {
  const descendants = new Set([name])
  for (let before = 0; before !== descendants.size; ) {
    before = descendants.size
    for (const scenario of scenarios) {
      if (scenario.basedOn !== undefined && descendants.has(scenario.basedOn)) descendants.add(scenario.name)
    }
  }
  return scenarios.map((scenario) => scenario.name).filter((other) => !descendants.has(other))
}

/** Why a name cannot be given, or undefined. */
export function nameFault(scenarios: List, name: string, except?: string): string | undefined {
  const trimmed = name.trim()
  if (trimmed === '') return 'Give the scenario a name.'
  if (trimmed.toLowerCase() === 'baseline') return '“Baseline” is the name of the baseline. Choose another.'
  if (scenarios.some((scenario) => scenario.name === trimmed && scenario.name !== except))
    return `There is a scenario “${trimmed}” already. Choose another name.`
  return undefined
}
