import { engine } from '../engine-client.ts'
import { takeProject } from '../open-project.ts'
import { useProject } from '../state/project.ts'
import type { Command } from './command.ts'

/**
 * While a text field has the focus, undo and redo are the field's own: but not where it marks what it holds as taken,
 * since then that is a change of the project's.
 */
function inTextField(command: 'undo' | 'redo'): boolean {
  const element = document.activeElement
  const isField =
    (element instanceof HTMLInputElement && element.type !== 'range') ||
    element instanceof HTMLTextAreaElement
  if (!isField || element.dataset.taken !== undefined) return false
  document.execCommand(command)
  return true
}

/** Asks the engine even where the window knows of nothing to take back: the change may have been made just now. */
async function move(direction: 'undo' | 'redo', refused: string): Promise<void> {
  if (inTextField(direction)) return
  const answer = await engine(`history.${direction}`, {})
  if (!answer.ok && answer.error.code === 'not_found') return
  takeProject(answer, refused)
}

const historyCommands: readonly Command[] = [
  {
    id: 'undo',
    title: 'Undo',
    group: 'Edit',
    shortcut: 'Ctrl+Z',
    enabled: () => useProject.getState().project !== undefined,
    run: () => move('undo', 'Nothing was undone'),
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    shortcut: 'Ctrl+Y',
    enabled: () => useProject.getState().project !== undefined,
    run: () => move('redo', 'Nothing was redone'),
  },
]

export default historyCommands
