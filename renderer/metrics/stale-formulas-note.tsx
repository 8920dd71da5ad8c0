import { Callout } from '@blueprintjs/core'
import { useProject } from '#renderer/app/state/project.ts'

/** Says so where figures may rest on formulas of the workbook that could not follow a change. */
export function StaleFormulasNote() {
  const problems = useProject((state) => state.project?.problems)
  const stale = problems?.filter(({ code }) => code === 'stale_formulas') ?? []
  if (stale.length === 0) return null
  return (
    <Callout intent="warning" compact icon="outdated" className="stale-formulas-note">
      {stale.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
    </Callout>
  )
}
