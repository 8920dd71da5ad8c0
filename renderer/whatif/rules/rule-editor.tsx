import { Button, HTMLSelect } from '@blueprintjs/core'
import { useEffect, useMemo, useState } from 'react'
import { CompletingTextArea } from '#renderer/ui/completing-text-area.tsx'
import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import type { RowRule } from '#shared/domain/scenario.ts'
import { ruleCompletions, wordBeforeCaret } from '../model/rule-completions.ts'
import { type RuleDataset, shownValue, typedValue, writingProblem } from '../model/rules.ts'

interface Props {
  readonly rule: RowRule
  readonly datasets: readonly RuleDataset[]
  /** What the last attempt to keep it found wrong. */
  readonly problems: readonly ScenarioProblem[]
  /** How many rows it touches, as far as it can be read. */
  readonly touched: string | undefined
  /** The rule as it is being written. */
  readonly onChange: (rule: RowRule) => void
  readonly onKeep: (rule: RowRule) => void
  readonly onCancel: () => void
}

/** One rule being written: whose rows, which of them, and what their fields become. */
export function RuleEditor({ rule, datasets, problems, touched, onChange, onKeep, onCancel }: Props) {
  const [dataset, setDataset] = useState(rule.dataset)
  const [where, setWhere] = useState(rule.where)
  const [changes, setChanges] = useState(() =>
    Object.entries(rule.set).map(([field, value]) => ({ field, value: shownValue(value) })),
  )
  const fields = datasets.find(({ id }) => id === dataset)?.fields ?? []
  const written = useMemo((): RowRule => {
    const set = Object.fromEntries(changes.map(({ field, value }) => [field, typedValue(value)]))
    return { dataset, where, set }
  }, [dataset, where, changes])
  useEffect(() => onChange(written), [written, onChange])
  return (
    <form
      className="rule-editor"
      onSubmit={(event) => {
        event.preventDefault()
        onKeep(written)
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
          <CompletingTextArea
            label="Condition"
            placeholder={'plan = "Basic"'}
            rows={2}
            value={where}
            wordBefore={wordBeforeCaret}
            completionsFor={(word) => ruleCompletions(word, fields)}
            onChange={setWhere}
          />
          <FormulaProblemNote text={where} problems={problems.filter(({ part }) => part === 'where')} />
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
            <Button
              variant="minimal"
              size="small"
              icon="trash"
              aria-label="Take this change away"
              onClick={() => setChanges(changes.toSpliced(index, 1))}
            />
            <span className="rule-label">becomes</span>
            <CompletingTextArea
              label="New value"
              placeholder="mrr * 1.1"
              rows={1}
              value={value}
              wordBefore={wordBeforeCaret}
              completionsFor={(word) => ruleCompletions(word, fields)}
              onChange={(next) => change({ value: next })}
            />
            {problems
              .filter(({ part }) => part === field)
              .map((problem) => (
                <p key={problem.message} className="whatif-problem rule-value-problem">
                  {wrongWords(problem)}
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
      {touched !== undefined && <p className="muted rule-wide">{touched}</p>}
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
  const shown = writing === undefined ? problems.map(wrongWords) : [wrongWords(writing)]
  return shown.map((words) => (
    <p key={words} className="whatif-problem" role="alert">
      {words}
    </p>
  ))
}

/** Beside the rule itself, without naming it again. */
function wrongWords({ message, plain = message, hint }: WrittenProblem): string {
  return hint === undefined || plain.includes(hint) ? plain : `${plain} ${hint}`
}

type WrittenProblem = Pick<ScenarioProblem, 'message' | 'plain' | 'hint'>
