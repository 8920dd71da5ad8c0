import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, onTestFinished } from 'vitest'
import { type LaunchedApp, type LaunchOptions, launchApp } from '../launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
export const patience = { timeout: 30_000 }

export const customers = [
  'customer,plan,mrr,since',
  'Acme,Basic,10,2024-01-31',
  'Birch,Pro,25,2024-02-29',
  'Cedar,Basic,12,2024-03-31',
  'Dover,Max,90,2024-04-30',
  'Elm,Pro,30,2024-05-31',
  'Flint,Basic,11,',
].join('\n')

/** Columns of the file, as the grid numbers them. */
export const column = { customer: 1, plan: 2, mrr: 3, since: 4 } as const

export interface OpenGrid extends LaunchedApp {
  readonly folder: string
  readonly page: Page
  /** What the rows on screen show in a column. */
  readonly shown: (of: keyof typeof column) => Promise<string[]>
  readonly click: (of: keyof typeof column, row: number, options?: { shift?: boolean }) => Promise<void>
  readonly press: (...keys: string[]) => Promise<void>
  readonly address: () => Promise<string>
}

/** The app with a file of that content open in its grid. */
export async function openGrid(content = customers, options: LaunchOptions = {}): Promise<OpenGrid> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-data-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const file = join(folder, 'people.csv')
  await writeFile(file, content)
  return driveGrid(folder, { files: [file], ...options })
}

/** The app started so that its grid shows the customers. */
export async function driveGrid(folder: string, options: LaunchOptions): Promise<OpenGrid> {
  const launched = await launchApp(options)
  onTestFinished(() => launched.close().catch(() => undefined))
  const page = launched.window
  const cell = (of: keyof typeof column, row: number) =>
    page.locator(`[row-index="${row}"] [col-id="${column[of]}"]`)
  const grid: OpenGrid = {
    ...launched,
    folder,
    page,
    shown: async (of) => {
      const cells = await page
        .locator(`.ag-row [col-id="${column[of]}"]:not(.new-row)`)
        .evaluateAll((elements) =>
          elements.map((element) => ({
            row: Number(element.closest('[row-index]')?.getAttribute('row-index')),
            text: element.textContent ?? '',
          })),
        )
      return cells.toSorted((a, b) => a.row - b.row).map(({ text }) => text)
    },
    click: (of, row, { shift = false } = {}) => cell(of, row).click(shift ? { modifiers: ['Shift'] } : {}),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    address: () => page.getByLabel('Address of the cell').inputValue(),
  }
  await expect.poll(() => grid.shown('customer'), patience).toContain('Acme')
  // The mapping that is suggested at first names the kind on the sheet's tab; until then the engine is busy.
  await page.locator('.sheet-tab-kind').first().waitFor()
  return grid
}
