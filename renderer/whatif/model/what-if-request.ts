import type { RequestInput } from '#shared/contract/index.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import type { WhatIfSettings } from '#shared/domain/what-if-settings.ts'

type Question = RequestInput<'scenario.whatIf'>['whatIf']

/** The selected case, as the engine is asked about it; what it builds on, the engine has saved. */
export function whatIfRequest(
  { settings, scenario }: { readonly settings: WhatIfSettings; readonly scenario: Scenario | undefined },
  { simulation }: Pick<Question, 'simulation'>,
): Question {
  const about = scenario === undefined ? {} : { scenario: scenario.name }
  return {
    ...settings,
    scenarios: scenario === undefined ? [] : [scenario],
    ...(simulation === undefined ? {} : { simulation: { ...simulation, ...about } }),
  }
}
