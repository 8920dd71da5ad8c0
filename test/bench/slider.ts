/**
 * Bench of the way from a slider to the pictures, in the built app with its sample workbook and three scenarios: from the
 * key press to the second frame after the chart of the months has been drawn anew. Needs a display and a built app.
 *
 *   npm run bench -- slider
 *
 * A frame at 60 Hz is 16.7 ms; beside each figure stands how many frames that is.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron, type Page } from '@playwright/test'
import { electronArguments } from '#build/electron-arguments.mjs'
import { findElectronRuntime } from '#build/setup/electron-runtime.mjs'

const presses = 80
const frame = 1000 / 60

/** Milliseconds from each key press to the frame after the new picture. */
const measure = (page: Page): Promise<number[]> =>
  page.evaluate(async (count) => {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Churn a month slider"]')
    const chart = document.querySelector('.compare-lines .chart > div:last-child svg')
    if (slider === null || chart === null) throw new Error('There is no slider or no chart.')
    slider.focus()
    const times: number[] = []
    for (let press = 0; press < count; press += 1) {
      const key = press % 20 < 10 ? 'ArrowRight' : 'ArrowLeft'
      const drawn = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect()
          resolve()
        })
        observer.observe(chart, { subtree: true, childList: true, attributes: true })
      })
      const begin = performance.now()
      slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      await drawn
      await new Promise((resolve) => requestAnimationFrame(resolve))
      times.push(performance.now() - begin)
    }
    slider.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowLeft', bubbles: true }))
    return times
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
  const times = await measure(window)
  await app.close()
  await rm(profile, { recursive: true, force: true })
  for (const [name, share] of [
    ['median', 0.5],
    ['p95', 0.95],
  ] as const) {
    const time = quantile(times, share)
    process.stdout.write(
      `slider to picture, 3 scenarios, ${name.padEnd(8)}${time.toFixed(1).padStart(8)} ms${(time / frame).toFixed(1).padStart(8)} frames\n`,
    )
  }
}

await bench()
