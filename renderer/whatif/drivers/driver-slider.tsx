import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type DriverRange, onStep } from '#shared/models/projection/driver-range.ts'
import { placeOf } from '../model/driver-display.ts'
import { type OncePerFrame, oncePerFrame } from './once-per-frame.ts'

interface Props {
  readonly label: string
  readonly value: number | null
  readonly shown: string
  readonly range: DriverRange
  readonly baseline: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly color: string
  readonly isDisabled?: boolean
  /** While it moves: at most once a frame. */
  readonly onMove: (value: number) => void
  /** Once, when it is let go. */
  readonly onSettle: (value: number) => void
}

/**
 * A slider with the baseline as a tick and its interval as a band. Arrows move it a step, Shift or Page Up and Down ten;
 * Home and End go to its ends.
 */
export function DriverSlider({
  label,
  value,
  shown,
  range,
  baseline,
  lower,
  upper,
  color,
  isDisabled = false,
  onMove,
  onSettle,
}: Props) {
  const moved = useRef<number | undefined>(undefined)
  const moves = useOncePerFrame(onMove)
  const move = (next: number) => {
    const bounded = onStep(Math.min(range.max, Math.max(range.min, next)), range)
    moved.current = bounded
    moves.schedule(bounded)
  }
  const settle = () => {
    if (moved.current === undefined) return
    // A move drawn after the value was kept would look like a drag that never ends.
    moves.cancel()
    onSettle(moved.current)
    moved.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = keySteps(event, range)
    if (steps === undefined) return
    event.preventDefault()
    move((moved.current ?? value ?? range.min) + steps)
  }
  const place = placeOf(value, range)
  const tick = placeOf(baseline, range)
  const from = lower === null ? null : placeOf(Math.max(lower, range.min), range)
  const to = upper === null ? null : placeOf(Math.min(upper, range.max), range)
  const style = { '--slider-color': color, '--slider-place': `${place ?? 0}%` } as CSSProperties
  return (
    <div className="driver-slider" style={style}>
      <span className="driver-slider-rail" aria-hidden="true">
        {from !== null && to !== null && (
          <span className="driver-slider-band" style={{ left: `${from}%`, width: `${to - from}%` }} />
        )}
        <span className="driver-slider-fill" />
        {tick !== null && <span className="driver-slider-tick" style={{ left: `${tick}%` }} />}
      </span>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={shown}
        min={range.min}
        max={range.max}
        step="any"
        disabled={isDisabled}
        value={value ?? range.min}
        onChange={(event) => move(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
        onKeyUp={settle}
        onPointerUp={settle}
        onBlur={settle}
      />
    </div>
  )
}

function keySteps(
  { key, shiftKey }: KeyboardEvent,
  { min, max, step, largeStep }: DriverRange,
): number | undefined {
  const arrow = shiftKey ? largeStep : step
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return arrow
    case 'ArrowLeft':
    case 'ArrowDown':
      return -arrow
    case 'PageUp':
      return largeStep
    case 'PageDown':
      return -largeStep
    case 'Home':
      return min - max
    case 'End':
      return max - min
    default:
      return undefined
  }
}

/** The gate to `act`, whatever `act` is by then; nothing comes through once the slider is gone. */
function useOncePerFrame(act: (value: number) => void): OncePerFrame<number> {
  const latest = useRef(act)
  latest.current = act
  const [gate] = useState(() => oncePerFrame((value: number) => latest.current(value)))
  useEffect(() => gate.cancel, [gate])
  return gate
}
