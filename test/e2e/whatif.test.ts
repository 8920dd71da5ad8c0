import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { inProject } from '#build/setup/project.mjs'
import { type LaunchedApp, launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = 90_000

async function whatIfOf(file: string, environment: Record<string, string> = {}): Promise<LaunchedApp> {
  const launched = await launchApp({ files: [file], environment })
  onTestFinished(() => launched.close().catch(() => undefined))
  const { window } = launched
  window.setDefaultTimeout(patience)
  await window
    .getByRole('navigation', { name: 'Workspaces' })
    .getByRole('button', { name: 'What-if' })
    .click()
  await window.getByRole('region', { name: 'Drivers' }).waitFor()
  return launched
}

/** Chooses a command of the native menu, as Ctrl+Z does too. */
const choose = (app: LaunchedApp['app'], command: string) =>
  app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command)

const sample = inProject('dist', 'sample', 'Tenure sample.xlsx')

it('moves a scenario away from the measured baseline, and back', async () => {
  const { app, window } = await whatIfOf(sample)
  const comparison = window.locator('.comparison-table')
  await comparison.waitFor()
  await window.getByRole('navigation', { name: 'Scenarios' }).getByTitle('Add a scenario').click()
  const churn = window.getByLabel('Churn a month slider')
  const before = await churn.getAttribute('aria-valuetext')
  await churn.focus()
  await window.keyboard.press('Shift+ArrowLeft')

  const row = comparison
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name: 'CLV', exact: true }) })
  await expect.poll(() => row.getByRole('cell').last().textContent(), { timeout: patience }).toContain('+')
  await window.getByRole('button', { name: 'Reset Churn a month' }).waitFor()

  const moved = await churn.getAttribute('aria-valuetext')
  expect(moved).not.toBe(before)
  await choose(app, 'undo')
  await expect.poll(() => churn.getAttribute('aria-valuetext'), { timeout: patience }).toBe(before)
  await choose(app, 'redo')
  await expect.poll(() => churn.getAttribute('aria-valuetext'), { timeout: patience }).toBe(moved)

  await window.getByRole('button', { name: 'Reset Churn a month' }).click()
  await expect.poll(() => churn.getAttribute('aria-valuetext'), { timeout: patience }).toBe(before)
})

it('saves a chart as a picture, as a drawing and as data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-chart-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const answers = join(folder, 'dialogs.json')
  const { window } = await whatIfOf(sample, { TENURE_TEST_DIALOGS: answers })
  const saved = async (format: string): Promise<Buffer> => {
    const path = join(folder, `chart.${format}`)
    await writeFile(answers, JSON.stringify({ save: path }))
    await window
      .getByRole('button', { name: /^Copy or save MRR/ })
      .first()
      .click()
    await window.getByRole('menuitem', { name: `Save as ${format.toUpperCase()}` }).click()
    await window.getByText(`chart.${format} was written`).waitFor()
    return readFile(path)
  }
  expect((await saved('png')).subarray(1, 4).toString()).toBe('PNG')
  const svg = (await saved('svg')).toString()
  const fault = await window.evaluate(
    (text) =>
      new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? '',
    svg,
  )
  expect(fault).toBe('')
  expect(svg).toMatch(/<rect [^>]*fill="#/)
  expect((await saved('csv')).toString()).toContain('Month,Baseline')
})

it('takes the business apart by segment and tenure, and keeps that with the project', async () => {
  const { window } = await whatIfOf(sample)
  await window.getByLabel('Segments', { exact: true }).selectOption('plan')
  const segments = window.locator('.segment-table')
  await segments.waitFor()
  const figures = async (column: number) =>
    (await segments.locator(`tbody tr > :nth-child(${column})`).allTextContents()).map((text) =>
      Number(text.replaceAll(/[^0-9.]/g, '')),
    )
  const total = (numbers: readonly number[]) => numbers.slice(0, -1).reduce((sum, number) => sum + number, 0)
  const atStart = await figures(2)
  expect(atStart.length).toBeGreaterThan(2)
  expect(total(atStart)).toBe(atStart.at(-1))

  await window.getByLabel('Churn', { exact: true }).selectOption('kaplan-meier')
  await window.getByText('Nobody was observed beyond').waitFor()

  await window.getByRole('navigation', { name: 'Scenarios' }).getByTitle('Add a scenario').click()
  await window.getByLabel('Segment whose drivers are changed').selectOption({ index: 1 })
  const churn = window.getByLabel('Churn a month slider')
  await churn.focus()
  await window.keyboard.press('Shift+ArrowLeft')
  const comparison = window.locator('.comparison-table')
  const row = comparison
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name: 'CLV', exact: true }) })
  await expect.poll(() => row.getByRole('cell').last().textContent(), { timeout: patience }).toContain('+')

  const workspaces = window.getByRole('navigation', { name: 'Workspaces' })
  await workspaces.getByRole('button', { name: 'KPIs' }).click()
  await workspaces.getByRole('button', { name: 'What-if' }).click()
  await segments.waitFor()
  expect(await window.getByLabel('Churn', { exact: true }).inputValue()).toBe('kaplan-meier')
})

