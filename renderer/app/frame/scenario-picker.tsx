import { Button, Menu, MenuItem, PopoverNext } from '@blueprintjs/core'
import { scenarioColor } from '../scenario-color.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import { useEngine } from '../use-engine.ts'

/** Under which scenario every KPI is read; the baseline is grey, each scenario keeps its colour everywhere. */
export function ScenarioPicker() {
  const scenario = useView((state) => state.scenario)
  const setScenario = useView((state) => state.setScenario)
  const go = useView((state) => state.go)
  const isOpen = useProject((state) => state.project !== undefined)
  const scenarios = useEngine('scenario.list', isOpen ? {} : null).reply?.scenarios ?? []
  const index = scenarios.findIndex((known) => known.name === scenario)
  const menu = (
    <Menu>
      <MenuItem
        icon={<Dot color={scenarioColor(undefined)} />}
        text="Baseline"
        active={scenario === null}
        onClick={() => setScenario(null)}
      />
      {scenarios.map((known, place) => (
        <MenuItem
          key={known.name}
          icon={<Dot color={scenarioColor(place)} />}
          text={known.name}
          active={known.name === scenario}
          onClick={() => setScenario(known.name)}
        />
      ))}
      <MenuItem icon="edit" text="Edit scenarios" onClick={() => go('whatif')} />
    </Menu>
  )
  return (
    <PopoverNext animation="minimal" arrow={false} placement="bottom-start" content={menu} disabled={!isOpen}>
      <Button
        className="picker-button"
        variant="minimal"
        endIcon="caret-down"
        disabled={!isOpen}
        aria-label="Scenario"
      >
        <span className="picker-row">
          <Dot color={scenarioColor(index < 0 ? undefined : index)} />
          <span className="picker-name">{scenario ?? 'Baseline'}</span>
        </span>
      </Button>
    </PopoverNext>
  )
}

const Dot = ({ color }: { color: string }) => (
  <span
    aria-hidden="true"
    style={{ width: 10, height: 10, borderRadius: 5, background: color, display: 'inline-block' }}
  />
)
