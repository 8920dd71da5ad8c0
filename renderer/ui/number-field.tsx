import { useEffect, useState } from 'react'
import { typedNumber } from './typed-number.ts'
import './number-field.css'

interface Props {
  readonly label: string
  /** undefined shows an empty field. */
  readonly value: number | undefined
  readonly onChange: (value: number) => void
  /** What the field shows times this is not the value: 100 for a rate shown in percent. */
  readonly scale?: number
  readonly step?: number
  readonly suffix?: string
  readonly digits?: number
  readonly disabled?: boolean
}

/** A number typed as people type it ("4.5", "4,500", "4.5 %"); arrows step, Shift steps by ten; taken on Enter or leaving. */
export function NumberField({
  label,
  value,
  onChange,
  scale = 1,
  step = 1,
  suffix,
  digits = 2,
  disabled,
}: Props) {
  const shown = value === undefined ? '' : trimmed(value * scale, digits)
  const [text, setText] = useState(shown)
  useEffect(() => setText(shown), [shown])

  const number = typedNumber(text)
  const isValid = number !== undefined
  const commit = () => {
    if (number !== undefined && number !== typedNumber(shown)) onChange(number / scale)
    else setText(shown)
  }
  const move = (steps: number) => {
    if (number !== undefined) onChange((number + steps * step) / scale)
  }
  const hasFault = !isValid && text.trim() !== ''
  return (
    // Blueprint's own group measures itself after every change, which has the whole page laid out once more.
    <div className={`bp6-input-group bp6-small number-field${hasFault ? ' bp6-intent-danger' : ''}`}>
      <input
        type="text"
        className="bp6-input"
        aria-label={label}
        aria-invalid={hasFault}
        data-taken={text === shown ? '' : undefined}
        value={text}
        disabled={disabled ?? false}
        style={suffix === undefined ? {} : { paddingRight: `calc(${suffix.length}ch + 14px)` }}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setText(shown)
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          move((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1))
        }}
      />
      {suffix !== undefined && <span className="bp6-input-action number-field-suffix muted">{suffix}</span>}
    </div>
  )
}

/** At most `digits` decimals, without trailing zeros or the noise of binary fractions. */
const trimmed = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, signDisplay: 'negative' })
