import { Button, ButtonGroup } from '@blueprintjs/core'
import type { IconName } from '@blueprintjs/icons'
import { findCommand, runCommand } from '#renderer/app/commands/index.ts'
import { ToolbarActions } from '#renderer/app/slots.tsx'
import { useProject } from '#renderer/app/state/project.ts'
import { useView } from '#renderer/app/state/view.ts'
import { type InspectorTab, useInspectorTab } from './inspector/inspector-tab.ts'

/** What is at hand while working on cells: take back, find, insert, and the lists of changes and notes. */
export function DataToolbar() {
  const undo = useProject((state) => state.project?.undo ?? null)
  const redo = useProject((state) => state.project?.redo ?? null)
  return (
    <ToolbarActions>
      <ButtonGroup variant="minimal">
        <CommandButton
          command="undo"
          icon="undo"
          label={undo === null ? 'Nothing to undo' : `Undo ${undo}`}
          disabled={undo === null}
        />
        <CommandButton
          command="redo"
          icon="redo"
          label={redo === null ? 'Nothing to redo' : `Redo ${redo}`}
          disabled={redo === null}
        />
        <CommandButton command="find" icon="search" label="Find" />
        <CommandButton command="insertRowsAbove" icon="add-row-top" label="Insert rows above" />
        <ListButton tab="changes" icon="history" label="Show my changes" />
        <ListButton tab="notes" icon="comment" label="Show the notes" />
      </ButtonGroup>
    </ToolbarActions>
  )
}

interface ButtonProps {
  readonly icon: IconName
  readonly label: string
}

function CommandButton({
  command,
  icon,
  label,
  disabled = false,
}: ButtonProps & { command: string; disabled?: boolean }) {
  const shortcut = findCommand(command)?.shortcut
  return (
    <Button
      icon={icon}
      disabled={disabled}
      aria-label={label}
      title={shortcut === undefined ? label : `${label}  ${shortcut}`}
      onClick={() => runCommand(command)}
    />
  )
}

function ListButton({ tab, icon, label }: ButtonProps & { tab: InspectorTab }) {
  const isShown = useInspectorTab((state) => state.tab) === tab
  const isOpen = useView((state) => state.inspector)
  return (
    <Button
      icon={icon}
      active={isOpen && isShown}
      aria-label={label}
      title={label}
      onClick={() => {
        useInspectorTab.getState().show(isOpen && isShown ? 'cell' : tab)
        useView.getState().setInspector(true)
      }}
    />
  )
}
