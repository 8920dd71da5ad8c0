import { setTimeout as wait } from 'node:timers/promises'
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron'
import { enginePortMessage } from '#shared/contract/bridge.ts'
import { type EngineReport, engineReportSchema, type MainMessage } from '#shared/contract/protocol.ts'
import type { Dialogs } from './dialogs.ts'
import type { FileGrants } from './file-grants.ts'
import type { Log } from './log.ts'
import { restartDelay } from './restart-policy.ts'
import type { MainWindow } from './window.ts'

export interface EngineKeeperOptions {
  /** The built entry file. */
  readonly entry: string
  readonly projectDirectory: string
  readonly stagingDirectory: string
  readonly development: boolean
  /** Begin with the project of the last run. */
  readonly resume: boolean
  readonly window: MainWindow
  readonly grants: FileGrants
  readonly dialogs: Dialogs
  readonly log: Log
  readonly quit: () => void
}

export interface EngineKeeper {
  /** Has the engine close the project, and ends it; after `stopLimit` without its consent. */
  readonly stop: () => Promise<void>
}

/** What closing a large project may take, in milliseconds. What it does not finish is finished at the next opening. */
const stopLimit = 10_000

/** Each query under way holds a thread; with the usual four, a few long ones would keep the grid's windows waiting. */
const engineThreads = '16'

const restartedMessage = 'The calculation engine stopped and was started again. Every change is kept.'

/**
 * Runs the engine in a process of its own, tells it the files that the user granted, and gives each page a port to it.
 * When it dies it is started again with the project where it stood, and the window is told.
 */
export function setupEngine(options: EngineKeeperOptions): EngineKeeper {
  const { window, grants, dialogs, log } = options
  const deaths: number[] = []
  let engine: UtilityProcess | undefined
  let isPageLoaded = false
  let isStopping = false

  const send = (message: MainMessage) => engine?.postMessage(message)

  const start = (resume: boolean, message?: string) => {
    const started = utilityProcess.fork(options.entry, [], {
      serviceName: 'Tenure engine',
      env: { ...process.env, UV_THREADPOOL_SIZE: engineThreads },
      stdio: options.development ? 'inherit' : 'ignore',
    })
    engine = started
    started.on('exit', (code) => {
      if (engine === started) ended(code)
    })
    started.on('message', (data: unknown) => {
      const report = engineReportSchema.safeParse(data)
      if (!report.success) log.error('engine', `unknown report: ${report.error.message}`)
      else receive(started, report.data, message)
    })
    send({
      type: 'start',
      projectDirectory: options.projectDirectory,
      stagingDirectory: options.stagingDirectory,
      resume,
      development: options.development,
    })
    for (const { token, path, mode } of grants.all()) send({ type: 'grant', token, path, mode })
    const page = window.current()?.webContents
    if (isPageLoaded && page !== undefined) connect(page)
  }

  const receive = (from: UtilityProcess, report: EngineReport, message?: string) => {
    switch (report.type) {
      case 'started':
        if (message !== undefined) window.send({ type: 'engineRestarted', message })
        return
      case 'stopped':
        from.kill()
        return
      case 'fault':
        log.error(`engine ${report.operation}`, `${report.code}: ${report.cause}`)
        // One that could not open its project is of no use; one that could not close it has nothing left to wait for.
        if (report.operation === 'start' || report.operation === 'stop') from.kill()
    }
  }

  const ended = (code: number) => {
    engine = undefined
    if (isStopping) return
    log.error('engine', `ended with code ${code}`)
    deaths.push(Date.now())
    const delay = restartDelay(deaths, Date.now())
    if (delay === undefined) void askHowToGoOn()
    else setTimeout(() => restart(true), delay)
  }

  const restart = (resume: boolean) => {
    if (isStopping) return
    start(resume, resume ? restartedMessage : undefined)
    if (!resume) window.current()?.webContents.reload()
  }

  const askHowToGoOn = async () => {
    const pressed = await dialogs.ask({
      message: 'The calculation engine stopped several times.',
      detail: 'Every change is kept in the project. Try again, go on without the project, or quit.',
      buttons: ['Try Again', 'Go On Without the Project', 'Quit'],
      cancel: 2,
    })
    deaths.length = 0
    if (pressed === 2) options.quit()
    else restart(pressed === 0)
  }

  const connect = (page: WebContents) => {
    const { port1, port2 } = new MessageChannelMain()
    engine?.postMessage({ type: 'window' } satisfies MainMessage, [port1])
    page.postMessage(enginePortMessage, null, [port2])
  }

  grants.onGrant(({ token, path, mode }) => send({ type: 'grant', token, path, mode }))
  window.onCreate((created) => {
    isPageLoaded = false
    created.webContents.on('did-navigate', () => {
      isPageLoaded = false
    })
    created.webContents.on('render-process-gone', () => {
      isPageLoaded = false
    })
  })
  window.onLoad((page) => {
    isPageLoaded = true
    if (engine !== undefined) connect(page)
  })
  start(options.resume)

  return {
    stop: async () => {
      isStopping = true
      const stopping = engine
      if (stopping === undefined) return
      const exited = new Promise<void>((resolve) => stopping.once('exit', () => resolve()))
      send({ type: 'stop' })
      await Promise.race([exited, wait(stopLimit)])
      if (engine === undefined) return
      log.error('engine', 'did not stop in time')
      stopping.kill()
      await exited
    },
  }
}
