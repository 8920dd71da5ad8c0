import { useEffect, useMemo } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { type DriverName, type DriverValues, driverNames, type Scenario } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { type Business, missingDrivers, type ProjectedCase, projectCases } from '../model/cases.ts'
import { useScenarios } from './scenario-store.ts'
import { useDriversUnderRules } from './use-drivers-under-rules.ts'
import { useWhatIfSettings, type WhatIfSettings } from './use-settings.ts'

/** All that the panels of What-if show, worked out anew in the window with every move of a slider. */
export interface WhatIfModel {
  readonly settings: WhatIfSettings
  readonly changeSettings: (change: Partial<WhatIfSettings>) => void
  readonly business: Business
  readonly scenarios: readonly Scenario[]
  /** Baseline first. */
  readonly cases: readonly ProjectedCase[]
  /** The case whose drivers are edited and which the questions are asked about. */
  readonly selected: ProjectedCase
  /** The selected scenario; undefined for the baseline. */
  readonly scenario: Scenario | undefined
  readonly missing: readonly DriverName[]
  /** Fields of the customers by whose values there can be segments. */
  readonly segmentFields: readonly string[]
  readonly loading: boolean
  readonly refusal: Refusal | undefined
}

/** Stands in until the baseline is measured, and where it cannot be: every driver can be typed. */
const unmeasured: readonly BaselineDriver[] = driverNames.map((driver) => ({
  driver,
  value: DRIVER_FACTS[driver].fallback ?? null,
  lower: null,
  upper: null,
  origin: DRIVER_FACTS[driver].fallback === undefined ? 'none' : 'default',
  source: '',
}))

export function useWhatIf(): WhatIfModel {
  const [settings, changeSettings] = useWhatIfSettings()
  const saved = useEngine('scenario.list', {})
  const baseline = useEngine('scenario.baseline', {})
  const { scenarios, typed, receive, receiveBaseline } = useScenarios()
  const selectedName = useView((state) => state.scenario)
  const savedScenarios = saved.reply?.scenarios
  const measured = baseline.reply?.drivers

  useEffect(() => {
    if (savedScenarios !== undefined) receive(savedScenarios)
  }, [savedScenarios, receive])
  useEffect(() => {
    if (measured !== undefined) receiveBaseline()
  }, [measured, receiveBaseline])

  const underRules = useDriversUnderRules(scenarios)
  const drivers = useMemo(() => withTyped(measured ?? unmeasured, typed), [measured, typed])
  const business = useMemo(
    (): Business => ({ months: settings.months, billing: settings.billing, drivers, underRules }),
    [settings.months, settings.billing, drivers, underRules],
  )
  const cases = useMemo(() => projectCases(business, scenarios), [business, scenarios])
  const [first] = cases
  const selected = cases.find(({ name, index }) => index !== undefined && name === selectedName) ?? first
  if (selected === undefined) throw new Error('There is always a baseline.')
  return {
    settings,
    changeSettings,
    business,
    scenarios,
    cases,
    selected,
    scenario: selected.index === undefined ? undefined : scenarios[selected.index],
    missing: missingDrivers(business),
    segmentFields: baseline.reply?.segments ?? [],
    loading: baseline.loading && measured === undefined,
    refusal: baseline.refusal ?? saved.refusal,
  }
}

const withTyped = (drivers: readonly BaselineDriver[], typed: DriverValues): readonly BaselineDriver[] =>
  drivers.map((each) => {
    const value = typed[each.driver]
    return value === undefined ? each : { ...each, value, origin: 'typed' }
  })
