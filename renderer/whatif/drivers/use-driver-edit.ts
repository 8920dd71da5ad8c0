import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import { inheritedLevers, inputOf } from '../model/cases.ts'
import { inSentence } from '../model/driver-display.ts'
import { leversBesideSlider, leversOn, moveDriver, resetDriver, sliderValue } from '../model/levers.ts'
import { changeScenario } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

export interface DriverEdit {
  /** What slider and field show; null where nothing is known yet. */
  readonly value: number | null
  /** Where the slider has its tick. */
  readonly baseline: number | null
  readonly isChanged: boolean
  /** False where the data alone says it: a churn by tenure is no one number to type. */
  readonly isEditable: boolean
  readonly preview: (value: number) => void
  readonly commit: (value: number) => void
  readonly reset: () => void
}

/**
 * Edits of a driver: of the baseline while that is selected, else of the selected scenario's own changes, for all
 * segments or for one.
 */
export function useDriverEdit(
  known: BaselineDriver,
  model: WhatIfModel,
  segment: string | undefined,
): DriverEdit {
  const { driver, value: measured, origin } = known
  const { scenario, scenarios, business } = model
  const { preview, save, previewBaseline, saveBaseline } = useScenarios()
  const { label } = DRIVER_FACTS[driver]
  const isByTenure = driver === 'churn' && business.tenure !== undefined
  const differs = business.segments !== undefined || isByTenure
  // What a scenario of a business in segments starts from is what its segments come to together.
  const isMeasured = !differs || (scenario === undefined && !isByTenure)
  const baseline = isMeasured
    ? measured
    : finiteOr(baselineOf(inputOf(business), [], driver, segment), measured)
  if (scenario === undefined) {
    return {
      value: baseline,
      baseline,
      isChanged: origin === 'typed' && !isByTenure,
      isEditable: !isByTenure,
      preview: (value) => previewBaseline(driver, value),
      commit: (value) => void saveBaseline(driver, value),
      reset: () => void saveBaseline(driver, null),
    }
  }

  const input = inputOf(business, business.underRules?.get(scenario.name))
  // A segment's slider acts on what the changes of all segments have made of it.
  const earlier = segment === undefined ? [] : leversBesideSlider(scenario, driver, segment)
  const levers = [...inheritedLevers(scenario, scenarios), ...earlier]
  const before = finiteOr(baselineOf(input, levers, driver, segment), baseline)
  const target = { segment, op: differs ? 'multiply' : 'set' } as const
  const moved = (value: number) =>
    changeScenario(scenarios, scenario.name, (each) => moveDriver(each, driver, before, value, target))
  return {
    value: before === null ? null : sliderValue(scenario, driver, before, segment),
    baseline,
    isChanged: leversOn(scenario, driver).length > 0,
    isEditable: true,
    preview: (value) => preview(moved(value)),
    commit: (value) => void save(moved(value), `Change ${inSentence(label)} in ${scenario.name}`),
    reset: () =>
      void save(
        changeScenario(scenarios, scenario.name, (each) => resetDriver(each, driver)),
        `Reset ${inSentence(label)} in ${scenario.name}`,
      ),
  }
}

const finiteOr = (value: number, otherwise: number | null): number | null =>
  Number.isFinite(value) ? value : otherwise
