import { Callout } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Waiting } from '#renderer/ui/waiting.tsx'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

/** Shows what needs a projection only where there is one; else says which drivers are needed, or what is wrong. */
export function ProjectionGate({ model, children }: { model: WhatIfModel; children: ReactNode }) {
  const go = useView((state) => state.go)
  const { missing, cases, loading } = model
  const baseline = cases[0]
  if (loading) return <Waiting>Measuring the baseline</Waiting>
  if (missing.length > 0) {
    return (
      <EmptyState
        icon="fork"
        title="A projection needs a few numbers"
        action={{ text: 'Map data that has them', run: () => go('mapping') }}
      >
        Type {missing.map((driver) => inSentence(driverDisplay(driver).label)).join(', ')} at the left. No
        data is needed for that.
      </EmptyState>
    )
  }
  const faults = cases.filter(({ problem }) => problem !== undefined)
  return (
    <>
      {faults.map(({ name, problem }) => (
        <Callout key={name} intent="warning" icon="warning-sign" compact className="whatif-fault">
          <span className="selectable">
            <strong>{name}</strong>: {problem}
          </span>
        </Callout>
      ))}
      {baseline?.projection !== undefined && children}
    </>
  )
}
