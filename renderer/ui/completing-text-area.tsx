import { TextArea } from '@blueprintjs/core'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import './completing-text-area.css'

/** What a word may become: the text that replaces it, and what that is. */
export interface Completion {
  readonly text: string
  readonly detail: string
}

interface Props {
  /** For a label that stands elsewhere; else `label` names the field. */
  readonly id?: string
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly rows: number
  readonly onChange: (value: string) => void
  /** The word that ends at the caret, which a completion replaces. */
  readonly wordBefore: (text: string, caret: number) => string
  readonly completionsFor: (word: string) => readonly Completion[]
}

/** A formula's text: while a word is typed, what it could become is listed below, taken by Tab, Enter or a click. */
export function CompletingTextArea({
  id,
  label,
  placeholder,
  value,
  rows,
  onChange,
  wordBefore,
  completionsFor,
}: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [caret, setCaret] = useState<number | undefined>(undefined)
  const [chosen, setChosen] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const word = wordBefore(value, caret ?? value.length)
  const completions = isOpen ? completionsFor(word) : []

  const take = ({ text }: Completion) => {
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
    if (event.key === 'Escape') {
      // The list closes, and not the dialog that the field may stand in.
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <div className="completing">
      <TextArea
        inputRef={field}
        className="mono"
        fill
        rows={rows}
        spellCheck={false}
        aria-label={id === undefined ? label : undefined}
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
        {...(id === undefined ? {} : { id })}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {completions.length > 0 && (
        <div
          className="completing-list"
          id={listId}
          role="listbox"
          aria-label={`${label}: fields and functions`}
        >
          {completions.map((completion, index) => (
            <button
              key={`${completion.text} ${completion.detail}`}
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
