import { Callout } from '@blueprintjs/core'
import { useProject } from '#renderer/app/state/project.ts'

const codes = new Set(['stale_formulas', 'formulas_not_computed'])

/** Says so where figures may rest on formulas of the workbook that have no value, or an old one. */
export function StaleFormulasNote() {
  const problems = useProject((state) => state.project?.problems)
  const stale = problems?.filter(({ code }) => codes.has(code)) ?? []
  if (stale.length === 0) return null
  return (
    <Callout intent="warning" compact icon="outdated" className="stale-formulas-note">
      {stale.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
    </Callout>
  )
}
