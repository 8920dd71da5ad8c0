import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it, onTestFinished } from 'vitest'
import { type LaunchedApp, launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = 90_000

const day = (text: string) => new Date(`${text}T00:00:00Z`)

/** Customers of a year, with a cell that cannot be read. */
async function customersWorkbook(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Customers')
  sheet.addRow(['Customer ID', 'Start date', 'End date', 'Plan', 'MRR'])
  for (let index = 0; index < 40; index += 1) {
    const end = index % 4 === 0 ? day(`2024-${String(1 + (index % 12)).padStart(2, '0')}-15`) : null
    sheet.addRow([`C${index}`, day('2023-05-02'), end, index % 2 === 0 ? 'Basic' : 'Pro', 20 + index])
  }
  sheet.getCell('E5').value = 'n/k'
  for (const column of [2, 3]) sheet.getColumn(column).numFmt = 'yyyy-mm-dd'
  await workbook.xlsx.writeFile(path)
}

interface ExportScreen extends LaunchedApp {
  readonly exported: string
  /** Makes the next save dialog answer with a file of this name; returns its path. */
  readonly nextSave: (name: string) => Promise<string>
}

async function exportScreen(): Promise<ExportScreen> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-export-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const source = join(folder, 'company.xlsx')
  const exported = join(folder, 'report.xlsx')
  await customersWorkbook(source)
  const answers = join(folder, 'dialogs.json')
  const nextSave = async (name: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(answers, JSON.stringify({ save: path }))
    return path
  }
  await nextSave('report.xlsx')
  const launched = await launchApp({ files: [source], environment: { TENURE_TEST_DIALOGS: answers } })
  onTestFinished(() => launched.close().catch(() => undefined))
  const { window } = launched
  window.setDefaultTimeout(patience)
  await window.getByRole('tab', { name: /Customers/ }).waitFor()
  await window.getByRole('navigation', { name: 'Workspaces' }).getByText('Export').click()
  await preview(launched, 'Tenure KPIs').waitFor()
  return { ...launched, exported, nextSave }
}

/** A sheet in the tree of the workbook to be written. */
const preview = ({ window }: Pick<ExportScreen, 'window'>, sheet: string) =>
  window.locator('.export-file li').filter({ has: window.locator('.export-sheet-name', { hasText: sheet }) })

const write = async ({ window }: ExportScreen): Promise<void> => {
  await window.getByRole('button', { name: 'Export workbook' }).click()
  await window.getByText('report.xlsx was written').waitFor()
}

it('shows what will be written, writes it, and what was written opens again', async () => {
  const screen = await exportScreen()
  const { exported } = screen
  await preview(screen, 'Customers').getByText('annotated').waitFor()
  await preview(screen, 'Customers').getByText('1 doubtful cell noted', { exact: false }).waitFor()
  await preview(screen, 'Tenure Scenarios').waitFor()
  await write(screen)

  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(exported)
  const names = book.worksheets.map(({ name }) => name)
  expect(names.slice(0, 2)).toEqual(['Customers', 'Tenure KPIs'])
  expect(names).toContain('Tenure Data Quality')
  expect(JSON.stringify(book.getWorksheet('Customers')?.getCell('E5').note)).toContain(
    'Cannot be read as MRR',
  )
  expect(book.getWorksheet('Customers')?.getCell('F1').value).toBe('P(alive)')

  const kpis = await screen.nextSave('kpis.json')
  await screen.window.getByRole('button', { name: 'KPIs as JSON' }).click()
  await screen.window.getByText('kpis.json was written').waitFor()
  expect(JSON.parse(await readFile(kpis, 'utf8')).metrics.length).toBeGreaterThan(5)
  // Printed with its figures: the empty cards of a dashboard that is still computed fill one page.
  const dashboard = await screen.nextSave('dashboard.pdf')
  await screen.window.getByRole('button', { name: 'Dashboard as PDF' }).click()
  await screen.window.getByText('dashboard.pdf was written').waitFor()
  expect((await readFile(dashboard, 'latin1')).match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1)

  // The exported workbook is a workbook like any other: opened again it has the same customers.
  const again = await launchApp({ files: [exported] })
  onTestFinished(() => again.close().catch(() => undefined))
  await again.window.getByRole('tab', { name: /Customers/ }).waitFor({ timeout: patience })
  await again.window.getByRole('tab', { name: /Tenure KPIs/ }).waitFor({ timeout: patience })
})

it('leaves out what is not chosen, in the preview and in the file', async () => {
  const screen = await exportScreen()
  const { window, exported } = screen
  for (const choice of ['Data-quality notes', 'Added columns', 'Scenarios', 'Series with charts'])
    await window.getByRole('checkbox', { name: choice }).setChecked(false, { force: true })
  await window.getByLabel('Which metrics').selectOption('pinned')
  await window.getByRole('checkbox', { name: 'Protect report sheets' }).setChecked(true, { force: true })
  await expect.poll(() => preview(screen, 'Tenure Scenarios').count(), { timeout: patience }).toBe(0)
  await expect
    .poll(() => preview(screen, 'Tenure KPIs').textContent(), { timeout: patience })
    .not.toMatch(/[3-9]\d metrics/)
  await window.getByLabel('Which metrics').selectOption('chosen')
  await window.getByRole('button', { name: 'Clear all' }).click()
  await window.getByText('No metric is chosen').waitFor()
  expect(await window.getByRole('button', { name: 'Export workbook' }).isDisabled()).toBe(true)
  await window.getByLabel('Find a metric to export').fill('churn rate')
  await window.getByRole('checkbox', { name: 'Customer Churn Rate' }).setChecked(true, { force: true })
  await preview(screen, 'Tenure KPIs')
    .getByText(/^1 metric/)
    .waitFor()
  await write(screen)

  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(exported)
  const visible = book.worksheets.filter(({ state }) => state === 'visible').map(({ name }) => name)
  expect(visible).toEqual(['Customers', 'Tenure KPIs', 'Tenure Workings', 'Tenure Definitions'])
  expect(book.getWorksheet('Customers')?.getCell('E5').note).toBeUndefined()
  expect(book.getWorksheet('Customers')?.getCell('F1').value).toBeNull()
})
