import { clearFilters, reapply } from '#renderer/data/filter/change-view.ts'
import { useFind } from '#renderer/data/find/find-state.ts'
import { goToMatch } from '#renderer/data/find/go-to-match.ts'
import { presentSheet } from '#renderer/data/state/present-sheet.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import type { Command } from './command.ts'

const isOpen = (): boolean => useProject.getState().project !== undefined

function open(withReplace: boolean): void {
  if (useView.getState().workspace !== 'data') useView.getState().go('data')
  useFind.getState().open(withReplace)
}

const findCommands: readonly Command[] = [
  { id: 'find', title: 'Find', group: 'Edit', shortcut: 'Ctrl+F', enabled: isOpen, run: () => open(false) },
  {
    id: 'replace',
    title: 'Replace',
    group: 'Edit',
    shortcut: 'Ctrl+H',
    enabled: isOpen,
    run: () => open(true),
  },
  {
    id: 'findNext',
    title: 'Find next',
    group: 'Edit',
    shortcut: 'F3',
    enabled: isOpen,
    run: () => goToMatch(1),
  },
  {
    id: 'findPrevious',
    title: 'Find previous',
    group: 'Edit',
    shortcut: 'Shift+F3',
    enabled: isOpen,
    run: () => goToMatch(-1),
  },
  {
    id: 'clearFilters',
    title: 'Clear all filters',
    group: 'Edit',
    shortcut: 'Ctrl+Shift+L',
    enabled: isOpen,
    run: () => {
      const present = presentSheet()
      if (present !== undefined) clearFilters(present.info.id)
    },
  },
  {
    id: 'reapply',
    title: 'Reapply sort and filters',
    group: 'Edit',
    shortcut: 'Ctrl+Alt+L',
    enabled: isOpen,
    run: () => {
      const present = presentSheet()
      if (present !== undefined) reapply(present.info.id)
    },
  },
]

export default findCommands
