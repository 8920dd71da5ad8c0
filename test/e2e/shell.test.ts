import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { describe, expect, it, onTestFinished } from 'vitest'
import { electronArguments } from '#build/electron-arguments.mjs'
import { findElectronRuntime } from '#build/setup/electron-runtime.mjs'
import type {} from '#renderer/app/bridge.ts'
import { type LaunchedApp, type LaunchOptions, launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = { timeout: 30_000 }

async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-shell-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  return folder
}

/** Starts the app and ends it with the test, unless the test did. */
async function start(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const launched = await launchApp(options)
  onTestFinished(() => launched.close().catch(() => undefined))
  return launched
}

const customers = 'customer_id,plan,mrr\nc1,Basic,10\nc2,Pro,25\n'
const datedCustomers = 'customer_id,start_date,plan,mrr\nc1,2023-02-01,Basic,10\nc2,2024-03-30,Pro,25\n'

async function customersFile(folder: string, text = customers): Promise<string> {
  const path = join(folder, 'people.csv')
  await writeFile(path, text)
  return path
}

const openWhatIf = ({ window }: LaunchedApp) =>
  window.getByRole('navigation', { name: 'Workspaces' }).getByRole('button', { name: 'What-if' }).click()

const titleOf = ({ app }: LaunchedApp): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')

const press = ({ app }: LaunchedApp, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id)

const enginePid = (app: ElectronApplication): Promise<number | undefined> =>
  app.evaluate(({ app: shell }) => shell.getAppMetrics().find(({ name }) => name === 'Tenure engine')?.pid)

const themeOf = ({ window }: LaunchedApp): Promise<string | undefined> =>
  window.evaluate(() => document.documentElement.dataset.theme)

/** A second start of the same profile, as by the desktop; not driven, because it has to end by itself. */
function startAgain(userData: string, files: readonly string[]): ChildProcess {
  const runtime = findElectronRuntime()
  if (runtime === undefined) throw new Error('There is no Electron runtime: run node build/setup.mjs test')
  return spawn(
    runtime.executable,
    [...electronArguments(runtime.appArguments), `--user-data-dir=${userData}`, ...files],
    { stdio: 'ignore' },
  )
}

