import { TextArea } from '@blueprintjs/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { periodOf } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { formatValue } from '#shared/domain/format.ts'
import type { Unit } from '#shared/domain/metric.ts'
import { useCurrency } from '../use-currency.ts'
import { type Completion, completionsFor, wordAt } from './completions.ts'

interface Props {
  readonly id: string
  readonly formula: string
  readonly unit: Unit
  readonly onChange: (formula: string) => void
}

/** A formula with completion, its value while it is typed, and what is wrong with it, marked in place. */
export function FormulaEditor({ id, formula, unit, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const word = wordAt(formula, caret)
  const completions = isOpen ? completionsFor(word) : []

  const take = (completion: Completion) => {
    const start = caret - word.length
    onChange(formula.slice(0, start) + completion.text + formula.slice(caret))
    setCaret(start + completion.text.length)
    setOpen(false)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (completions.length === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen((chosen + step + completions.length) % completions.length)
    }
    const completion = completions[chosen]
    if ((event.key === 'Tab' || event.key === 'Enter') && completion !== undefined) {
      event.preventDefault()
      take(completion)
    }
    if (event.key === 'Escape') setOpen(false)
  }
  useEffect(() => {
    field.current?.setSelectionRange(caret, caret)
  }, [caret])

  return (
    <div className="formula-editor">
      <TextArea
        id={id}
        inputRef={field}
        className="mono"
        rows={4}
        fill
        spellCheck={false}
        value={formula}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={completions.length > 0}
        aria-controls={`${id}-completions`}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
          setChosen(0)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      {completions.length > 0 && (
        <div className="formula-completions" id={`${id}-completions`} role="listbox">
          {completions.map((completion, index) => (
            <button
              key={`${completion.kind}${completion.text}`}
              type="button"
              role="option"
              aria-selected={index === chosen}
              className="formula-completion"
              onPointerDown={(event) => {
                event.preventDefault()
                take(completion)
              }}
            >
              <span className="mono">{completion.text}</span>
              <span className="muted">{completion.detail}</span>
            </button>
          ))}
        </div>
      )}
      <FormulaCheck formula={formula} unit={unit} />
    </div>
  )
}

const checkDelay = 250

/** The value in the window's period, or the first problem with the part of the text it concerns. */
function FormulaCheck({ formula, unit }: { formula: string; unit: Unit }) {
  const settled = useSettled(formula, checkDelay)
  const currency = useCurrency()
  const period = periodOf(useView((state) => state.period))
  const { reply } = useEngine(
    'metrics.checkFormula',
    settled.trim() === '' ? null : { formula: settled, period },
  )
  if (reply === undefined) return null
  const [problem] = reply.problems
  if (problem !== undefined) {
    const part = settled.slice(problem.start, problem.start + problem.length)
    return (
      <p className="formula-problem selectable" role="alert">
        {part !== '' && part !== settled && <mark className="mono">{part}</mark>} {problem.message}{' '}
        {problem.hint}
      </p>
    )
  }
  return (
    <p className="formula-value selectable">
      {reply.value === null ? (
        <span className="muted">No value: {reply.reason}</span>
      ) : (
        <strong>{formatValue(reply.value, unit, { currency })}</strong>
      )}
      <span className="muted"> {reply.words}</span>
    </p>
  )
}

function useSettled<Value>(value: Value, delay: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay)
    return () => clearTimeout(timer)
  }, [value, delay])
  return settled
}
