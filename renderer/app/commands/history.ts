import { engine } from '../engine-client.ts'
import { takeProject } from '../open-project.ts'
import { useProject } from '../state/project.ts'
import type { Command } from './command.ts'

/** While a text field has the focus, undo and redo are the field's own. */
function inTextField(command: 'undo' | 'redo'): boolean {
  const element = document.activeElement
  const isField =
    (element instanceof HTMLInputElement && element.type !== 'range') ||
    element instanceof HTMLTextAreaElement
  if (isField) document.execCommand(command)
  return isField
}

const historyCommands: readonly Command[] = [
  {
    id: 'undo',
    title: 'Undo',
    group: 'Edit',
    shortcut: 'Ctrl+Z',
    enabled: () => useProject.getState().project !== undefined,
    run: async () => {
      if (inTextField('undo')) return
      if (useProject.getState().project?.undo == null) return
      takeProject(await engine('history.undo', {}), 'Nothing was undone')
    },
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    shortcut: 'Ctrl+Y',
    enabled: () => useProject.getState().project !== undefined,
    run: async () => {
      if (inTextField('redo')) return
      if (useProject.getState().project?.redo == null) return
      takeProject(await engine('history.redo', {}), 'Nothing was redone')
    },
  },
]

export default historyCommands