describe('the start', () => {
  it('shows the start screen, under the name of the app', async () => {
    const launched = await start()
    await launched.window.getByRole('heading', { name: 'Drop a workbook here' }).waitFor()
    expect(await titleOf(launched)).toBe('Tenure')
  })

  it('opens the file named on the command line', async () => {
    const launched = await start({ files: [await customersFile(await scratchFolder())] })
    await expect.poll(() => titleOf(launched), patience).toBe('people - edited')
  })

  it('opens a file of which nothing can be mapped, without a change to take back', async () => {
    const { window } = await start({ files: [await customersFile(await scratchFolder(), 'a,b\nx,y\nz,w\n')] })
    await window.getByText('No dates mapped').waitFor()
    expect(await window.getByRole('button', { name: 'Nothing to undo' }).count()).toBe(1)
  })

  it('hands a second start its files over to the first', async () => {
    const folder = await scratchFolder()
    const launched = await start({ userData: join(folder, 'profile') })
    await launched.window.getByRole('heading', { name: 'Drop a workbook here' }).waitFor()
    const second = startAgain(launched.userData, [await customersFile(folder)])
    const status = await new Promise((resolve) => second.once('exit', resolve))
    expect(status).toBe(0)
    await expect.poll(() => titleOf(launched), patience).toBe('people - edited')
    expect(launched.app.windows()).toHaveLength(1)
  })

  it('leaves a screenshot where it is told to', async () => {
    const folder = await scratchFolder()
    const picture = join(folder, 'screenshot.png')
    await start({
      files: [await customersFile(folder)],
      environment: { TENURE_SCREENSHOT: picture },
    })
    await expect.poll(() => existsSync(picture), patience).toBe(true)
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('what is remembered', () => {
  it('is the theme, panel states, and the window with its zoom', async () => {
    const userData = await scratchFolder()
    const first = await start({ userData })
    await first.window.getByRole('heading', { name: 'Drop a workbook here' }).waitFor()
    await press(first, 'theme.dark')
    await expect.poll(() => themeOf(first), patience).toBe('dark')
    await press(first, 'zoom.in')
    await first.window.evaluate(() =>
      window.tenure.shell('shell.writeState', { key: 'test.panel', value: { width: 321, open: false } }),
    )
    await first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 30, y: 40, width: 1000, height: 650 }),
    )
    await first.close()

    const second = await start({ userData })
    await expect.poll(() => themeOf(second), patience).toBe('dark')
    const state = await second.window.evaluate(() =>
      window.tenure.shell('shell.readState', { key: 'test.panel' }),
    )
    expect(state).toEqual({ ok: true, value: { value: { width: 321, open: false } } })
    const [bounds, zoom] = await second.app.evaluate(({ BrowserWindow }) => {
      const opened = BrowserWindow.getAllWindows()[0]
      return [opened?.getNormalBounds(), opened?.webContents.getZoomFactor()] as const
    })
    expect(bounds).toMatchObject({ width: 1000, height: 650 })
    expect(zoom).toBeCloseTo(1.1)
  })

  it('is which files were opened, even when one has gone', async () => {
    const folder = await scratchFolder()
    const userData = join(folder, 'profile')
    const file = await customersFile(folder)
    const first = await start({ userData, files: [file] })
    const recentFiles = () => first.window.evaluate(() => window.tenure.shell('shell.recent', {}))
    await expect
      .poll(recentFiles, patience)
      .toMatchObject({ value: { files: [{ name: 'people.csv', missing: false }] } })
    await first.close()
    await rm(file)

    const second = await start({ userData })
    const recent = await second.window.evaluate(() => window.tenure.shell('shell.recent', {}))
    expect(recent).toMatchObject({ ok: true, value: { files: [{ name: 'people.csv', missing: true }] } })
  })

  it('is work that was never given a name', async () => {
    const folder = await scratchFolder()
    const userData = join(folder, 'profile')
    const first = await start({ userData, files: [await customersFile(folder, datedCustomers)] })
    await expect.poll(() => titleOf(first), patience).toBe('people - edited')
    await first.window.getByRole('button', { name: 'Period before' }).click()
    const period = ({ window }: LaunchedApp) => window.getByRole('group', { name: 'Period' }).textContent()
    const chosen = await period(first)
    expect(chosen).toContain('Feb 2024')
    await openWhatIf(first)
    await first.window.getByTitle('Add a scenario').click()
    await first.window.getByRole('tab', { name: 'Revenue at risk' }).click()
    const months = first.window.getByLabel('Months', { exact: true }).last()
    await months.fill('7')
    await months.press('Enter')
    const lastChange = () =>
      first.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('undo')?.label)
    await expect.poll(lastChange, patience).toContain('revenue at risk')
    await first.close()
    // Closed properly: nothing is left in DuckDB's log, all of it is in the project's one file.
    const left = await readdir(join(userData, 'projects'))
    expect(left.filter((name) => name.endsWith('.wal'))).toEqual([])

    const second = await start({ userData })
    await expect.poll(() => titleOf(second), patience).toBe('people - edited')
    await second.window.getByText('people has not been saved under a name yet. It is open again.').waitFor()
    await expect.poll(() => period(second), patience).toBe(chosen)
    // What-if comes back with it: the scenarios, and the questions as they were last asked.
    await openWhatIf(second)
    // It carries a mark as soon as it is known that these numbers do not make a projection.
    const scenarios = second.window.getByRole('navigation', { name: 'Scenarios' })
    await scenarios.getByRole('button', { name: /^Scenario 1/ }).waitFor()
    await second.window.getByRole('tab', { name: 'Revenue at risk', selected: true }).waitFor()
    await second.window.getByText('The exported workbook answers this.').waitFor()
    expect(await second.window.getByLabel('Months', { exact: true }).last().inputValue()).toBe('7')
  })
})

describe('files and dialogs', () => {
  it('opens what the user chooses, and writes only the file the user names', async () => {
    const folder = await scratchFolder()
    const answers = join(folder, 'answers.json')
    const pdf = join(folder, 'view.pdf')
    await writeFile(answers, JSON.stringify({ open: [await customersFile(folder)], save: pdf }))
    const launched = await start({ environment: { TENURE_TEST_DIALOGS: answers } })
    await launched.window.getByRole('button', { name: 'Open a file' }).click()
    await expect.poll(() => titleOf(launched), patience).toBe('people - edited')

    await press(launched, 'theme.dark')
    await expect.poll(() => themeOf(launched), patience).toBe('dark')
    await press(launched, 'printPdf')
    // Paper is white; the window is dark again after it.
    await expect.poll(() => themeOf(launched), patience).toBe('light')
    await expect.poll(() => existsSync(pdf), patience).toBe(true)
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
    await expect.poll(() => themeOf(launched), patience).toBe('dark')
  })

  it('grants a file that the system handed to the page', async () => {
    const file = await customersFile(await scratchFolder())
    const launched = await start()
    await launched.window.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'handed'
      document.body.append(input)
    })
    await launched.window.locator('#handed').setInputFiles(file)
    const granted = await launched.window.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#handed')
      return window.tenure.grantDroppedFiles([...(input?.files ?? [])])
    })
    expect(granted).toEqual([{ file: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'people.csv' }])
  })

  it('copies as text and as a table', async () => {
    const launched = await start()
    const clipboard = await launched.window.evaluate(async () => {
      await window.tenure.shell('shell.copyText', {
        text: 'a\tb',
        html: '<table><tr><td>a</td></tr></table>',
      })
      return window.tenure.shell('shell.readClipboard', {})
    })
    expect(clipboard).toMatchObject({ ok: true, value: { text: 'a\tb' } })
    expect(clipboard.ok && clipboard.value.html).toContain('<td>a</td>')
  })

  it('takes a picture, and nothing else under its name', async () => {
    const launched = await start()
    const copy = (data: string) =>
      launched.window.evaluate((data) => window.tenure.shell('shell.copyPicture', { data }), data)
    const canvas = await launched.window.evaluate(() => {
      const drawn = document.createElement('canvas')
      drawn.width = 3
      drawn.height = 2
      return drawn.toDataURL('image/png').slice('data:image/png;base64,'.length)
    })
    expect(await copy(canvas)).toMatchObject({ ok: true })
    const formats: unknown = await launched.app.evaluate(async ({ clipboard }) => {
      // Electron had this before its clipboard took over the web's items.
      const availableFormats: unknown = Reflect.get(clipboard, 'availableFormats')
      if (typeof availableFormats === 'function') return availableFormats.call(clipboard)
      return (await clipboard.read()).flatMap(({ types }) => types)
    })
    expect(formats).toContain('image/png')
    expect(await copy('bm8gcGljdHVyZQ==')).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
  })
})

