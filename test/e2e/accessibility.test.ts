import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, it, onTestFinished } from 'vitest'
import type {} from '#renderer/app/bridge.ts'
import { launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = { timeout: 60_000 }

/** What axe calls serious or critical, by rule, with where it found it; of all rules or only of the one named. */
async function faults(page: Page, rule?: string): Promise<string[]> {
  const all = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rule === undefined ? all : all.withRules([rule])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => window.tenure.shell('shell.setTheme', { theme: chosen }), theme)
  await expect.poll(() => page.locator('html').getAttribute('data-theme'), patience).toBe(theme)
}

/** Looks at what is on screen; the dark theme differs in nothing but colours. */
async function look(page: Page, place: string, found: string[]): Promise<void> {
  await page.waitForTimeout(300)
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

it('has nothing serious against any screen for those who use assistive technology, in light and dark', async () => {
  const { window: page, close } = await launchApp()
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
  await page.keyboard.press('Control+k')
  await look(page, 'Palette', found)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await look(page, 'Help', found)
  expect(found).toEqual([])
}, 400_000)
