import { app } from 'electron'
import { done } from './answers.ts'
import type { LastRun } from './last-run.ts'
import type { ShellHandlers } from './shell-operations.ts'
import type { MainWindow } from './window.ts'

/** "telco - edited"; the app's name where nothing is open. */
export function titleOf(name: string, edited: boolean, appName: string): string {
  if (name === '') return appName
  return edited ? `${name} - edited` : name
}

export function setupTitle(window: MainWindow, lastRun: LastRun): Pick<ShellHandlers, 'shell.setTitle'> {
  return {
    'shell.setTitle': ({ name, edited }) => {
      const current = window.current()
      current?.setTitle(titleOf(name, edited, app.name))
      current?.setDocumentEdited(edited)
      lastRun.note({ project: name, edited })
      return done({})
    },
  }
}
