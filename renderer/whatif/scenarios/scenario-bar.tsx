import { Button } from '@blueprintjs/core'
import { scenarioColor } from '#renderer/app/scenario-color.ts'
import { useView } from '#renderer/app/state/view.ts'
import { addScenario, mostScenarios, nextName } from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { ScenarioChip } from './scenario-chip.tsx'
import './scenarios.css'

/** Baseline and scenarios as chips; the chosen one is what the drivers edit and the questions ask about. */
export function ScenarioBar({ model }: { model: WhatIfModel }) {
  const { scenarios, scenario } = model
  const choose = useView((state) => state.setScenario)
  const save = useScenarios((state) => state.save)
  const isFull = scenarios.length >= mostScenarios
  const add = () => {
    const name = nextName(scenarios)
    void save(addScenario(scenarios, name), `Add ${name}`)
    choose(name)
  }
  return (
    <nav className="scenario-bar" aria-label="Scenarios">
      <button
        type="button"
        className="scenario-chip"
        aria-pressed={scenario === undefined}
        style={{ '--chip-color': scenarioColor(undefined) } as React.CSSProperties}
        onClick={() => choose(null)}
      >
        <span className="scenario-dot" />
        Baseline
      </button>
      {scenarios.map((each, index) => (
        <ScenarioChip
          key={each.id ?? each.name}
          scenario={each}
          index={index}
          isSelected={scenario?.name === each.name}
          problem={model.loading ? undefined : model.cases[index + 1]?.problem}
          scenarios={scenarios}
        />
      ))}
      <Button
        variant="minimal"
        size="small"
        icon="add"
        disabled={isFull}
        title={isFull ? 'There are eight scenarios; more cannot be told apart.' : 'Add a scenario'}
        onClick={add}
      >
        Scenario
      </Button>
      {scenario?.note !== undefined && scenario.note !== '' && (
        <span className="scenario-note muted selectable">{scenario.note}</span>
      )}
    </nav>
  )
}
