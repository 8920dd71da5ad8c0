import { app, dialog } from 'electron'
import { describeCause } from './answers.ts'
import type { Log } from './log.ts'

/** What nothing else caught: recorded, and after an exception the app ends, since its state is not to be trusted. */
export function setupFaults(log: Log): void {
  process.on('unhandledRejection', (reason) => log.error('main', describeCause(reason)))
  process.on('uncaughtException', (error) => {
    log.error('main', describeCause(error))
    dialog.showErrorBox(
      'Tenure has to close',
      'Something went wrong inside Tenure. Every change is kept; start it again to go on.',
    )
    app.exit(1)
  })
}
