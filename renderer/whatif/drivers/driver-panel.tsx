import { Callout } from '@blueprintjs/core'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { DriverRow } from './driver-row.tsx'
import './drivers.css'

/** All drivers of what is selected: of the baseline, or of a scenario as it changes them. */
export function DriverPanel({ model }: { model: WhatIfModel }) {
  const { business, scenario, missing, loading } = model
  const refusal = useScenarios((state) => state.refusal)
  const problems = useScenarios((state) => state.problems)
  return (
    <section className="drivers" aria-label="Drivers" aria-busy={loading}>
      <p className="drivers-title muted">
        {scenario === undefined ? 'Drivers of the baseline' : `Drivers of ${scenario.name}`}
      </p>
      {missing.length > 0 && !loading && (
        <Callout intent="warning" icon="edit" compact>
          Type {missing.map((driver) => inSentence(driverDisplay(driver).label)).join(', ')}, or map data that
          has it.
        </Callout>
      )}
      {refusal !== undefined && (
        <Callout intent="warning" icon="warning-sign" compact>
          <span className="selectable">{refusal}</span>
        </Callout>
      )}
      {problems.map(({ message, scenario: of }) => (
        <Callout key={message} intent="warning" icon="warning-sign" compact>
          <span className="selectable">
            {of === undefined ? '' : `${of}: `}
            {message}
          </span>
        </Callout>
      ))}
      {business.drivers.map((driver) => (
        <DriverRow key={driver.driver} driver={driver} model={model} />
      ))}
    </section>
  )
}
