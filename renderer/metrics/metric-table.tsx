import { HTMLTable } from '@blueprintjs/core'
import { Delta } from '#renderer/ui/delta.tsx'
import { formatValue } from '#shared/domain/format.ts'
import { categoryNames, categoryOrder, type MetricCardModel } from './metric-model.ts'
import { Sparkline } from './sparkline.tsx'
import { useCurrency } from './use-currency.ts'
import type { MetricLayout } from './use-metric-layout.ts'

interface Props {
  readonly cards: readonly MetricCardModel[]
  readonly layout: MetricLayout
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

/** The same metrics as rows: value, change on the period before and the year before, method, rows left out. */
export function MetricTable({ cards, layout, selected, onSelect }: Props) {
  const currency = useCurrency()
  const place = (card: MetricCardModel) => categoryOrder.indexOf(card.category)
  const rows = cards.filter((card) => !layout.hidden.includes(card.id)).sort((a, b) => place(a) - place(b))
  return (
    <HTMLTable compact interactive className="kpis-table">
      <thead>
        <tr>
          <th>Metric</th>
          <th className="number">Value</th>
          <th className="number">On period before</th>
          <th className="number">On year before</th>
          <th>Course</th>
          <th>Method</th>
          <th className="number">Left out</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((card, index) => {
          const { value } = card.value
          const isFirst = rows[index - 1]?.category !== card.category
          return (
            <tr
              key={card.id}
              className={card.id === selected ? 'kpis-row-selected' : undefined}
              onClick={() => onSelect(card.id)}
            >
              <td>
                {isFirst && <span className="kpis-table-category muted">{categoryNames[card.category]}</span>}
                <button type="button" className="kpis-table-name" onClick={() => onSelect(card.id)}>
                  {card.name}
                </button>
              </td>
              <td className="number">{value === null ? '' : formatValue(value, card.unit, { currency })}</td>
              <td className="number">
                {value !== null && card.previous !== null && (
                  <Delta {...card} value={value} before={card.previous} currency={currency} />
                )}
              </td>
              <td className="number">
                {value !== null && card.yearBefore !== null && (
                  <Delta {...card} value={value} before={card.yearBefore} currency={currency} />
                )}
              </td>
              <td className="kpis-table-course">
                <Sparkline points={card.series} />
              </td>
              <td className="muted kpis-table-method">
                {value === null ? card.value.reason : card.value.methodLabel}
              </td>
              <td className="number">
                {card.value.excluded === 0 ? '' : card.value.excluded.toLocaleString('en-US')}
              </td>
            </tr>
          )
        })}
      </tbody>
    </HTMLTable>
  )
}
