import type { App } from 'electron'
import type { Dialogs } from './dialogs.ts'
import type { Log } from './log.ts'
import { restartDelay } from './restart-policy.ts'
import type { MainWindow } from './window.ts'

export interface WindowRecoveryOptions {
  readonly app: App
  readonly window: MainWindow
  readonly dialogs: Dialogs
  readonly log: Log
  /** The page is about to be loaded again and will ask its first question anew. */
  readonly onReload: () => void
  readonly quit: () => void
}

/** Loads the page again when its process dies; the engine has the project open all the while. */
export function setupWindowRecovery({
  app,
  window,
  dialogs,
  log,
  onReload,
  quit,
}: WindowRecoveryOptions): void {
  // A session that ends stops every process at once: a page loaded again would keep the app from ending.
  let isQuitting = false
  app.on('before-quit', () => {
    isQuitting = true
  })
  const deaths: number[] = []
  window.onCreate((created) => {
    const reload = () => {
      if (created.isDestroyed() || isQuitting) return
      onReload()
      created.webContents.reload()
    }
    created.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return
      if (isQuitting) {
        created.destroy()
        return
      }
      log.error('window', `the page's process ended: ${reason}, ${exitCode}`)
      deaths.push(Date.now())
      const delay = restartDelay(deaths, Date.now())
      if (delay !== undefined) {
        setTimeout(reload, delay)
        return
      }
      void dialogs
        .ask({
          message: 'The window stopped several times.',
          detail: 'Every change is kept. Try again, or quit and start Tenure later.',
          buttons: ['Try Again', 'Quit'],
          cancel: 1,
        })
        .then((pressed) => (pressed === 0 ? reload() : quit()))
    })
    created.webContents.on('preload-error', (_event, _path, error) => log.error('preload', error.message))
    created.webContents.on('unresponsive', () => log.error('window', 'the page does not answer'))
  })
}
