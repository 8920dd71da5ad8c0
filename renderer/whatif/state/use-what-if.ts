import { useEffect, useMemo } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { type DriverName, type DriverValues, driverNames, type Scenario } from '#shared/domain/scenario.ts'
import type { WhatIfSettings } from '#shared/domain/what-if-settings.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import {
  type Business,
  hasRules,
  missingDrivers,
  type ProjectedCase,
  projectCases,
  segmentsWhileTyped,
} from '../model/cases.ts'
import { useScenarios } from './scenario-store.ts'
import { type SettingsChange, useWhatIfSettings } from './use-settings.ts'

/** All that the panels of What-if show, worked out anew in the window with every move of a slider. */
export interface WhatIfModel {
  readonly settings: WhatIfSettings
  readonly changeSettings: (change: SettingsChange) => void
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
  readonly segmentFields: readonly { readonly id: string; readonly name: string }[]
  /** What is wrong with the data that the baseline was measured from, or has to be known of it. */
  readonly problems: ReplyOf<'scenario.baseline'>['problems']
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
  const { settings, isRead, changeSettings } = useWhatIfSettings()
  const { months, billing, segmentBy, tenureChurn } = settings
  const saved = useEngine('scenario.list', {})
  const { scenarios, typed, receive, receiveBaseline } = useScenarios()
  const baseline = useEngine(
    'scenario.baseline',
    isRead
      ? { tenureChurn, scenarios: ruled(scenarios), ...(segmentBy === undefined ? {} : { segmentBy }) }
      : null,
  )
  const selectedName = useView((state) => state.scenario)
  const savedScenarios = saved.reply?.scenarios
  const { drivers: measured, measuredSegments, tenure, underRules } = baseline.reply ?? {}

  useEffect(() => {
    if (savedScenarios !== undefined) receive(savedScenarios)
  }, [savedScenarios, receive])
  useEffect(() => {
    if (measured !== undefined) receiveBaseline()
  }, [measured, receiveBaseline])

  const business = useMemo(
    (): Business => ({
      months,
      billing,
      drivers: withTyped(measured ?? unmeasured, typed),
      segments: segmentsWhileTyped(measuredSegments, typed),
      tenure,
      underRules: new Map(
        underRules?.map(({ measuredSegments: segments, ...under }) => [
          under.scenario,
          { ...under, segments },
        ]),
      ),
    }),
    [months, billing, measured, typed, measuredSegments, tenure, underRules],
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
    segmentFields: baseline.reply?.segmentFields ?? [],
    problems: baseline.reply?.problems ?? [],
    loading: measured === undefined && baseline.refusal === undefined,
    refusal: baseline.refusal ?? saved.refusal,
  }
}

/** Scenarios without their levers, so that moving a slider does not measure again; none where no rows are changed. */
function ruled(scenarios: readonly Scenario[]): Scenario[] {
  if (!scenarios.some((scenario) => hasRules(scenario, scenarios))) return []
  return scenarios.map(({ name, basedOn, rules }) => ({
    name,
    rules,
    levers: [],
    ...(basedOn === undefined ? {} : { basedOn }),
  }))
}

const withTyped = (drivers: readonly BaselineDriver[], typed: DriverValues): readonly BaselineDriver[] =>
  drivers.map((each) => {
    const value = typed[each.driver]
    return value === undefined ? each : { ...each, value, origin: 'typed' }
  })
