import { HTMLSelect } from '@blueprintjs/core'
import type { Asked } from '#renderer/app/use-engine.ts'
import type { MetricCardModel } from '#renderer/metrics/metric-model.ts'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { MetricChecklist } from './metric-checklist.tsx'
import { type MetricChoice, metricChoiceSchema } from './metric-choice.ts'
import './metric-picker.css'

/** Which metrics the report sheets hold: every one with a value, the pinned ones, or those ticked here. */
export function MetricPicker({
  choice,
  pinned,
  chosen,
  metrics,
  disabled,
  isEmpty,
  onChoice,
  onChosen,
}: {
  readonly choice: MetricChoice
  readonly pinned: readonly string[]
  readonly chosen: readonly string[]
  /** Those with a value, that can be ticked. */
  readonly metrics: Asked<readonly MetricCardModel[]>
  readonly disabled: boolean
  /** The report sheets are asked for without a metric to put on them. */
  readonly isEmpty: boolean
  readonly onChoice: (choice: MetricChoice) => void
  readonly onChosen: (chosen: string[]) => void
}) {
  return (
    <div className="metric-picker">
      <HTMLSelect
        aria-label="Which metrics"
        aria-describedby={isEmpty ? noteId : undefined}
        disabled={disabled}
        value={choice}
        options={[
          { value: 'all', label: 'Every metric with a value' },
          { value: 'pinned', label: `Pinned metrics (${pinned.length})` },
          { value: 'chosen', label: 'Chosen metrics' },
        ]}
        onChange={(event) => onChoice(metricChoiceSchema.parse(event.currentTarget.value))}
      />
      {isEmpty && (
        <p id={noteId} role="status" className="metric-picker-note">
          {emptyNotes[choice]} Choose at least one, or leave out the KPI sheet, the series and the
          definitions.
        </p>
      )}
      {choice === 'chosen' && !disabled && (
        <ChosenMetrics metrics={metrics} chosen={chosen} onChange={onChosen} />
      )}
    </div>
  )
}

const noteId = 'export-metrics-note'

const emptyNotes: Record<MetricChoice, string> = {
  all: 'No metric has a value.',
  pinned: 'No pinned metric has a value.',
  chosen: 'No metric is chosen.',
}

function ChosenMetrics({
  metrics: { reply, refusal },
  ...choice
}: Pick<Parameters<typeof MetricPicker>[0], 'metrics'> &
  Pick<Parameters<typeof MetricChecklist>[0], 'chosen' | 'onChange'>) {
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (reply === undefined)
    return (
      <p role="status" className="muted">
        Looking up which metrics have a value
      </p>
    )
  if (reply.length === 0) return <p className="muted">No metric has a value in this period.</p>
  return <MetricChecklist metrics={reply} {...choice} />
}
