import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { expect, it, onTestFinished } from 'vitest'
import type {} from '#renderer/app/bridge.ts'
import { seriousViolations } from './axe.ts'
import { launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = { timeout: 60_000 }

/** What is serious, by rule, with where it was found; of all rules or only of the one named. */
async function faults(page: Page, rule?: string): Promise<string[]> {
  const violations = await seriousViolations(page, rule)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => window.tenure.shell('shell.setTheme', { theme: chosen }), theme)
  await expect.poll(() => page.locator('html').getAttribute('data-theme'), patience).toBe(theme)
}

/** Looks at what is on screen; the dark theme differs in nothing but colours. */
async function look(page: Page, place: string, found: string[]): Promise<void> {
  found.push(...(await faults(page)).map((fault) => `${place}: ${fault}`))
  await setTheme(page, 'dark')
  found.push(...(await faults(page, 'color-contrast')).map((fault) => `${place}, dark: ${fault}`))
  await setTheme(page, 'light')
}

/** Each workspace, with what shows that it is there, and its tabs. */
const workspaces: readonly { name: string; there: (page: Page) => Locator }[] = [
  { name: 'Data', there: (page) => page.locator('.ag-row').first() },
  { name: 'Mapping', there: (page) => page.locator('.coverage') },
  { name: 'KPIs', there: (page) => page.getByRole('tab', { name: 'Metrics', exact: true }) },
  { name: 'What-if', there: (page) => page.getByRole('tab', { name: 'Compare' }) },
  { name: 'Export', there: (page) => page.locator('main h2, main h3').first() },
]

/** Controls above the workspace that lie over one another or leave the window, by their names. */
const crowded = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll('.toolbar :is(h1, button, input, select)')].map(
      (element) => ({
        name: element.getAttribute('aria-label') ?? element.textContent,
        box: element.getBoundingClientRect(),
      }),
    )
    return controls.flatMap(({ name, box }, index) => {
      const isOver = controls
        .slice(index + 1)
        .some(
          ({ box: other }) =>
            box.left < other.right - 1 &&
            other.left < box.right - 1 &&
            box.top < other.bottom - 1 &&
            other.top < box.bottom - 1,
        )
      return isOver || box.right > innerWidth ? [name ?? ''] : []
    })
  })

/** At 200 % a window of 1280 x 800 is one of 640 x 400: nothing may be cut off where it cannot be scrolled to. */
async function lookAtLargestZoom(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(2)
  })
  await expect.poll(() => page.evaluate(() => innerWidth), patience).toBe(640)
  for (const [index, { name, there }] of workspaces.entries()) {
    await page.keyboard.press(`Control+${index + 1}`)
    await there(page).waitFor(patience)
    expect(await crowded(page), name).toEqual([])
  }
}

it('has nothing serious against any screen for those who use assistive technology, in light and dark', async () => {
  const { app, window: page, close } = await launchApp()
  onTestFinished(() => close().catch(() => undefined))
  const found: string[] = []
  await page.locator('.start').waitFor()
  await setTheme(page, 'light')
  await look(page, 'Start', found)
  await page.getByRole('button', { name: 'Open the sample' }).click()
  await page.locator('.sheet-tab-kind').first().waitFor(patience)
  for (const [index, { name, there }] of workspaces.entries()) {
    await page.keyboard.press(`Control+${index + 1}`)
    await there(page).waitFor(patience)
    await look(page, name, found)
    for (const tab of (await page.locator('main .bp6-tab').all()).slice(1)) {
      await tab.click()
      await look(page, `${name}, ${await tab.textContent()}`, found)
    }
  }
  const palette = page.getByPlaceholder('Command, sheet, column, metric or scenario')
  await page.keyboard.press('Control+k')
  await palette.waitFor()
  await look(page, 'Palette', found)
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })
  await page.keyboard.press('F1')
  await page.getByRole('dialog').waitFor()
  await look(page, 'Help', found)
  await page.keyboard.press('Escape')
  await lookAtLargestZoom(app, page)
  expect(found).toEqual([])
}, 400_000)