it('says which numbers it needs where the data has none, and projects what is typed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-whatif-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'colours.csv')
  await writeFile(file, 'colour,taste\nred,sweet\ngreen,sour\n')
  const { app, window } = await whatIfOf(file)
  await window.getByText('A projection needs a few numbers').waitFor()
  for (const [label, value] of [
    ['Customers at start', '1000'],
    ['Churn a month', '4'],
    ['ARPA a month', '50'],
  ] as const) {
    const field = window.getByLabel(label, { exact: true })
    await field.fill(value)
    await field.press('Enter')
  }
  const comparison = window.locator('.comparison-table')
  await comparison.waitFor()
  const row = comparison
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name: 'CLV', exact: true }) })
  await expect
    .poll(() => row.getByRole('cell').first().textContent(), { timeout: patience })
    .toContain('1,250')

  // What no business can have is refused in a sentence, and what was there stays.
  const churn = window.getByLabel('Churn a month', { exact: true })
  await churn.fill('150')
  await churn.press('Enter')
  await window.getByText('not more than 100 % of the customers can leave').first().waitFor()
  await expect.poll(() => churn.inputValue(), { timeout: patience }).toBe('4')
  const arpa = window.getByLabel('ARPA a month', { exact: true })
  await arpa.fill('-50')
  await arpa.press('Enter')
  await window.getByText('cannot be negative. Give an amount of 0 or more').first().waitFor()
  await expect.poll(() => arpa.inputValue(), { timeout: patience }).toBe('50')
  const customers = window.getByLabel('Customers at start', { exact: true })
  await customers.fill('0')
  await customers.press('Enter')
  await window.getByText('There are no customers at the start').first().waitFor()
  await customers.fill('1000')
  await customers.press('Enter')

  // A goal is kept with the project and can be undone; one out of reach says what comes nearest.
  await window.getByRole('tab', { name: 'Goal seek' }).click()
  const target = window.getByLabel('Target', { exact: true })
  const before = await target.inputValue()
  await target.fill('45000')
  await target.press('Enter')
  await window.getByText('The exported workbook answers this for Baseline').waitFor()
  await target.fill('9000000')
  await target.press('Enter')
  await window.getByText('within the bounds brings').waitFor()
  await window.getByText('the nearest is').waitFor()
  await choose(app, 'undo')
  await expect.poll(() => target.inputValue(), { timeout: patience }).toBe('45,000')
  await choose(app, 'undo')
  await expect.poll(() => target.inputValue(), { timeout: patience }).toBe(before)
})

const transactions = inProject('..', 'shared', 'data', 'cdnow_transactions.csv')

it.skipIf(!existsSync(transactions))(
  'fits a CLV model, shows how well it fits, and finds a customer',
  async () => {
    const { window } = await whatIfOf(transactions)
    await window.getByRole('tab', { name: 'CLV models' }).click()
    const observedUntil = window.getByLabel('Observed until')
    const fit = window.getByRole('button', { name: 'Fit', exact: true })
    await observedUntil.fill('2999-01-01')
    await fit.click()
    await window.getByText('which is still to come. Give today or an earlier day.').waitFor()
    await observedUntil.fill('1997-01-02')
    await fit.click()
    await window.getByText('Use a longer period').first().waitFor()
    await observedUntil.fill('1997-09-30')
    await fit.click()
    await window.getByText('Purchases in the hold-out, by purchases before it').waitFor()
    await window.getByText('2,357 customers', { exact: true }).waitFor()
    const table = window.locator('.clv-customers')
    const clv = table.getByRole('columnheader', { name: /^CLV/ })
    expect(await clv.getAttribute('aria-sort')).toBe('descending')
    await window.getByLabel('Find a customer').fill('0001')
    await window.getByText('1 of 2,357 customers').waitFor()
    const row = table.getByRole('row').nth(1)
    await expect.poll(() => row.textContent(), { timeout: patience }).toContain('1997-12-12')
    await window.getByLabel('Find a customer').fill('')
    await table.getByRole('button', { name: 'Purchases', exact: true }).click()
    await expect
      .poll(() => table.getByRole('columnheader', { name: 'Purchases' }).first().getAttribute('aria-sort'), {
        timeout: patience,
      })
      .toBe('descending')
  },
)
