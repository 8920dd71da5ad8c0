import { Button, Collapse } from '@blueprintjs/core'
import { useState } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { findKind, kindBehind } from '#shared/catalogue/index.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import type { MetricCardModel } from './metric-model.ts'

/** What cannot be computed, in one collapsed list by what it needs; each need leads to Mapping. */
export function MissingMetrics({
  missing,
  onSelect,
}: {
  missing: readonly MetricCardModel[]
  onSelect: (id: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const go = useView((state) => state.go)
  const needs = [...groupBy(missing, (card) => kindNeeded(card))].sort(([, a], [, b]) => b.length - a.length)
  return (
    <section className="kpis-section">
      <Button
        variant="minimal"
        icon={isOpen ? 'chevron-down' : 'chevron-right'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {missing.length} more need:{' '}
        {needs.map(([kind, cards]) => `${kindName(kind)} (${cards.length})`).join(', ')}
      </Button>
      <Collapse isOpen={isOpen}>
        {needs.map(([kind, cards]) => (
          <div key={kind} className="kpis-missing">
            <Button
              variant="minimal"
              size="small"
              icon="data-connection"
              onClick={() => go('mapping', { type: 'field', kind, field: '' })}
            >
              {kindName(kind)}
            </Button>
            <ul>
              {cards.map((card) => (
                <li key={card.id}>
                  <button type="button" className="kpis-table-name" onClick={() => onSelect(card.id)}>
                    {card.name}
                  </button>
                  <span className="muted"> {card.value.reason}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Collapse>
    </section>
  )
}

/** The kind of data that the least demanding method of a metric asks for. */
function kindNeeded(card: MetricCardModel): string {
  const [nearest] = [...card.value.missing].sort((a, b) => a.fields.length - b.fields.length)
  const [field = ''] = nearest?.fields ?? []
  if (!field.includes('[')) return 'assumptions'
  const dataset = field.slice(0, field.indexOf('['))
  return kindBehind(dataset)?.id ?? dataset
}

const kindName = (kind: string): string => findKind(kind)?.name ?? 'Assumptions'
