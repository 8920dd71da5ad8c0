import { TextArea } from '@blueprintjs/core'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { type RuleCompletion, ruleCompletions, wordBeforeCaret } from '../model/rule-completions.ts'
import type { RuleDataset } from '../model/rules.ts'

interface Props {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly fields: RuleDataset['fields']
  readonly rows: number
  readonly onChange: (value: string) => void
}

/** A formula over one row: while a word is typed, the fields and functions that it could become. */
export function FormulaInput({ label, placeholder, value, fields, rows, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [caret, setCaret] = useState<number | undefined>(undefined)
  const [chosen, setChosen] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const word = wordBeforeCaret(value, caret ?? value.length)
  const completions = isOpen ? ruleCompletions(word, fields) : []

  const take = ({ text }: RuleCompletion) => {
    const end = caret ?? value.length
    const start = end - word.length
    onChange(value.slice(0, start) + text + value.slice(end))
    setCaret(start + text.length)
    setOpen(false)
    field.current?.focus()
  }
  useLayoutEffect(() => {
    if (caret !== undefined && document.activeElement === field.current)
      field.current?.setSelectionRange(caret, caret)
  }, [caret])

  const onKeyDown = (event: KeyboardEvent) => {
    const completion = completions[chosen]
    if (completion === undefined) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen((chosen + step + completions.length) % completions.length)
    }
    if (event.key === 'Tab' || event.key === 'Enter') {
      event.preventDefault()
      take(completion)
    }
    if (event.key === 'Escape') setOpen(false)
  }
  return (
    <div className="formula-input">
      <TextArea
        inputRef={field}
        className="mono"
        fill
        rows={rows}
        spellCheck={false}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={completions.length > 0}
        aria-controls={listId}
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
        <div
          className="formula-input-list"
          id={listId}
          role="listbox"
          aria-label={`${label}: fields and functions`}
        >
          {completions.map((completion, index) => (
            <button
              key={completion.text}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
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
    </div>
  )
}
