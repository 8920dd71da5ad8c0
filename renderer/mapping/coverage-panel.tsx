import { Button, ProgressBar } from '@blueprintjs/core'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { findKind, findMetric } from '#shared/catalogue/index.ts'
import type { Mapping } from '#shared/domain/mapping.ts'

const mostUnlocks = 8

/** What the mapping makes computable, and which missing field would unlock most. */
export function CoveragePanel({ mapping, onField }: { mapping: Mapping; onField: (field: string) => void }) {
  const { reply, refusal } = useEngine('mapping.coverage', { mapping })
  const go = useView((state) => state.go)
  if (reply === undefined) return <RefusalNote refusal={refusal} />
  return (
    <div className="coverage">
      <h3>
        With this mapping {reply.computable.length} of {reply.total} metrics can be computed
      </h3>
      <ProgressBar
        aria-label="Metrics that can be computed"
        value={reply.computable.length / Math.max(1, reply.total)}
        stripes={false}
        animate={false}
      />
      {reply.unlocks.length > 0 && (
        <section>
          <h4>One more field would unlock</h4>
          <ul>
            {reply.unlocks.slice(0, mostUnlocks).map(({ kind, field, metrics }) => (
              <li key={`${kind}.${field}`}>
                <button type="button" className="coverage-field" onClick={() => onField(field)}>
                  {findKind(kind)?.fields.find(({ id }) => id === field)?.name ?? field.replaceAll('_', ' ')}
                  <span className="muted"> {findKind(kind)?.name}</span>
                </button>
                <p className="muted">{metrics.map((id) => findMetric(id)?.name ?? id).join(', ')}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h4>Computable now</h4>
        <p className="muted">{reply.computable.map((id) => findMetric(id)?.name ?? id).join(', ')}</p>
        <Button size="small" icon="dashboard" onClick={() => go('kpis')}>
          Show the KPIs
        </Button>
      </section>
    </div>
  )
}
