import { Button, Icon, PopoverNext } from '@blueprintjs/core'
import { scenarioColor } from '#renderer/app/scenario-color.ts'
import { useView } from '#renderer/app/state/view.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import { ScenarioEditor } from './scenario-editor.tsx'

interface Props {
  readonly scenario: Scenario
  readonly index: number
  readonly isSelected: boolean
  readonly problem: string | undefined
  readonly scenarios: readonly Scenario[]
}

/** One scenario in its colour; its menu holds all that can be done with it. */
export function ScenarioChip({ scenario, index, isSelected, problem, scenarios }: Props) {
  const choose = useView((state) => state.setScenario)
  return (
    <span
      className={isSelected ? 'scenario-group scenario-group-selected' : 'scenario-group'}
      style={{ '--chip-color': scenarioColor(index) } as React.CSSProperties}
    >
      <button
        type="button"
        className="scenario-chip"
        aria-pressed={isSelected}
        title={[scenario.name, scenario.note ?? ''].filter((line) => line !== '').join('\n')}
        onClick={() => choose(scenario.name)}
      >
        <span className="scenario-dot" />
        <span className="scenario-name">{scenario.name}</span>
        {scenario.basedOn !== undefined && (
          <span className="scenario-parent scenario-name"> on {scenario.basedOn}</span>
        )}
        {problem !== undefined && <Icon icon="warning-sign" size={12} title={problem} />}
      </button>
      <PopoverNext
        animation="minimal"
        arrow={false}
        placement="bottom-start"
        content={<ScenarioEditor scenario={scenario} scenarios={scenarios} />}
      >
        <Button
          variant="minimal"
          size="small"
          icon="caret-down"
          className="scenario-menu"
          aria-label={`Change ${scenario.name}`}
        />
      </PopoverNext>
    </span>
  )
}
