import { Button } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { periodOf } from '#renderer/app/period-choice.ts'
import { Inspector, ToolbarActions } from '#renderer/app/slots.tsx'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useProject } from '#renderer/app/state/project.ts'
import { useView } from '#renderer/app/state/view.ts'
import { toast } from '#renderer/app/toaster.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { type CustomerChoice, HealthCustomers, keyOf } from './health-customers.tsx'
import { HealthDistribution } from './health-distribution.tsx'
import { differing, useHealthDraft } from './health-draft.ts'
import { HealthInspector } from './health-inspector.tsx'
import { HealthSettings } from './health-settings.tsx'
import './health.css'

const undoLabel = 'health score settings'

/** The health score: its settings with their effect at once, how the customers are spread, and each customer's score. */
export function HealthView() {
  const period = periodOf(useView((state) => state.period))
  const go = useView((state) => state.go)
  const project = useProject((state) => state.project?.name ?? '')
  const draftState = useHealthDraft()
  const typed = draftState.project === project ? draftState.settings : {}
  const [choice, setChoice] = useState<CustomerChoice>({
    group: 'all',
    search: '',
    order: 'lowest',
    limit: 100,
  })
  const [selected, setSelected] = useState<string | undefined>(undefined)
  const { group, ...rest } = choice
  const { reply, refusal, loading } = useEngine('metrics.health', {
    period,
    settings: typed,
    ...rest,
    ...(group === 'all' ? {} : { group }),
  })
  const saved = reply?.settings ?? {}
  const draft = differing(typed, saved)
  const isChanged = Object.keys(draft).length > 0
  const change = (name: string, value: number) => draftState.set(project, { ...typed, [name]: value })
  const drop = () => draftState.set(project, {})

  // biome-ignore lint/correctness/useExhaustiveDependencies: another band or search shows other customers
  useEffect(() => setSelected(undefined), [group, rest.search])

  const write = async (values: { name: string; value: number | null }[], done: string) => {
    const answer = await engine('metrics.setAssumptions', { label: undoLabel, values })
    if (!answer.ok)
      return useProblem
        .getState()
        .show({ title: 'The settings were not saved', message: answer.error.message })
    drop()
    await toast(done)
  }
  const save = () =>
    void write(
      Object.entries(draft).map(([name, value]) => ({ name, value })),
      'Saved the health score settings',
    )
  const reset = () =>
    void write(
      Object.keys(reply?.defaults ?? {}).map((name) => ({ name, value: null })),
      'The health score settings are back to their defaults',
    )

  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (reply === undefined)
    return <div className="health-loading bp6-skeleton" role="status" aria-label="Computing the scores" />
  if (reply.reason !== undefined)
    return (
      <EmptyState
        icon="pulse"
        title="No health score yet"
        action={{
          text: 'Go to Mapping',
          run: () => go('mapping', { type: 'field', kind: 'customers', field: 'usage_score' }),
        }}
      >
        {reply.reason}
      </EmptyState>
    )
  return (
    <>
      <ToolbarActions>
        {isChanged && <span className="muted">A trial: not saved</span>}
        <Button size="small" disabled={!isChanged} onClick={drop}>
          Discard
        </Button>
        <Button
          size="small"
          intent="primary"
          disabled={!isChanged || reply.problems.length > 0}
          onClick={save}
        >
          Save settings
        </Button>
      </ToolbarActions>
      <div className={loading ? 'health kpis-loading' : 'health'} aria-busy={loading}>
        <HealthSettings health={reply} settings={{ ...saved, ...typed }} onChange={change} onReset={reset} />
        <HealthDistribution health={reply} isChanged={isChanged} />
        <HealthCustomers
          health={reply}
          choice={choice}
          onChoose={setChoice}
          settings={typed}
          selected={selected}
          onSelect={setSelected}
        />
      </div>
      <Inspector>
        <HealthInspector
          customer={reply.customers.find((customer) => keyOf(customer) === selected)}
          health={reply}
          settings={{ ...saved, ...typed }}
        />
      </Inspector>
    </>
  )
}