describe('the menu', () => {
  it('follows the project', async () => {
    const launched = await start()
    const isEnabled = () =>
      launched.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save')?.enabled)
    expect(await isEnabled()).toBe(false)
    await launched.window.getByRole('button', { name: 'Open the sample' }).click()
    await expect.poll(() => titleOf(launched), patience).toBe('Tenure sample - edited')
    expect(await isEnabled()).toBe(true)
  })

  it('leads to the command palette and to a workspace', async () => {
    const launched = await start({ files: [await customersFile(await scratchFolder())] })
    await expect.poll(() => titleOf(launched), patience).toBe('people - edited')
    // The window goes to the data once the file is read, whatever was pressed before.
    const presentWorkspace = async () => {
      await press(launched, 'workspace.kpis')
      return launched.window.locator('.rail [aria-current="page"]').textContent()
    }
    await expect.poll(presentWorkspace, patience).toBe('KPIs')
    await press(launched, 'palette')
    await launched.window.getByPlaceholder('Command, sheet, column, metric or scenario').waitFor()
  })
})

/** Signals every process of the app, and waits until it has ended. */
async function signalAll({ app }: LaunchedApp, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const pids = await app.evaluate((electron) => electron.app.getAppMetrics().map(({ pid }) => pid))
  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  for (const pid of pids) process.kill(pid, signal)
  await ended
}

describe('recovery', () => {
  it('starts a killed engine again, with the project, and tells the user', async () => {
    const launched = await start({ files: [await customersFile(await scratchFolder())] })
    await expect.poll(() => titleOf(launched), patience).toBe('people - edited')
    const killed = await enginePid(launched.app)
    if (killed === undefined) throw new Error('there is no engine process')
    process.kill(killed, 'SIGKILL')
    await launched.window
      .getByText('The calculation engine stopped and was started again. Every change is kept.')
      .waitFor(patience)
    expect(await enginePid(launched.app)).not.toBe(killed)
    expect(await titleOf(launched)).toBe('people - edited')
  })

  it('loads a window again whose process was killed, with the project', async () => {
    const launched = await start({ files: [await customersFile(await scratchFolder())] })
    await expect.poll(() => titleOf(launched), patience).toBe('people - edited')
    await launched.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const loadedAgain = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
      contents?.forcefullyCrashRenderer()
      await loadedAgain
    })
    // Through main, because the driver does not follow a page into its next process.
    const shown = () =>
      launched.app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        return String(await contents?.executeJavaScript('document.body.innerText'))
      })
    await expect
      .poll(shown, patience)
      .toContain('The window stopped and was opened again. Every change is kept.')
    expect(await titleOf(launched)).toBe('people - edited')
  })

  it('opens the project again after every process was killed', async () => {
    const folder = await scratchFolder()
    const userData = join(folder, 'profile')
    const first = await start({ userData, files: [await customersFile(folder)] })
    await expect.poll(() => titleOf(first), patience).toBe('people - edited')
    await signalAll(first, 'SIGKILL')

    const second = await start({ userData })
    await expect.poll(() => titleOf(second), patience).toBe('people - edited')
    await second.window
      .getByText('Tenure did not close properly last time. people is open again with every change.')
      .waitFor(patience)

    // As at the end of a desktop session: a page loaded again would keep the app from ending.
    await signalAll(second, 'SIGTERM')
  })
})
