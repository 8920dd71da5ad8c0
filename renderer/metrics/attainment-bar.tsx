import { formatValue } from '#shared/domain/format.ts'
import type { Direction, Unit } from '#shared/domain/metric.ts'
import { attainmentOf } from './metric-model.ts'
import { useCurrency } from './use-currency.ts'

interface Props {
  readonly value: number
  readonly goal: number
  readonly unit: Unit
  readonly direction: Direction
}

/** A thin bar of how far a value reaches its goal. */
export function AttainmentBar({ value, goal, unit, direction }: Props) {
  const currency = useCurrency()
  const attainment = attainmentOf(value, goal, direction)
  if (attainment === undefined) return null
  const isReached = attainment >= 1
  return (
    <span className="attainment" title={`Goal ${formatValue(goal, unit, { currency })}`}>
      <span className="attainment-track">
        <span
          className={isReached ? 'attainment-fill attainment-reached' : 'attainment-fill'}
          style={{ display: 'block', width: `${Math.min(100, Math.max(0, attainment * 100))}%` }}
        />
      </span>
      {Math.round(attainment * 100)} % of goal
    </span>
  )
}
