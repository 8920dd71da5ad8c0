import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import type { RowRule } from '#shared/domain/scenario.ts'
import { type RuleDataset, ruleDatasets, ruleWords } from '../model/rules.ts'
import { changeScenario } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { RuleEditor } from './rule-editor.tsx'
import './rules.css'

/** Rules that change rows of the data under a scenario; every KPI can then be read under it. */
export function RulesView({ model: { scenario, scenarios } }: { model: WhatIfModel }) {
  const mapping = useEngine('mapping.get', {}).reply?.mapping
  const go = useView((state) => state.go)
  const save = useScenarios((state) => state.save)
  const problems = useScenarios((state) => state.problems)
  const [edited, setEdited] = useState<{ index: number; rule: RowRule } | undefined>(undefined)
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
  const editor = edited !== undefined && (
    <RuleEditor
      key={edited.index}
      rule={edited.rule}
      datasets={datasets}
      problems={problems.filter((each) => each.rule === edited.index)}
      onKeep={(rule) => void keep(rule)}
      onCancel={() => setEdited(undefined)}
    />
  )
  const begin = () =>
    setEdited({
      index: rules.length,
      rule: { dataset: first.id, where: '', set: { [changedFirst(first)]: '' } },
    })
  return (
    <Panel
      title={`Row rules of ${name}`}
      actions={
        <Button size="small" icon="add" disabled={edited !== undefined} onClick={begin}>
          Add a rule
        </Button>
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
              <Button
                variant="minimal"
                size="small"
                icon="edit"
                aria-label={`Edit rule ${index + 1}`}
                onClick={() => setEdited({ index, rule })}
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
