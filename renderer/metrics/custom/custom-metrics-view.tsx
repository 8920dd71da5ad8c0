import { Button, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core'
import { useState } from 'react'
import { z } from 'zod'
import { shell } from '#renderer/app/bridge.ts'
import { engine } from '#renderer/app/engine-client.ts'
import { ToolbarActions } from '#renderer/app/slots.tsx'
import { useProblem } from '#renderer/app/state/problem.ts'
import { toast } from '#renderer/app/toaster.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { type CustomMetric, customMetricSchema } from '#shared/contract/metrics.ts'
import { directionNames, unitNames } from './custom-names.ts'
import { FormulaEditor } from './formula-editor.tsx'
import './custom-metrics.css'

const emptyMetric: CustomMetric = {
  id: '',
  name: '',
  description: '',
  unit: 'count',
  direction: 'neither',
  formula: '',
}

/** The user's own metrics: the same language as the built-in ones, checked as it is typed. */
export function CustomMetricsView() {
  const metrics = useEngine('metrics.custom', {}).reply?.metrics ?? []
  const [draft, setDraft] = useState<CustomMetric | undefined>(undefined)

  const remove = async (metric: CustomMetric) => {
    await engine('metrics.removeCustom', { id: metric.id })
    if (draft?.id === metric.id) setDraft(undefined)
  }
  return (
    <>
      <ToolbarActions>
        <Button size="small" icon="import" onClick={() => void pasteMetrics()}>
          Paste definitions
        </Button>
        <Button
          size="small"
          icon="duplicate"
          disabled={metrics.length === 0}
          onClick={() => void copyMetrics(metrics)}
        >
          Copy definitions
        </Button>
        <Button size="small" intent="primary" icon="plus" onClick={() => setDraft(emptyMetric)}>
          New metric
        </Button>
      </ToolbarActions>
      {metrics.length === 0 && draft === undefined && (
        <EmptyState
          icon="function"
          title="No metrics of your own yet"
          action={{ text: 'New metric', run: () => setDraft(emptyMetric) }}
        >
          A metric is one formula over mapped fields, such as COUNTIFS(tickets[priority],"urgent").
        </EmptyState>
      )}
      <div className="custom">
        {metrics.length > 0 && (
          <Panel title="Own metrics">
            <ul className="custom-list">
              {metrics.map((metric) => (
                <li key={metric.id}>
                  <button type="button" className="custom-open" onClick={() => setDraft(metric)}>
                    <strong>{metric.name}</strong>
                    <span className="muted mono">{metric.formula}</span>
                  </button>
                  <Button
                    variant="minimal"
                    size="small"
                    icon="trash"
                    aria-label={`Delete ${metric.name}`}
                    onClick={() => void remove(metric)}
                  />
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {draft !== undefined && (
          <CustomMetricForm
            key={draft.id}
            metric={draft}
            isNew={!metrics.some(({ id }) => id === draft.id)}
            onClose={() => setDraft(undefined)}
          />
        )}
      </div>
    </>
  )
}

function CustomMetricForm({
  metric,
  isNew,
  onClose,
}: {
  metric: CustomMetric
  isNew: boolean
  onClose: () => void
}) {
  const [draft, keepDraft] = useState(metric)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  // What was said of the last attempt to save says nothing of what is typed since.
  const setDraft = (next: CustomMetric) => {
    keepDraft(next)
    setProblem(undefined)
  }
  const id = isNew ? idOf(draft.name) : draft.id
  const save = async () => {
    const checked = customMetricSchema.safeParse({ ...draft, id })
    if (!checked.success) {
      setProblem(draft.name.trim() === '' ? 'Give the metric a name.' : 'Write the formula.')
      return
    }
    const answer = await engine('metrics.saveCustom', { metric: checked.data })
    if (!answer.ok) return setProblem(answer.error.message)
    const [first] = answer.value.problems
    if (first !== undefined) return setProblem(first.message)
    await toast(`Saved ${draft.name}`)
    onClose()
  }
  return (
    <Panel title={isNew ? 'New metric' : draft.name}>
      <form
        className="custom-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label htmlFor="custom-name">Name</label>
        <InputGroup
          id="custom-name"
          value={draft.name}
          onValueChange={(name) => setDraft({ ...draft, name })}
        />
        <label htmlFor="custom-description">Description</label>
        <TextArea
          id="custom-description"
          rows={2}
          value={draft.description}
          onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
        />
        <label htmlFor="custom-unit">Unit</label>
        <div className="custom-choices">
          <HTMLSelect
            id="custom-unit"
            value={draft.unit}
            options={unitNames}
            onChange={(event) =>
              setDraft({ ...draft, unit: customMetricSchema.shape.unit.parse(event.currentTarget.value) })
            }
          />
          <HTMLSelect
            aria-label="Direction"
            value={draft.direction}
            options={directionNames}
            onChange={(event) =>
              setDraft({
                ...draft,
                direction: customMetricSchema.shape.direction.parse(event.currentTarget.value),
              })
            }
          />
        </div>
        <label htmlFor="custom-formula">Formula</label>
        <FormulaEditor
          id="custom-formula"
          formula={draft.formula}
          unit={draft.unit}
          onChange={(formula) => setDraft({ ...draft, formula })}
        />
        <span />
        <div className="custom-choices">
          <Button type="submit" intent="primary">
            Save
          </Button>
          <Button variant="minimal" onClick={onClose}>
            Cancel
          </Button>
          {problem !== undefined && <span className="custom-problem">{problem}</span>}
        </div>
      </form>
    </Panel>
  )
}

/** "Urgent tickets" -> urgent_tickets, the name by which other formulas speak of it. */
const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')

async function copyMetrics(metrics: readonly CustomMetric[]): Promise<void> {
  await shell('shell.copyText', { text: JSON.stringify({ metrics }, null, 2) })
  await toast('Copied the definitions as JSON')
}

const documentSchema = z.object({ metrics: z.array(customMetricSchema).min(1) })

/** Takes definitions from the clipboard; each is checked as if it had been typed. */
async function pasteMetrics(): Promise<void> {
  const clipboard = await shell('shell.readClipboard', {})
  const parsed = documentSchema.safeParse(clipboard.ok ? jsonOf(clipboard.value.text) : undefined)
  const show = (message: string) =>
    useProblem.getState().show({ title: 'The definitions were not taken', message })
  if (!parsed.success)
    return show('The clipboard holds no metric definitions. Copy them first with “Copy definitions”.')
  for (const metric of parsed.data.metrics) {
    const answer = await engine('metrics.saveCustom', { metric })
    if (!answer.ok) return show(`${metric.name}: ${answer.error.message}`)
    const [problem] = answer.value.problems
    if (problem !== undefined) return show(`${metric.name}: ${problem.message}`)
  }
  await toast(`Took ${parsed.data.metrics.length} definitions`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
