import { useView } from '#renderer/app/state/view.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { withLevers } from '../model/levers.ts'
import { addScenario, changeScenario, freeName, mostScenarios } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

/** Takes a driver's value, as an answer gave it, into the selected scenario; on the baseline, into a new one. */
export function useGoalTaking({
  scenario,
  scenarios,
}: WhatIfModel): (driver: DriverName, value: number) => void {
  const save = useScenarios((state) => state.save)
  const choose = useView((state) => state.setScenario)
  return (driver, value) => {
    const { label } = driverDisplay(driver)
    if (scenario === undefined && scenarios.length >= mostScenarios) return
    const name = scenario?.name ?? freeName(scenarios, `Goal: ${inSentence(label)}`)
    const list = scenario === undefined ? addScenario(scenarios, name) : scenarios
    const changed = changeScenario(list, name, (each) =>
      withLevers(each, driver, [{ driver, op: 'set', value }]),
    )
    void save(changed, `Take the goal into ${name}`)
    choose(name)
  }
}
