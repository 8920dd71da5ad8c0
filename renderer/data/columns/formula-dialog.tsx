import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core'
import { useLayoutEffect, useRef, useState } from 'react'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import type { Refusal } from '#shared/contract/bridge.ts'
import { freeColumnName } from '#shared/domain/column-name.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import { applyCommand } from '../state/apply-command.ts'
import { useFocusBack } from '../state/use-focus-back.ts'
import { checkRowFormula } from './check-row-formula.ts'
import { completions, insertReference, openReference } from './field-completion.ts'

interface Props {
  readonly sheet: SheetInfo
  /** The column that the formula is for; undefined inserts a new one. */
  readonly column: ColumnInfo | undefined
  /** A new column goes to the right of this one. */
  readonly beside: ColumnInfo
  readonly onClose: () => void
}

/** A column's row formula: one text for all rows, with the sheet's columns at hand and problems where they stand. */
export function FormulaDialog({ sheet, column, beside, onClose }: Props) {
  const [name, setName] = useState(column?.name ?? freeColumnName(sheet.columns, 'Computed'))
  const [formula, setFormula] = useState(column?.formula ?? '=')
  const [caret, setCaret] = useState(formula.length)
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  const field = useRef<HTMLTextAreaElement>(null)
  const hasBegun = useRef(false)
  const caretToPlace = useRef<number | undefined>(undefined)
  useFocusBack()
  const others = sheet.columns.filter((other) => other.id !== column?.id)
  const isEmpty = formula.replace('=', '').trim() === ''
  const problem = isEmpty ? undefined : checkRowFormula(formula, others)

  const canSubmit = problem === undefined && (column !== undefined || !(isEmpty || name.trim() === ''))

  const submit = async () => {
    const answer =
      column === undefined
        ? await applyCommand({
            type: 'insertColumn',
            sheet: sheet.id,
            before: sheet.columns[sheet.columns.indexOf(beside) + 1]?.id ?? null,
            name: name.trim(),
            formula,
          })
        : await applyCommand({
            type: 'setColumnFormula',
            sheet: sheet.id,
            column: column.id,
            formula: isEmpty ? '' : formula,
          })
    if (answer.ok) onClose()
    else setRefusal(answer.error)
  }
  const choose = (chosen: string) => {
    const next = insertReference(formula, caret, chosen)
    setFormula(next.text)
    setCaret(next.caret)
    caretToPlace.current = next.caret
  }
  // Before the next key, which may come sooner than the next frame, and is to be typed behind the reference.
  useLayoutEffect(() => {
    const place = caretToPlace.current
    if (place === undefined) return
    caretToPlace.current = undefined
    field.current?.focus()
    field.current?.setSelectionRange(place, place)
  })
  const typed = openReference(formula, caret)?.typed
  // A reference that is still being typed is no mistake.
  const isTyping = typed !== undefined && caret === formula.length
  const offered = completions(
    others.map((other) => other.name),
    typed ?? '',
  )
  return (
    <Dialog
      isOpen
      title={column === undefined ? 'New computed column' : `Formula of ${column.name}`}
      onClose={onClose}
      className="column-dialog formula-dialog"
    >
      <DialogBody>
        {column === undefined && (
          <FormGroup label="Name" labelFor="formula-column-name">
            <InputGroup id="formula-column-name" value={name} onValueChange={setName} />
          </FormGroup>
        )}
        <FormGroup
          label="Formula"
          labelFor="formula-text"
          helperText="Such as =[@mrr]*12. Type [ for the columns of this sheet."
        >
          <textarea
            id="formula-text"
            ref={field}
            autoFocus
            className="formula-text mono"
            rows={3}
            spellCheck={false}
            value={formula}
            aria-invalid={problem !== undefined && !isTyping}
            onChange={(event) => {
              setFormula(event.target.value)
              setCaret(event.target.selectionStart)
              setRefusal(undefined)
            }}
            // Given the focus, a field has its caret at the start, before the sign of equality.
            onFocus={({ currentTarget: { value }, currentTarget }) => {
              if (!hasBegun.current) currentTarget.setSelectionRange(value.length, value.length)
              hasBegun.current = true
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={(event) => {
              const [best] = offered
              const isEnter = event.key === 'Enter' && !event.shiftKey && !event.altKey
              if (!isEnter && event.key !== 'Tab') return
              const completion = typed === undefined ? undefined : best
              if (completion === undefined && !isEnter) return
              event.preventDefault()
              if (completion !== undefined) choose(completion)
              else if (canSubmit) void submit()
            }}
          />
        </FormGroup>
        {problem !== undefined && !isTyping && <ProblemPlace formula={formula} problem={problem} />}
        <RefusalNote refusal={refusal} />
        <div className="formula-fields" role="listbox" aria-label="Columns of this sheet">
          {offered.map((other) => (
            <button
              type="button"
              key={other}
              role="option"
              aria-selected={typed !== undefined && other === offered[0]}
              className="formula-field"
              onClick={() => choose(other)}
            >
              {other}
            </button>
          ))}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button intent="primary" disabled={!canSubmit} onClick={() => void submit()}>
              {column === undefined ? 'Insert' : isEmpty ? 'Keep values, remove formula' : 'Use'}
            </Button>
          </>
        }
      />
    </Dialog>
  )
}

/** The formula with the part at fault underlined, and what is wrong with it. */
function ProblemPlace({ formula, problem }: { formula: string; problem: FormulaProblem }) {
  const start = Math.min(problem.position, formula.length)
  const end = Math.max(start + 1, start + problem.length)
  return (
    <div className="formula-problem" role="status">
      <code className="mono">
        {formula.slice(0, start)}
        <u>{formula.slice(start, end) === '' ? '\u00a0' : formula.slice(start, end)}</u>
        {formula.slice(end)}
      </code>
      <p>
        {problem.message} {problem.hint}
      </p>
    </div>
  )
}
