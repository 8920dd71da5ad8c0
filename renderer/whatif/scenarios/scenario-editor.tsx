import { Button, Classes, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core'
import { useState } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import {
  addScenario,
  buildOn,
  changeScenario,
  duplicateScenario,
  freeName,
  mostScenarios,
  moveScenario,
  nameFault,
  possibleParents,
  removeScenario,
  renameScenario,
} from '../model/scenario-list.ts'
import { useScenarios } from '../state/scenario-store.ts'

/** Name, note, what it builds on, and duplicate, move and delete; each is one step that can be undone. */
export function ScenarioEditor({
  scenario,
  scenarios,
}: {
  scenario: Scenario
  scenarios: readonly Scenario[]
}) {
  const { name: present } = scenario
  const save = useScenarios((state) => state.save)
  const choose = useView((state) => state.setScenario)
  const [name, setName] = useState(present)
  const [note, setNote] = useState(scenario.note ?? '')
  const fault = nameFault(scenarios, name, present)
  const place = scenarios.findIndex((each) => each.name === present)
  const isFull = scenarios.length >= mostScenarios

  const rename = () => {
    const wanted = name.trim()
    if (fault !== undefined || wanted === present) return
    void save(renameScenario(scenarios, present, wanted), `Rename ${present}`)
    choose(wanted)
  }
  const keepNote = () => {
    if (note === (scenario.note ?? '')) return
    void save(
      changeScenario(scenarios, present, (each) => ({ ...each, note })),
      `Note on ${present}`,
    )
  }
  const duplicate = () => {
    const copy = freeName(scenarios, `${present} copy`)
    void save(duplicateScenario(scenarios, present, copy), `Duplicate ${present}`)
    choose(copy)
  }
  const build = () => {
    const child = freeName(scenarios, `${present} and more`)
    void save(addScenario(scenarios, child, present), `Add ${child}`)
    choose(child)
  }
  const remove = () => {
    choose(null)
    void save(removeScenario(scenarios, present), `Delete ${present}`)
  }
  return (
    <div className="scenario-editor">
      <div className="scenario-line">
        <span aria-hidden="true">Name</span>
        <InputGroup
          size="small"
          aria-label="Name"
          value={name}
          intent={fault === undefined ? 'none' : 'danger'}
          onValueChange={setName}
          onBlur={rename}
          onKeyDown={(event) => event.key === 'Enter' && rename()}
        />
      </div>
      {fault !== undefined && <p className="whatif-problem">{fault}</p>}
      <div className="scenario-line">
        <span aria-hidden="true">Note</span>
        <TextArea
          aria-label="Note"
          fill
          rows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onBlur={keepNote}
        />
      </div>
      <div className="scenario-line">
        <span aria-hidden="true">Builds on</span>
        <HTMLSelect
          aria-label="Builds on"
          fill
          value={scenario.basedOn ?? ''}
          options={[
            { value: '', label: 'Baseline' },
            ...possibleParents(scenarios, present).map((parent) => ({ value: parent, label: parent })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void save(
              buildOn(scenarios, present, value === '' ? undefined : value),
              `Build ${present} on ${value === '' ? 'the baseline' : value}`,
            )
          }
        />
      </div>
      <div className="scenario-actions">
        <Button
          size="small"
          icon="duplicate"
          className={Classes.POPOVER_DISMISS}
          disabled={isFull}
          onClick={duplicate}
        >
          Duplicate
        </Button>
        <Button
          size="small"
          icon="git-branch"
          className={Classes.POPOVER_DISMISS}
          disabled={isFull}
          onClick={build}
        >
          Build on it
        </Button>
        <Button
          size="small"
          icon="arrow-left"
          aria-label="Move left"
          disabled={place === 0}
          onClick={() => void save(moveScenario(scenarios, present, -1), `Move ${present}`)}
        />
        <Button
          size="small"
          icon="arrow-right"
          aria-label="Move right"
          disabled={place === scenarios.length - 1}
          onClick={() => void save(moveScenario(scenarios, present, 1), `Move ${present}`)}
        />
        <Button
          size="small"
          icon="trash"
          intent="danger"
          variant="minimal"
          className={Classes.POPOVER_DISMISS}
          onClick={remove}
        >
          Delete
        </Button>
      </div>
    </div>
  )
}
