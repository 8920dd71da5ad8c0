import { useMemo, useRef } from 'react'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { DriverName, Scenario } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import { inheritedLevers, inputOf } from '../model/cases.ts'
import { inSentence } from '../model/driver-display.ts'
import { leversBesideSlider, leversOn, moveDriver, resetDriver, sliderValue } from '../model/levers.ts'
import { changeScenario } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

/** How a driver stands in what is selected, and what an edit of it starts from. */
export interface DriverState {
  /** What slider and field show; null where nothing is known yet. */
  readonly value: number | null
  /** Where the slider has its tick. */
  readonly baseline: number | null
  readonly isChanged: boolean
  /** False where the data alone says it: a churn by tenure is no one number to type. */
  readonly isEditable: boolean
}

/** Where a driver of the baseline, or of the selected scenario, stands: for all segments or for one. */
export function driverState(
  known: BaselineDriver,
  model: WhatIfModel,
  segment: string | undefined,
): DriverState {
  const { driver, origin } = known
  const { scenario } = model
  const baseline = baselineIn(known, model, segment)
  if (scenario === undefined) {
    const isEditable = !isByTenure(driver, model)
    return { value: baseline, baseline, isChanged: origin === 'typed' && isEditable, isEditable }
  }
  const before = valueBefore(known, model, segment)
  return {
    value: before === null ? null : sliderValue(scenario, driver, before, segment),
    baseline,
    isChanged: leversOn(scenario, driver).length > 0,
    isEditable: true,
  }
}

const isByTenure = (driver: DriverName, { business }: WhatIfModel): boolean =>
  driver === 'churn' && business.tenure !== undefined

const differs = (driver: DriverName, model: WhatIfModel): boolean =>
  model.business.segments !== undefined || isByTenure(driver, model)

function baselineIn(
  { driver, value: measured }: BaselineDriver,
  model: WhatIfModel,
  segment: string | undefined,
): number | null {
  // What a scenario of a business in segments starts from is what its segments come to together.
  const isMeasured = !differs(driver, model) || (model.scenario === undefined && !isByTenure(driver, model))
  return isMeasured ? measured : finiteOr(baselineOf(inputOf(model.business), [], driver, segment), measured)
}

/** The driver's value in the selected scenario without the changes that its slider makes. */
function valueBefore(known: BaselineDriver, model: WhatIfModel, segment: string | undefined): number | null {
  const { business, scenario, scenarios } = model
  if (scenario === undefined) return known.value
  const under = business.underRules?.get(scenario.name)
  // A segment's slider acts on what the changes of all segments have made of it.
  const earlier = segment === undefined ? [] : leversBesideSlider(scenario, known.driver, segment)
  const levers = [...inheritedLevers(scenario, scenarios), ...earlier]
  const before = baselineIn(known, model, segment)
  if (levers.length === 0 && under === undefined) return before
  return finiteOr(baselineOf(inputOf(business, under), levers, known.driver, segment), before)
}

/** Edits of a driver: of the baseline while that is selected, else of the selected scenario's own changes. */
export interface DriverEdits {
  readonly preview: (value: number) => void
  readonly commit: (value: number) => void
  readonly reset: () => void
}

/** The edits as of the latest picture; they stay the same functions, so that a row is drawn again only when it differs. */
export function useDriverEdits(
  known: BaselineDriver,
  model: WhatIfModel,
  segment: string | undefined,
): DriverEdits {
  const latest = useRef({ known, model, segment })
  latest.current = { known, model, segment }
  return useMemo(() => {
    const { preview, save, previewBaseline, saveBaseline } = useScenarios.getState()
    const sentence = () => inSentence(DRIVER_FACTS[latest.current.known.driver].label)
    const moved = (scenario: Scenario, value: number): Scenario[] => {
      const now = latest.current
      const op = differs(now.known.driver, now.model) ? 'multiply' : 'set'
      const before = valueBefore(now.known, now.model, now.segment)
      return changeScenario(now.model.scenarios, scenario.name, (each) =>
        moveDriver(each, now.known.driver, before, value, { segment: now.segment, op }),
      )
    }
    return {
      preview: (value) => {
        const { known: now, model: of } = latest.current
        if (of.scenario === undefined) previewBaseline(now.driver, value)
        else preview(moved(of.scenario, value))
      },
      commit: (value) => {
        const { known: now, model: of } = latest.current
        if (of.scenario === undefined) void saveBaseline(now.driver, value)
        else void save(moved(of.scenario, value), `Change ${sentence()} in ${of.scenario.name}`)
      },
      reset: () => {
        const { known: now, model: of } = latest.current
        if (of.scenario === undefined) void saveBaseline(now.driver, null)
        else
          void save(
            changeScenario(of.scenarios, of.scenario.name, (each) => resetDriver(each, now.driver)),
            `Reset ${sentence()} in ${of.scenario.name}`,
          )
      },
    }
  }, [])
}

const finiteOr = (value: number, otherwise: number | null): number | null =>
  Number.isFinite(value) ? value : otherwise
