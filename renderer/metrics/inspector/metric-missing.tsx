import { Button } from '@blueprintjs/core'
import { useView } from '#renderer/app/state/view.ts'
import { findKind, findMetric } from '#shared/catalogue/index.ts'
import type { MetricCardModel } from '../metric-model.ts'

/** What each way of computing the metric still needs; each need leads to Mapping. */
export function MetricMissing({ card }: { card: MetricCardModel }) {
  const go = useView((state) => state.go)
  const methods = findMetric(card.id)?.methods ?? []
  return (
    <section className="explained-section">
      <h3>Any one of these would do</h3>
      <ul className="explained-inputs">
        {card.value.missing.map(({ method, fields }) => (
          <li key={method}>
            <p>{capitalised(methods.find(({ id }) => id === method)?.label ?? method)}</p>
            {fields.map((want) => {
              const [, kind, field] = /^(\w+)\[(\w+)\]$/.exec(want) ?? []
              return (
                <Button
                  key={want}
                  variant="minimal"
                  size="small"
                  icon="data-connection"
                  onClick={() =>
                    go('mapping', { type: 'field', kind: kind ?? 'assumptions', field: field ?? want })
                  }
                >
                  {nameOf(kind, field) ?? want.replaceAll('_', ' ')}
                </Button>
              )
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function nameOf(kindId: string | undefined, fieldId: string | undefined): string | undefined {
  const kind = kindId === undefined ? undefined : findKind(kindId)
  const field = [...(kind?.fields ?? []), ...(kind?.computed ?? [])].find(({ id }) => id === fieldId)
  return kind === undefined || field === undefined ? undefined : `${kind.name}: ${field.name}`
}
