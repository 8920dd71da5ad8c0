import { useEffect } from 'react'
import { shell } from './bridge.ts'
import { restorePeriod } from './chosen-period.ts'
import { runCommand } from './commands/index.ts'
import { engine } from './engine-client.ts'
import { openFiles } from './open-project.ts'
import { useProject } from './state/project.ts'
import { useView } from './state/view.ts'
import { toast } from './toaster.ts'

/** Start-up, and what the shell says later: menu commands, files opened from outside, theme, a restarted engine. */
export function useShellEvents(): void {
  useEffect(() => {
    void startUp()
    return window.tenure.onEvent((event) => {
      switch (event.type) {
        case 'menu':
          runCommand(event.command)
          return
        case 'files':
          void openFiles(event.files)
          return
        case 'theme':
          useView.getState().setTheme(event.theme, event.dark)
          return
        case 'engineRestarted':
          void recover(event.message)
          return
      }
    })
  }, [])
}

async function startUp(): Promise<void> {
  const answer = await shell('shell.startUp', {})
  if (!answer.ok) return
  const { files, theme, dark, recovered } = answer.value
  useView.getState().setTheme(theme, dark)
  if (files.length > 0) await openFiles(files)
  else if (recovered !== null) await recover(recovered)
  await shell('shell.ready', {})
}

/** The engine has the project open again where it stood; the window only has to ask for it. */
async function recover(message: string): Promise<void> {
  const project = await engine('project.info', {})
  if (project.ok && project.value.sheets.length > 0) {
    useProject.getState().setProject(project.value)
    await restorePeriod()
  }
  await toast(message)
}
