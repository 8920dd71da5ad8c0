import { differenceUnit, formatValue } from '#shared/domain/format.ts'
import type { Direction, Unit } from '#shared/domain/metric.ts'
import './delta.css'

interface Props {
  readonly value: number
  readonly before: number
  readonly unit: Unit
  readonly direction: Direction
  readonly currency?: string
  /** "on Feb 2025" */
  readonly against?: string
}

/** A change with arrow and sign; coloured only where a direction is better. Rates change by percentage points. */
export function Delta({ value, before, unit, direction, currency, against }: Props) {
  const change = value - before
  const meaning = meaningOf(change, direction)
  const arrow = change > 0 ? '▲' : change < 0 ? '▼' : '■'
  const text = formatValue(change, differenceUnit(unit), {
    signed: true,
    ...(currency === undefined ? {} : { currency }),
  })
  return (
    <span className={`delta delta-${meaning}`}>
      <span aria-hidden="true" className="delta-arrow">
        {arrow}
      </span>
      {change === 0 ? 'no change' : text}
      {against !== undefined && <span className="muted"> {against}</span>}
      {meaning !== 'same' && <span className="visually-hidden"> ({meaning})</span>}
    </span>
  )
}

function meaningOf(change: number, direction: Direction): 'better' | 'worse' | 'same' {
  if (change === 0 || direction === 'neither') return 'same'
  return change > 0 === (direction === 'higher_is_better') ? 'better' : 'worse'
}
