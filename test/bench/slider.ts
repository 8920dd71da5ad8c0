/**
 * Bench of the way from a slider to the picture, in the built app with its sample workbook and three scenarios. Needs a
 * display and a built app.
 *
 *   npm run bench -- slider
 *
 * Two times from a key press: until the months' chart has been drawn anew, which is the app's own work, and until the
 * frame after it, when the picture has been handed over to be shown. Between the two lies what the browser makes of it:
 * layout and painting, here by the processor, elsewhere by the graphics card. A frame at 60 Hz is 16.7 ms; beside each
 * time stands how many frames that is, and below what a step costs the window in processor time.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test'
import { electronArguments } from '#build/electron-arguments.mjs'
import { findElectronRuntime } from '#build/setup/electron-runtime.mjs'

const presses = 80
const frame = 1000 / 60

interface Step {
  readonly drawn: number
  readonly handedOver: number
}

/** Milliseconds from each key press to the new chart and to the frame after it. */
const measure = (page: Page): Promise<Step[]> =>
  page.evaluate(async (count) => {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Churn a month slider"]')
    const chart = document.querySelector('.compare-lines .chart > div:last-child svg')
    if (slider === null || chart === null) throw new Error('There is no slider or no chart.')
    slider.focus()
    const steps: { drawn: number; handedOver: number }[] = []
    for (let press = 0; press < count; press += 1) {
      const key = press % 20 < 10 ? 'ArrowRight' : 'ArrowLeft'
      const chartDrawn = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect()
          resolve(performance.now())
        })
        observer.observe(chart, { subtree: true, childList: true, attributes: true })
      })
      const begin = performance.now()
      slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      const drawn = (await chartDrawn) - begin
      await new Promise((resolve) => requestAnimationFrame(resolve))
      steps.push({ drawn, handedOver: performance.now() - begin })
      // A hand on a slider leaves the window time between its moves.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    slider.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowLeft', bubbles: true }))
    return steps
  }, presses)

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

async function bench(): Promise<void> {
  const runtime = findElectronRuntime()
  if (runtime === undefined) throw new Error('There is no Electron runtime: run node build/setup.mjs test')
  const profile = await mkdtemp(join(tmpdir(), 'tenure-bench-'))
  const app = await electron.launch({
    executablePath: runtime.executable,
    args: [
      ...electronArguments(runtime.appArguments),
      `--user-data-dir=${profile}`,
      join(process.cwd(), 'dist', 'sample', 'Tenure sample.xlsx'),
    ],
  })
  const window = await app.firstWindow()
  await window
    .getByRole('navigation', { name: 'Workspaces' })
    .getByRole('button', { name: 'What-if' })
    .click()
  await window.locator('.comparison-table').waitFor()
  for (let scenario = 0; scenario < 3; scenario += 1) {
    await window.getByRole('navigation', { name: 'Scenarios' }).getByTitle('Add a scenario').click()
    await window.waitForTimeout(1000)
  }
  await measure(window)
  const before = await processorTime(app)
  const steps = await measure(window)
  const after = await processorTime(app)
  await app.close()
  await rm(profile, { recursive: true, force: true })
  for (const [what, timeOf] of [
    ['chart drawn', ({ drawn }: Step) => drawn],
    ['handed over', ({ handedOver }: Step) => handedOver],
  ] as const) {
    for (const [name, share] of [
      ['median', 0.5],
      ['p95', 0.95],
    ] as const) {
      const time = quantile(steps.map(timeOf), share)
      process.stdout.write(
        `slider, 3 scenarios, ${what}, ${name.padEnd(8)}${time.toFixed(1).padStart(8)} ms${(time / frame).toFixed(1).padStart(8)} frames\n`,
      )
    }
  }
  process.stdout.write(
    `processor time of the window, a step${((after - before) / presses).toFixed(1).padStart(16)} ms\n`,
  )
}

/** Milliseconds that the window's own process has worked so far. */
const processorTime = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .reduce((total, { cpu }) => total + (cpu.cumulativeCPUUsage ?? Number.NaN) * 1000, 0),
  )

await bench()
