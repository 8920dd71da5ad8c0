import type { App } from 'electron'
import type { EngineKeeper } from './engine-keeper.ts'
import type { LastRun } from './last-run.ts'
import type { SettingsStore } from './settings.ts'

export interface QuitOptions {
  readonly app: App
  readonly engine: EngineKeeper
  readonly lastRun: LastRun
  readonly settings: SettingsStore
}

/** Ends in order: the windows are gone by now, the engine closes the project, the settings reach the disk. */
export function setupQuit({ app, engine, lastRun, settings }: QuitOptions): void {
  let isFinished = false
  let isFinishing = false
  app.on('will-quit', (event) => {
    if (isFinished) return
    event.preventDefault()
    if (isFinishing) return
    isFinishing = true
    void finish().finally(() => {
      isFinished = true
      app.quit()
    })
  })

  const finish = async () => {
    await engine.stop()
    lastRun.end()
    await settings.flush()
  }

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // A start that came while this one was ending handed its files to nobody: begin anew with them.
  app.on('second-instance', (_event, argv) => {
    if (isFinishing) app.relaunch({ args: argv.slice(1) })
  })
}
