import { Button, Icon } from '@blueprintjs/core'
import { Delta } from '#renderer/ui/delta.tsx'
import { formatValue } from '#shared/domain/format.ts'
import { AttainmentBar } from './attainment-bar.tsx'
import { bandOf, type MetricCardModel } from './metric-model.ts'
import { Sparkline } from './sparkline.tsx'
import { useCurrency } from './use-currency.ts'
import './metric-card.css'

interface Props {
  readonly card: MetricCardModel
  readonly isPinned: boolean
  readonly isSelected: boolean
  readonly onSelect: () => void
  readonly onPin: () => void
}

/** Name, value, change, course, and where the value lies: against a goal, else against the published band. */
export function MetricCard({ card, isPinned, isSelected, onSelect, onPin }: Props) {
  const currency = useCurrency()
  const { value } = card.value
  const band = value === null ? undefined : bandOf(card.bands, value)
  return (
    <article className={isSelected ? 'card card-selected' : 'card'}>
      <button type="button" className="card-face" aria-pressed={isSelected} onClick={onSelect}>
        <span className="card-name" title={card.name}>
          {card.name}
        </span>
        {value === null ? (
          <span className="card-reason muted" title={card.value.reason}>
            {card.value.reason ?? 'No value'}
          </span>
        ) : (
          <>
            <span className="card-value">{formatValue(value, card.unit, { currency })}</span>
            <span className="card-change">
              {card.previous === null ? (
                <span className="muted">{card.value.note ?? (card.value.snapshot ? 'snapshot' : '')}</span>
              ) : (
                <Delta
                  value={value}
                  before={card.previous}
                  unit={card.unit}
                  direction={card.direction}
                  currency={currency}
                />
              )}
            </span>
          </>
        )}
        <span className="card-course">
          <Sparkline points={card.series} />
        </span>
        <span className="card-foot">
          {card.goal !== undefined && value !== null ? (
            <AttainmentBar value={value} goal={card.goal.value} unit={card.unit} direction={card.direction} />
          ) : (
            band !== undefined && (
              <span className={`card-band card-band-${band.grade}`}>
                <span className="card-band-mark" aria-hidden="true" />
                {band.label}
              </span>
            )
          )}
        </span>
        {differs(card) && (
          <span className="card-flag" title="Two sources give different values; the inspector compares them.">
            <Icon icon="comparison" size={12} />
          </span>
        )}
      </button>
      <Button
        className="card-pin"
        variant="minimal"
        size="small"
        icon={isPinned ? 'unpin' : 'pin'}
        aria-label={isPinned ? `Unpin ${card.name}` : `Pin ${card.name}`}
        onClick={onPin}
      />
    </article>
  )
}

const roundingShare = 5e-4

/** Whether two sources disagree by more than rounding. */
function differs({ reconciliation }: MetricCardModel): boolean {
  const difference = reconciliation?.difference ?? 0
  const size = Math.max(0, ...(reconciliation?.methods ?? []).map((method) => Math.abs(method.value ?? 0)))
  return Math.abs(difference) > roundingShare * size
}
