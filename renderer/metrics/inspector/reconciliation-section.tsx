import { formatValue } from '#shared/domain/format.ts'
import type { MetricCardModel } from '../metric-model.ts'
import { useCurrency } from '../use-currency.ts'

/** Two sources for the same metric, side by side, with the likely cause of a difference. */
export function ReconciliationSection({ card }: { card: MetricCardModel }) {
  const currency = useCurrency()
  const { reconciliation } = card
  if (reconciliation === undefined) return null
  return (
    <section className="explained-section">
      <h3>Two sources</h3>
      {reconciliation.methods.map(({ method, label, value }) => (
        <div key={method} className="explained-input">
          <span>{label}</span>
          <span className="number selectable">
            {value === null ? 'none' : formatValue(value, card.unit, { currency })}
          </span>
          <span />
        </div>
      ))}
      {reconciliation.difference === 0 && <p className="muted">Both agree.</p>}
      {reconciliation.likelyCause !== undefined && (
        <p className="explained-warning">{reconciliation.likelyCause}</p>
      )}
    </section>
  )
}
