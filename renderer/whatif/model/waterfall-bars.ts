import { succeed } from '#shared/domain/result.ts'
import type { OutputName } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '#shared/models/outcome.ts'
import { waterfall } from '#shared/models/questions/waterfall.ts'
import { baselineName, type ProjectedCase } from './cases.ts'
import { driverDisplay } from './driver-display.ts'
import { outputDisplays } from './output-display.ts'

/** A bar of the waterfall: a total from 0, or a step from where the one before ended. */
export interface WaterfallBar {
  readonly label: string
  readonly kind: 'total' | 'step'
  readonly from: number
  readonly to: number
  readonly change: number
}

/** From the baseline's total through what row rules and each driver bring to the scenario's total. */
export function waterfallBars(
  baseline: ProjectedCase,
  scenario: ProjectedCase,
  output: OutputName,
): Outcome<readonly WaterfallBar[]> {
  const start = baseline.projection?.kpis[output]
  if (start === undefined || start === null)
    return refuse('bad-input', `${outputDisplays[output].label} of the baseline has no value.`)
  const found = waterfall(scenario.input, scenario.levers, output)
  if (!found.ok) return found
  const { baseline: underRules, steps, scenario: end } = found.value
  const changes = [
    ...(Math.abs(underRules - start) > 0 ? [{ label: 'Row rules', change: underRules - start }] : []),
    ...steps.map(({ driver, change }) => ({ label: driverDisplay(driver).label, change })),
  ]
  let level = start
  const bars: WaterfallBar[] = changes.map(({ label, change }) => {
    const from = level
    level += change
    return { label, kind: 'step', from, to: level, change }
  })
  return succeed([total(baselineName, start), ...bars, total(scenario.name, end)])
}

const total = (label: string, value: number): WaterfallBar => ({
  label,
  kind: 'total',
  from: 0,
  to: value,
  change: value,
})

export const waterfallText = (bars: readonly WaterfallBar[]): string =>
  ['Step\tChange\tLevel', ...bars.map(({ label, change, to }) => `${label}\t${change}\t${to}`)].join('\n')
