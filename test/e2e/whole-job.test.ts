import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readCells } from '#electron/engine/intake/read-cells.ts'
import { cellAddress } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import { launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = { timeout: 60_000 }

/**
 * Ten customers. Before January 2024 all but the last have joined and J has left, so nine are there at its start; A, B
 * and C leave in it: 3 of 9. Without A's end date it is 2 of 9.
 */
const customers: readonly (readonly [string, string, string | null, string, number])[] = [
  ['A', '2023-05-02', '2024-01-15', 'Basic', 20],
  ['B', '2023-05-09', '2024-01-20', 'Basic', 20],
  ['C', '2023-06-01', '2024-01-31', 'Pro', 50],
  ['D', '2023-06-12', null, 'Pro', 50],
  ['E', '2023-07-01', null, 'Pro', 50],
  ['F', '2023-08-20', null, 'Basic', 20],
  ['G', '2023-09-11', null, 'Basic', 20],
  ['H', '2023-10-01', null, 'Pro', 50],
  ['I', '2023-11-30', null, 'Pro', 50],
  ['J', '2023-05-05', '2023-12-10', 'Basic', 20],
]

async function customersWorkbook(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Customers')
  sheet.addRow(['Customer ID', 'Start date', 'End date', 'Plan', 'MRR'])
  const day = (text: string | null) => (text === null ? null : new Date(`${text}T00:00:00Z`))
  for (const [id, start, end, plan, mrr] of customers) sheet.addRow([id, day(start), day(end), plan, mrr])
  for (const column of [2, 3]) sheet.getColumn(column).numFmt = 'yyyy-mm-dd'
  await workbook.xlsx.writeFile(path)
}

async function cellsOf(path: string): Promise<Map<string, CellValue>> {
  const cells = new Map<string, CellValue>()
  let current = ''
  const read = await readCells(
    { path },
    {
      sheet: (name) => {
        current = name
      },
      cell: (row, column, value) => cells.set(`${current}!${cellAddress(row, column)}`, value),
    },
  )
  if (!read.ok) throw new Error(read.error.message)
  return cells
}

describe('the whole job', () => {
  it('opens a workbook, edits it, reads a KPI, asks what-if, exports, and the export holds it all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenure-job-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
    const source = join(folder, 'company.xlsx')
    const exported = join(folder, 'report.xlsx')
    const answers = join(folder, 'dialogs.json')
    await customersWorkbook(source)
    const original = await readFile(source)
    await writeFile(answers, JSON.stringify({ save: exported }))

    const { window, close } = await launchApp({
      files: [source],
      environment: { TENURE_TEST_DIALOGS: answers },
    })
    onTestFinished(() => close().catch(() => undefined))
    const churnCard = window.locator('.card', { hasText: 'Customer Churn Rate' }).first()

    // The mapping was found without help: 3 of 9 left in January 2024, the last month of the data.
    await window.getByRole('tab', { name: /Customers/ }).waitFor(patience)
    await window.getByRole('button', { name: 'Jan 2024' }).waitFor(patience)
    await window.getByRole('navigation', { name: 'Workspaces' }).getByText('KPIs').click()
    await expect.poll(() => churnCard.textContent(), patience).toContain('33.3')

    // A did not leave after all.
    await window.getByRole('navigation', { name: 'Workspaces' }).getByText('Data').click()
    const nameBox = window.getByLabel('Address of the cell')
    await nameBox.fill('C2')
    await nameBox.press('Enter')
    await expect.poll(() => window.getByLabel('Content of the cell').inputValue(), patience).toContain('2024')
    await window.keyboard.press('Delete')
    await expect.poll(() => window.getByLabel('Content of the cell').inputValue(), patience).toBe('')
    await window.getByRole('navigation', { name: 'Workspaces' }).getByText('KPIs').click()
    await expect.poll(() => churnCard.textContent(), patience).toContain('22.2')

    // More churn, less customer lifetime value.
    await window.getByRole('navigation', { name: 'Workspaces' }).getByText('What-if').click()
    const churn = window.getByLabel('Churn a month', { exact: true })
    await churn.waitFor(patience)
    const lifetimeValue = window.getByRole('row', { name: /^CLV/ }).first()
    await expect.poll(() => lifetimeValue.textContent(), patience).toMatch(/\d/)
    const before = await lifetimeValue.textContent()
    await churn.fill('50')
    await churn.press('Enter')
    await expect.poll(() => lifetimeValue.textContent(), patience).not.toBe(before)

    await window.getByRole('navigation', { name: 'Workspaces' }).getByText('Export').click()
    await window.getByRole('button', { name: 'Export workbook' }).click(patience)
    await window.getByText('report.xlsx was written').waitFor(patience)
    expect((await stat(exported)).size).toBeGreaterThan(original.length)
    expect(await readFile(source), 'the source is as it was').toEqual(original)

    const cells = await cellsOf(exported)
    expect(cells.get('Customers!A2')).toEqual({ kind: 'text', value: 'A' })
    expect(cells.get('Customers!C2'), 'the cleared cell is blank').toBeUndefined()
    const [churnAddress] =
      [...cells].find(([, value]) => value.kind === 'text' && value.value === 'Customer Churn Rate') ?? []
    const value = cells.get((churnAddress ?? '').replace(/!A(\d+)$/, '!B$1'))
    expect(value?.kind === 'number' ? value.value : undefined).toBeCloseTo(2 / 9, 12)
  })
})
