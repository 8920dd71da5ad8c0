import { groupBy } from '#shared/domain/group-by.ts'
import { MetricCard } from './metric-card.tsx'
import { categoryNames, categoryOrder, type MetricCardModel } from './metric-model.ts'
import type { MetricLayout } from './use-metric-layout.ts'

interface Props {
  readonly cards: readonly MetricCardModel[]
  readonly layout: MetricLayout
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

/** Pinned metrics first, then a section a category. */
export function MetricCards({ cards, layout, selected, onSelect }: Props) {
  const visible = cards.filter((card) => !layout.hidden.includes(card.id))
  const pinned = layout.pinned.flatMap((id) => visible.find((card) => card.id === id) ?? [])
  const others = groupBy(
    visible.filter((card) => !layout.pinned.includes(card.id)),
    (card) => card.category,
  )
  const sections = [
    { title: 'Pinned', members: pinned },
    ...categoryOrder.map((category) => ({
      title: categoryNames[category],
      members: others.get(category) ?? [],
    })),
  ].filter(({ members }) => members.length > 0)
  return (
    <>
      {sections.map(({ title, members }) => (
        <section key={title} className="kpis-section" aria-label={title}>
          <h2>{title}</h2>
          <div className="kpis-grid">
            {members.map((card) => (
              <MetricCard
                key={card.id}
                card={card}
                isPinned={layout.pinned.includes(card.id)}
                isSelected={card.id === selected}
                onSelect={() => onSelect(card.id)}
                onPin={() => layout.togglePin(card.id)}
              />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
