import { useMemo } from 'react'
import { useEngine } from '#renderer/app/use-engine.ts'
import { type DriverValues, driverValuesSchema, type Scenario } from '#shared/domain/scenario.ts'
import { hasRules } from '../model/cases.ts'

/**
 * The drivers as they are measured under the row rules of each scenario that has any. The engine reads the changed rows
 * once; the levers on top of them are then worked out in the window, like all others.
 */
export function useDriversUnderRules(scenarios: readonly Scenario[]): ReadonlyMap<string, DriverValues> {
  const ruled = scenarios.filter((scenario) => hasRules(scenario, scenarios))
  // Without levers, so that moving a slider does not ask again.
  const bare = scenarios.map(({ name, basedOn, rules }) => ({
    name,
    rules,
    levers: [],
    ...(basedOn === undefined ? {} : { basedOn }),
  }))
  const asked = useEngine(
    'scenario.whatIf',
    ruled.length === 0 ? null : { whatIf: { months: 1, scenarios: bare } },
  )
  const projections = asked.reply?.scenarios
  const names = ruled.map(({ name }) => name).join('\n')
  return useMemo(() => {
    const wanted = new Set(names.split('\n'))
    return new Map(
      (projections ?? [])
        .filter(({ name }) => wanted.has(name))
        .map(({ name, drivers }) => [name, knownValues(drivers)] as const),
    )
  }, [projections, names])
}

function knownValues(drivers: Readonly<Record<string, number | null>>): DriverValues {
  const known = Object.entries(drivers).filter(([, value]) => value !== null)
  const parsed = driverValuesSchema.safeParse(Object.fromEntries(known))
  return parsed.success ? parsed.data : {}
}
