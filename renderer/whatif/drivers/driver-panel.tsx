import { Callout, HTMLSelect } from '@blueprintjs/core'
import { useState } from 'react'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { WhatIfContext } from '../state/model-context.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { BreakdownChoice } from './breakdown-choice.tsx'
import { DriverRow } from './driver-row.tsx'
import './drivers.css'

/** All drivers of what is selected: of the baseline, or of a scenario as it changes them, for all segments or one. */
export function DriverPanel({ model }: { model: WhatIfModel }) {
  const { business, scenario, loading } = model
  const [wanted, setWanted] = useState<string | undefined>(undefined)
  const segments = scenario === undefined ? [] : (business.segments ?? [])
  const segment = segments.some(({ name }) => name === wanted) ? wanted : undefined
  return (
    <section className="drivers" aria-label="Drivers" aria-busy={loading}>
      <BreakdownChoice model={model} />
      <p className="drivers-title muted">
        {scenario === undefined ? 'Drivers of the baseline' : `Drivers of ${scenario.name}`}
      </p>
      {segments.length > 0 && (
        <HTMLSelect
          aria-label="Segment whose drivers are changed"
          fill
          value={segment ?? ''}
          options={[
            { value: '', label: 'All segments' },
            ...segments.map(({ name }) => ({ value: name, label: `Only ${name}` })),
          ]}
          onChange={({ currentTarget: { value } }) => setWanted(value === '' ? undefined : value)}
        />
      )}
      <DriverNotes model={model} />
      <WhatIfContext value={model}>
        {business.drivers.map((driver) => (
          <DriverRow key={driver.driver} driver={driver} model={model} segment={segment} />
        ))}
      </WhatIfContext>
    </section>
  )
}

/** What is missing, what could not be kept, and what is wrong with the data that the baseline comes from. */
function DriverNotes({ model: { missing, loading, problems: measured } }: { model: WhatIfModel }) {
  const refusal = useScenarios((state) => state.refusal)
  const problems = useScenarios((state) => state.problems)
  return (
    <>
      {missing.length > 0 && !loading && (
        <Callout intent="warning" icon="edit" compact>
          Type {missing.map((driver) => inSentence(driverDisplay(driver).label)).join(', ')}, or map data that
          has it.
        </Callout>
      )}
      {measured.map(({ message, severity }) =>
        severity === 'information' ? (
          <p key={message} className="driver-note selectable">
            {message}
          </p>
        ) : (
          <Callout key={message} intent="warning" icon="warning-sign" compact>
            <span className="selectable">{message}</span>
          </Callout>
        ),
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
    </>
  )
}
