import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import { inheritedLevers, inputOf } from '../model/cases.ts'
import { inSentence } from '../model/driver-display.ts'
import { leversOn, moveDriver, resetDriver, sliderValue } from '../model/levers.ts'
import { changeScenario } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

export interface DriverEdit {
  /** What slider and field show; null where nothing is known yet. */
  readonly value: number | null
  readonly isChanged: boolean
  readonly preview: (value: number) => void
  readonly commit: (value: number) => void
  readonly reset: () => void
}

/** Edits of a driver: of the baseline while that is selected, else of the selected scenario's own changes. */
export function useDriverEdit(known: BaselineDriver, model: WhatIfModel): DriverEdit {
  const { driver, value: baseline, origin } = known
  const { scenario, scenarios, business } = model
  const { preview, save, previewBaseline, saveBaseline } = useScenarios()
  const { label } = DRIVER_FACTS[driver]
  if (scenario === undefined) {
    return {
      value: baseline,
      isChanged: origin === 'typed',
      preview: (value) => previewBaseline(driver, value),
      commit: (value) => void saveBaseline(driver, value),
      reset: () => void saveBaseline(driver, null),
    }
  }

  const input = inputOf(business, business.underRules?.get(scenario.name))
  const inherited = baselineOf(input, inheritedLevers(scenario, scenarios), driver)
  const before = Number.isFinite(inherited) ? inherited : baseline
  const moved = (value: number) =>
    changeScenario(scenarios, scenario.name, (each) => moveDriver(each, driver, before, value))
  return {
    value: before === null ? null : sliderValue(scenario, driver, before),
    isChanged: leversOn(scenario, driver).length > 0,
    preview: (value) => preview(moved(value)),
    commit: (value) => void save(moved(value), `Change ${inSentence(label)} in ${scenario.name}`),
    reset: () =>
      void save(
        changeScenario(scenarios, scenario.name, (each) => resetDriver(each, driver)),
        `Reset ${inSentence(label)} in ${scenario.name}`,
      ),
  }
}
