import { chooseAndAdd, chooseAndOpen, closeProject, openSample, saveAs } from '../open-project.ts'
import { useProject } from '../state/project.ts'
import { toast } from '../toaster.ts'
import type { Command } from './command.ts'

const isOpen = (): boolean => useProject.getState().project !== undefined

/** Every edit is on disk the moment it shows; "save" names the project, or says that there is nothing left to do. */
async function save(): Promise<void> {
  const project = useProject.getState().project
  if (project?.saved !== true) return saveAs()
  await toast(`Everything is saved in ${project.name}`)
}

const fileCommands: readonly Command[] = [
  { id: 'open', title: 'Open a file', group: 'File', shortcut: 'Ctrl+O', run: chooseAndOpen },
  { id: 'import', title: 'Add files to this project', group: 'File', enabled: isOpen, run: chooseAndAdd },
  { id: 'openSample', title: 'Open the sample workbook', group: 'Help', run: openSample },
  { id: 'save', title: 'Save the project', group: 'File', shortcut: 'Ctrl+S', enabled: isOpen, run: save },
  {
    id: 'saveAs',
    title: 'Save the project as',
    group: 'File',
    shortcut: 'Ctrl+Shift+S',
    enabled: isOpen,
    run: saveAs,
  },
  { id: 'closeProject', title: 'Close the project', group: 'File', enabled: isOpen, run: closeProject },
]

export default fileCommands
