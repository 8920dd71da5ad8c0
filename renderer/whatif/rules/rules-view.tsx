import { Button } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import { ruleWords } from '#shared/domain/rule-words.ts'
import type { RowRule } from '#shared/domain/scenario.ts'
import { type RuleDataset, ruleDatasets, touchedWords } from '../model/rules.ts'
import { changeScenario } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { RuleEditor } from './rule-editor.tsx'
import { selectedRows } from './selected-rows.ts'
import './rules.css'

/** Rules that change rows of the data under a scenario; every KPI can then be read under it. */
export function RulesView({ model: { scenario, scenarios } }: { model: WhatIfModel }) {
  const mapping = useEngine('mapping.get', {}).reply?.mapping
  const go = useView((state) => state.go)
  const save = useScenarios((state) => state.save)
  const problems = useScenarios((state) => state.problems)
  const [edited, setEdited] = useState<{ index: number; rule: RowRule } | undefined>(undefined)
  const [written, setWritten] = useState<RowRule | undefined>(undefined)
  const kept = scenario?.rules ?? []
  const asWritten =
    edited === undefined || written === undefined
      ? kept
      : edited.index < kept.length
        ? kept.with(edited.index, written)
        : [...kept, written]
  const settled = useSettled(asWritten)
  const checked = useEngine(
    'scenario.checkRules',
    scenario === undefined || settled.length === 0 ? null : { name: scenario.name, rules: [...settled] },
  ).reply
  if (scenario === undefined) {
    return (
      <EmptyState icon="filter-list" title="Rules belong to a scenario">
        Choose a scenario above, or add one. A rule changes rows as “plan is Basic: mrr × 1.10”; the data
        itself stays as it is.
      </EmptyState>
    )
  }
  const datasets = mapping === undefined ? [] : ruleDatasets(mapping)
  const [first] = datasets
  if (first === undefined) {
    return (
      <EmptyState
        icon="data-connection"
        title="No rows to change yet"
        action={{ text: 'Go to Mapping', run: () => go('mapping') }}
      >
        Say in Mapping what the columns of the sheets mean.
      </EmptyState>
    )
  }

  const { name, rules } = scenario
  const keepAll = (next: readonly RowRule[], label: string) =>
    save(
      changeScenario(scenarios, name, (each) => ({ ...each, rules: [...next] })),
      label,
    )
  const keep = async (rule: RowRule) => {
    if (edited === undefined) return
    setEdited({ ...edited, rule })
    const next = edited.index < rules.length ? rules.with(edited.index, rule) : [...rules, rule]
    if (await keepAll(next, `Change the rules of ${name}`)) setEdited(undefined)
  }
  const touchedAt = (index: number): string | undefined => {
    const counted = checked?.counts[index]
    return counted === undefined || counted === null ? undefined : touchedWords(counted)
  }
  const problemsAt = (index: number): readonly ScenarioProblem[] => {
    const found = checked?.problems ?? []
    const live = found.filter(({ rule, part }) => rule === index && isWritten(written, part))
    return live.length > 0 ? live : problems.filter((each) => each.rule === index)
  }
  const editor = edited !== undefined && (
    <RuleEditor
      key={edited.index}
      rule={edited.rule}
      datasets={datasets}
      problems={problemsAt(edited.index)}
      touched={touchedAt(edited.index)}
      onChange={setWritten}
      onKeep={(rule) => void keep(rule)}
      onCancel={() => setEdited(undefined)}
    />
  )
  const begin = (rule: RowRule) => {
    setWritten(rule)
    setEdited({ index: rules.length, rule })
  }
  const selected = mapping === undefined ? undefined : selectedRows(mapping)
  const ofSelected = datasets.find(({ id }) => id === selected?.dataset)
  return (
    <Panel
      title={`Row rules of ${name}`}
      actions={
        <>
          {selected !== undefined && ofSelected !== undefined && (
            <Button
              size="small"
              icon="th-filtered"
              disabled={edited !== undefined}
              title={`Selected in ${selected.sheetName}, in the Data workspace`}
              onClick={() => void selected.read().then((where) => begin(newRule(ofSelected, where)))}
            >
              For the {selected.count.toLocaleString('en-US')} selected{' '}
              {selected.count === 1 ? 'row' : 'rows'}
            </Button>
          )}
          <Button
            size="small"
            icon="add"
            disabled={edited !== undefined}
            onClick={() => begin(newRule(first, ''))}
          >
            Add a rule
          </Button>
        </>
      }
    >
      <p className="muted">
        Applied from top to bottom to a view of the data. The rows themselves stay as they are.
      </p>
      <ol className="rules">
        {rules.map((rule, index) =>
          edited?.index === index ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place in the order
            <li key={index}>{editor}</li>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place in the order
            <li key={index} className="rule">
              <span className="mono selectable">{ruleWords(rule)}</span>
              <span className="muted rule-touched">{touchedAt(index)}</span>
              <Button
                variant="minimal"
                size="small"
                icon="edit"
                aria-label={`Edit rule ${index + 1}`}
                onClick={() => {
                  setWritten(rule)
                  setEdited({ index, rule })
                }}
              />
              <Button
                variant="minimal"
                size="small"
                icon="trash"
                aria-label={`Delete rule ${index + 1}`}
                onClick={() => void keepAll(rules.toSpliced(index, 1), `Delete a rule of ${name}`)}
              />
            </li>
          ),
        )}
        {edited !== undefined && edited.index >= rules.length && <li>{editor}</li>}
      </ol>
      {rules.length === 0 && edited === undefined && <p className="muted">No rule yet.</p>}
    </Panel>
  )
}

/** Revenue is what rules change most often. */
const changedFirst = ({ fields }: RuleDataset): string =>
  (fields.find(({ id }) => id === 'mrr') ?? fields[0])?.id ?? ''

/** What is still empty is not wrong yet. */
function isWritten(rule: RowRule | undefined, part: string | undefined): boolean {
  const text = part === 'where' ? rule?.where : rule?.set[part ?? '']
  return text !== undefined && text !== ''
}

const newRule = (dataset: RuleDataset, where: RowRule['where']): RowRule => ({
  dataset: dataset.id,
  where,
  set: { [changedFirst(dataset)]: '' },
})

/** Long enough not to ask with every letter. */
const settleDelay = 300

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const key = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value, which is made anew each time
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleDelay)
    return () => clearTimeout(timer)
  }, [key])
  return settled
}
