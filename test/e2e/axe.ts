import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type axeCore from 'axe-core'
import type { Result } from 'axe-core'
import { waitingElements } from '#renderer/app/computed-view.ts'

declare const axe: typeof axeCore

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe calls serious or critical on a page that is at rest; of all rules or only of the one named. */
export async function seriousViolations(page: Page, rule?: string): Promise<Result[]> {
  await atRest(page)
  // Loaded once a page: that takes longer than most looks.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const violations = await page.evaluate(async (only) => {
    const rules = only === undefined ? {} : { runOnly: [only] }
    return (await axe.run(document, { ...rules, resultTypes: ['violations'] })).violations
  }, rule)
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}

/** Waits until no view waits for figures any more, and nothing is on its way in or out. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(
    (waiting) =>
      document.querySelector(waiting) === null &&
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    waitingElements,
    { timeout: 60_000 },
  )
}
