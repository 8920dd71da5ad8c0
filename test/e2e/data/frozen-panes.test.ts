import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launchApp } from '../launch.ts'
import { driveGrid, type OpenGrid, openGrid, patience } from './open-grid.ts'

const many = [
  'customer,plan,mrr,since',
  'Acme,Basic,10,2024-01-31',
  ...Array.from({ length: 300 }, (_, index) => `Customer ${index},Pro,${index},2024-02-29`),
].join('\n')

/** Row numbers of the rows that stay in place. */
const frozenRows = ({ page }: Pick<OpenGrid, 'page'>) =>
  page.locator('.ag-row[row-index^="t-"] [col-id="row-number"]').allTextContents()

const frozenColumns = ({ page }: OpenGrid) =>
  page.locator('.ag-row[row-index="0"] .ag-grid-pinned-left-cells .ag-cell').count()

const fromCellMenu = async ({ page }: OpenGrid, rowIndex: string, columnId: string, item: string) => {
  await page.locator(`[row-index="${rowIndex}"] [col-id="${columnId}"]`).click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
}

describe('frozen panes', () => {
  it('are what is above and left of a cell, stay on top, and take the keyboard, edits and jumps like all rows', async () => {
    const grid = await openGrid(many)
    await fromCellMenu(grid, '2', '2', 'Freeze above and left of this cell')
    await expect.poll(() => frozenRows(grid), patience).toEqual(['2', '3'])
    await expect.poll(() => frozenColumns(grid), patience).toBe(2)
    await grid.press('Control+End')
    await expect.poll(grid.address, patience).toBe('D302')
    expect(await frozenRows(grid)).toEqual(['2', '3'])

    // An edit in the frozen rows while the others are scrolled away, then down into these.
    await grid.page.locator('[row-index="t-1"] [col-id="3"]').click()
    await grid.page.keyboard.type('77')
    await grid.press('Enter')
    await expect.poll(grid.address, patience).toBe('C4')
    await expect
      .poll(() => grid.page.locator('[row-index="t-1"] [col-id="3"]').textContent(), patience)
      .toBe('77')
    await expect.poll(() => grid.page.locator('[row-index="0"] .cell-active').count(), patience).toBe(1)
    await grid.press('ArrowUp')
    await expect.poll(() => grid.page.locator('[row-index="t-1"] .cell-active').count(), patience).toBe(1)

    // Across the boundary: a fill, and what the selection comes to.
    await grid.press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d')
    await expect
      .poll(() => grid.page.locator('.status-selection').textContent(), patience)
      .toBe('Average 77   Count 3   Sum 231')
    await grid.press('Control+g')
    await grid.page.keyboard.type('C200')
    await grid.press('Enter')
    await expect.poll(() => grid.page.locator('.cell-active').textContent(), patience).toBe('197')
    await grid.press('Control+Home')
    await expect.poll(grid.address, patience).toBe('B4')
    await grid.press('Control+Home')
    await expect.poll(grid.address, patience).toBe('A2')

    await fromCellMenu(grid, 't-1', '3', 'Unfreeze')
    await expect.poll(() => frozenRows(grid), patience).toEqual([])
    await expect.poll(() => frozenColumns(grid), patience).toBe(1)
  })

  it('are those of the workbook until they are changed, and the first rows on the screen under a sort, also after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenure-data-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('People', { views: [{ state: 'frozen', xSplit: 1, ySplit: 4 }] })
    sheet.addRows(
      many
        .split('\n')
        .map((line, row) =>
          line.split(',').map((cell, column) => (row > 0 && column === 2 ? Number(cell) : cell)),
        ),
    )
    const file = join(folder, 'people.xlsx')
    await book.xlsx.writeFile(file)

    const answers = join(folder, 'answers.json')
    const project = join(folder, 'kept.tenure')
    await writeFile(answers, JSON.stringify({ save: project }))
    const grid = await driveGrid(folder, { files: [file], environment: { TENURE_TEST_DIALOGS: answers } })
    await expect.poll(() => frozenRows(grid), patience).toEqual(['2', '3', '4'])
    await grid.page.locator('.column-header', { hasText: 'mrr' }).click({ button: 'right' })
    await grid.page.getByRole('menuitem', { name: 'Sort largest to smallest' }).click()
    await expect.poll(() => frozenRows(grid), patience).toEqual(['302', '301', '300'])
    await grid.page.locator('[row-index="t-0"] [col-id="row-number"]').click()
    await fromCellMenu(grid, 't-0', 'row-number', 'Freeze up to this row')
    await expect.poll(() => frozenRows(grid), patience).toEqual(['302'])

    await grid.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('saveAs')?.click())
    await expect.poll(() => grid.page.locator('.status-bar').textContent(), patience).toContain('Saved')
    await grid.close()
    const again = await launchApp({ files: [project] })
    onTestFinished(() => again.close().catch(() => undefined))
    await expect.poll(() => frozenRows({ page: again.window }), patience).toEqual(['302'])
  })
})
