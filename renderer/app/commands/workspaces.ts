import { workspaceLabels } from '../frame/rail.tsx'
import { useProject } from '../state/project.ts'
import { useView, workspaces } from '../state/view.ts'
import type { Command } from './command.ts'

const isOpen = (): boolean => useProject.getState().project !== undefined

const workspaceCommands: readonly Command[] = [
  ...workspaces.map(
    (workspace, index): Command => ({
      id: `workspace.${workspace}`,
      title: `Go to ${workspaceLabels[workspace].name}`,
      group: 'Go to',
      icon: workspaceLabels[workspace].icon,
      shortcut: `Ctrl+${index + 1}`,
      enabled: isOpen,
      run: () => useView.getState().go(workspace),
    }),
  ),
  {
    id: 'export',
    title: 'Export the workbook',
    group: 'File',
    shortcut: 'Ctrl+E',
    enabled: isOpen,
    run: () => useView.getState().go('export'),
  },
  {
    id: 'inspector',
    title: 'Show or hide the inspector',
    group: 'View',
    shortcut: 'Ctrl+I',
    run: () => useView.getState().setInspector(!useView.getState().inspector),
  },
]

export default workspaceCommands
