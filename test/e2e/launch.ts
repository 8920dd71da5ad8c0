import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  chromium,
  type ElectronApplication,
  _electron as electron,
  type Page,
} from '@playwright/test'
import { electronArguments } from '#build/electron-arguments.mjs'
import { findElectronRuntime } from '#build/setup/electron-runtime.mjs'
import { inProject } from '#build/setup/project.mjs'

export interface LaunchOptions {
  /** Files named on the command line. */
  readonly files?: readonly string[]
  /** Profile to start from, so that one launch can find what another left; a fresh one when absent. */
  readonly userData?: string
  readonly environment?: Readonly<Record<string, string>>
}

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly window: Page
  readonly userData: string
  /** Ends the app; removes its profile unless the caller brought it. */
  readonly close: () => Promise<void>
}

/** How long a start may take on a loaded machine, in milliseconds. */
const startTimeout = 120_000

/** Starts the built app as a user would, with a profile of its own, and waits for its window. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const runtime = findElectronRuntime()
  if (runtime === undefined) throw new Error('There is no Electron runtime: run node build/setup.mjs test')
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'tenure-profile-')))
  const app = await electron.launch({
    executablePath: runtime.executable,
    args: [
      ...electronArguments(runtime.appArguments),
      `--user-data-dir=${userData}`,
      ...(options.files ?? []),
    ],
    env: inheritedEnvironment(options.environment),
    timeout: startTimeout,
  })
  const window = await app.firstWindow({ timeout: startTimeout })
  const close = async () => {
    await app.close()
    if (options.userData === undefined) await removeProfile(userData)
  }
  return { app, window, userData, close }
}

export interface LaunchedPackage {
  readonly process: ChildProcess
  readonly window: Page
  readonly close: () => Promise<void>
}

/** Where `npm run package` leaves the unpacked app on this platform. */
export function packagedExecutable(): string {
  const places: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'linux-unpacked/tenure',
    win32: 'win-unpacked/Tenure.exe',
    darwin: `mac${process.arch === 'arm64' ? '-arm64' : ''}/Tenure.app/Contents/MacOS/Tenure`,
  }
  return inProject('release', places[process.platform] ?? '')
}

export function isPackaged(): boolean {
  return existsSync(packagedExecutable())
}

/**
 * Starts the packaged app. Its fuses close the door that Playwright's Electron driver uses (--inspect), so
 * the window is reached as a web page over Chromium's debugging port.
 */
export async function launchPackagedApp(options: LaunchOptions = {}): Promise<LaunchedPackage> {
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'tenure-profile-')))
  const child = spawn(
    packagedExecutable(),
    [
      ...electronArguments([]),
      `--user-data-dir=${userData}`,
      '--remote-debugging-port=0',
      ...(options.files ?? []),
    ],
    { env: inheritedEnvironment(options.environment), stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const browser = await chromium.connectOverCDP(await debuggingAddress(child), { timeout: startTimeout })
  const window = await firstPage(browser)
  const close = async () => {
    await browser.close()
    await endProcess(child)
    if (options.userData === undefined) await removeProfile(userData)
  }
  return { process: child, window, close }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const timer = setTimeout(
      () => reject(new Error(`The packaged app did not start:\n${output}`)),
      startTimeout,
    )
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
    child.once('exit', (status) => {
      clearTimeout(timer)
      reject(new Error(`The packaged app ended with status ${status}:\n${output}`))
    })
  })
}

async function firstPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('The packaged app has no browser context.')
  return context.pages()[0] ?? (await context.waitForEvent('page', { timeout: startTimeout }))
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Chromium writes to its profile for a moment after the app has gone. */
async function removeProfile(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

function inheritedEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { ...Object.fromEntries(inherited), ...extra }
}
