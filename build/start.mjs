/**
 * Opens the app: `npm start` on the sample workbook, `npm start -- FILE...` on files.
 * On a machine without a display the app runs in memory; its headline KPIs and a screenshot stand in for
 * the window, and it stays until it is ended.
 */
import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { electronArguments } from './electron-arguments.mjs'
import { endingSignal } from './ending-signal.mjs'
import { canMakeDisplay, hasDisplay, makeDisplay } from './setup/display.mjs'
import { findElectronRuntime } from './setup/electron-runtime.mjs'
import { inProject } from './setup/project.mjs'
import { runCommand } from './setup/run-command.mjs'
import { sampleName } from './targets.mjs'

/** The values shown when there is no window to show them. */
const headlineMetrics = [
  'customer_churn_rate',
  'customer_retention_rate',
  'arpa',
  'customer_lifetime_value',
  'nps',
  'csat',
  'ticket_resolution_rate',
  'average_resolution_time',
]

/** How often to look whether the screenshot has been written, in milliseconds. */
const screenshotInterval = 200
/** Aborted when the app has to go: by a signal, or because whoever started it has gone. */
const ending = endingSignal()

async function start(args) {
  // npm runs scripts in the project's folder; file names are meant from where the user stands.
  const files = args.map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file))
  const missing = files.find((file) => !existsSync(file))
  if (missing !== undefined) return fail(`There is no file ${missing}.`)

  const runtime = findElectronRuntime()
  if (runtime === undefined) return fail('There is no Electron runtime. Run: node build/setup.mjs')

  const opened = files.length > 0 ? files : [inProject('dist', 'sample', sampleName)]
  if (hasDisplay()) return openApp(runtime, opened, {})
  if (!canMakeDisplay()) {
    return fail('There is no display and no Xvfb. On Debian or Ubuntu: sudo apt-get install -y xvfb')
  }
  return openWithoutDisplay(runtime, opened)
}

async function openWithoutDisplay(runtime, files) {
  const display = await makeDisplay()
  const screenshot = inProject('dist', 'screenshot.png')
  rmSync(screenshot, { force: true })
  console.log('No display here: Tenure runs in memory. End it with Ctrl+C.')
  const announcement = setInterval(() => {
    if (!existsSync(screenshot)) return
    clearInterval(announcement)
    console.log(`Screenshot: ${screenshot}`)
  }, screenshotInterval)
  try {
    await printHeadlines(files)
    await openApp(runtime, files, {
      DISPLAY: display.name,
      TENURE_SCREENSHOT: screenshot,
    })
  } finally {
    clearInterval(announcement)
    display.stop()
  }
}

async function printHeadlines(files) {
  const { stdout, stderr } = await runCommand(
    process.execPath,
    [
      inProject('dist', 'cli', 'tenure.js'),
      'kpi',
      ...files,
      '--latest',
      ...headlineMetrics.flatMap((id) => ['--metric', id]),
    ],
    { signal: ending.signal },
  )
  console.log((stdout || stderr).trimEnd())
}

/** Runs the app until it ends, or until this process is told to end. */
function openApp(runtime, files, environment) {
  if (ending.signal.aborted) return
  const child = spawn(runtime.executable, [...electronArguments(runtime.appArguments), ...files], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  ending.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  child.stderr.setEncoding('utf8').on('data', (text) => process.stderr.write(withoutChromiumNoise(text)))
  return /** @type {Promise<void>} */ (
    new Promise((done) => {
      child.once('error', (error) => done(fail(`Electron could not be started: ${error.message}`)))
      child.once('exit', (status) => {
        process.exitCode = ending.signal.aborted ? 0 : (status ?? 1)
        done()
      })
    })
  )
}

/** Chromium reports missing desktop services (D-Bus, GPU) on every machine without a desktop. */
function withoutChromiumNoise(text) {
  return text
    .split('\n')
    .filter((line) => !/^\[\d+:\d{4}\/[\d.]+:(ERROR|WARNING):/.test(line))
    .join('\n')
}

function fail(message) {
  console.error(message)
  process.exitCode = 1
}

await start(process.argv.slice(2))
