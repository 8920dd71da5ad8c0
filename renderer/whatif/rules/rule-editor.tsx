import { Button, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core'
import { useState } from 'react'
import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import type { RowRule } from '#shared/domain/scenario.ts'
import { type RuleDataset, shownValue, typedValue, writingProblem } from '../model/rules.ts'

interface Props {
  readonly rule: RowRule
  readonly datasets: readonly RuleDataset[]
  /** What the last attempt to keep it found wrong. */
  readonly problems: readonly ScenarioProblem[]
  readonly onKeep: (rule: RowRule) => void
  readonly onCancel: () => void
}

/** One rule being written: whose rows, which of them, and what their fields become. */
export function RuleEditor({ rule, datasets, problems, onKeep, onCancel }: Props) {
  const [dataset, setDataset] = useState(rule.dataset)
  const [where, setWhere] = useState(rule.where)
  const [changes, setChanges] = useState(() =>
    Object.entries(rule.set).map(([field, value]) => ({ field, value: shownValue(value) })),
  )
  const fields = datasets.find(({ id }) => id === dataset)?.fields ?? []
  const keep = () => {
    const set = Object.fromEntries(changes.map(({ field, value }) => [field, typedValue(value)]))
    onKeep({ dataset, where, set })
  }
  return (
    <form
      className="rule-editor"
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <span className="rule-label">In</span>
      <HTMLSelect
        aria-label="Dataset"
        value={dataset}
        options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setDataset(event.currentTarget.value)}
      />
      <span className="rule-label">where</span>
      {typeof where === 'string' ? (
        <div>
          <TextArea
            className="mono"
            fill
            rows={2}
            spellCheck={false}
            aria-label="Condition"
            placeholder={'plan = "Basic"'}
            value={where}
            onChange={(event) => setWhere(event.currentTarget.value)}
          />
          <FormulaProblemNote text={where} problems={problems.filter(({ part }) => part === 'where')} />
          <div className="rule-fields">
            {fields.map(({ id, name }) => (
              <Button
                key={id}
                variant="minimal"
                size="small"
                title={name}
                onClick={() => setWhere(where === '' ? id : `${where} ${id}`)}
              >
                {id}
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <span>
          {where.rows.length} selected rows{' '}
          <Button variant="minimal" size="small" onClick={() => setWhere('')}>
            Write a condition instead
          </Button>
        </span>
      )}
      {changes.map(({ field, value }, index) => {
        const change = (changed: { field?: string; value?: string }) =>
          setChanges(changes.with(index, { field, value, ...changed }))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a change has no identity but its place
          <div key={index} className="rule-change">
            <span className="rule-label">then</span>
            <HTMLSelect
              aria-label="Field"
              value={field}
              options={fields.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => change({ field: event.currentTarget.value })}
            />
            <span className="muted">becomes</span>
            <InputGroup
              className="mono"
              size="small"
              aria-label="New value"
              placeholder="mrr * 1.1"
              value={value}
              onValueChange={(next) => change({ value: next })}
            />
            <Button
              variant="minimal"
              size="small"
              icon="trash"
              aria-label="Take this change away"
              onClick={() => setChanges(changes.toSpliced(index, 1))}
            />
            {problems
              .filter(({ part }) => part === field)
              .map(({ message }) => (
                <p key={message} className="whatif-problem rule-wide">
                  {message}
                </p>
              ))}
          </div>
        )
      })}
      {problems
        .filter(({ part }) => part !== 'where' && !changes.some(({ field }) => field === part))
        .map(({ message }) => (
          <p key={message} className="whatif-problem rule-wide">
            {message}
          </p>
        ))}
      <div className="rule-actions rule-wide">
        <Button size="small" type="submit" intent="primary" disabled={changes.length === 0}>
          Keep the rule
        </Button>
        <Button
          size="small"
          icon="add"
          disabled={fields.length === 0}
          onClick={() => setChanges([...changes, { field: fields[0]?.id ?? '', value: '' }])}
        >
          Another field
        </Button>
        <Button size="small" variant="minimal" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** What is wrong with a formula, while it is written and after it was checked against the data. */
function FormulaProblemNote({ text, problems }: { text: string; problems: readonly ScenarioProblem[] }) {
  const writing = writingProblem(text)
  const shown = writing === undefined ? problems : [writing]
  return shown.map(({ message, hint }) => (
    <p key={message} className="whatif-problem" role="alert">
      {message} {hint !== undefined && !message.includes(hint) ? hint : ''}
    </p>
  ))
}
