import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launchApp } from '../launch.ts'
import { column, customers, openGrid, patience } from './open-grid.ts'

describe('what is shown', () => {
  it('is sorted and filtered, said above the grid, and the same after a restart', async () => {
    const answers = join(await mkdtemp(join(tmpdir(), 'tenure-data-')), 'answers.json')
    onTestFinished(() => rm(dirname(answers), { recursive: true, force: true }))
    const grid = await openGrid(customers, { environment: { TENURE_TEST_DIALOGS: answers } })
    const menuOf = async (name: string) => {
      await grid.page.locator('.column-header', { hasText: name }).hover()
      await grid.page.getByLabel(`Sort, filter and change column ${name}`).click()
    }
    await menuOf('mrr')
    await grid.page.getByRole('menuitem', { name: 'Sort largest to smallest' }).click()
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['90', '30', '25', '12', '11', '10'])
    await menuOf('plan')
    const filter = grid.page.getByRole('form', { name: 'Filter plan' })
    await filter.getByText('Basic').click()
    await filter.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(() => grid.shown('customer'), patience).toEqual(['Dover', 'Elm', 'Birch'])
    const chips = grid.page.getByRole('region', { name: 'Filters and sort order' })
    await expect.poll(() => chips.textContent(), patience).toContain('3 of 6 rows')

    // A row stays where it was typed, as in Excel, until the sort and the filters are applied again.
    await grid.click('mrr', 0)
    await grid.page.keyboard.type('20')
    await grid.press('Enter')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['20', '30', '25'])
    await grid.page.getByRole('button', { name: 'Reapply' }).click()
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['30', '25', '20'])
    await grid.click('mrr', 3)
    await grid.page.keyboard.type('99')
    await grid.press('Enter')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['30', '25', '20', '99'])
    // A row is hidden by itself as well, and that is said.
    await grid.click('mrr', 1)
    await grid.press('Control+9')
    await expect
      .poll(() => grid.shown('mrr').then((values) => values.toSorted()), patience)
      .toEqual(['20', '30', '99'])
    expect(await chips.textContent()).toContain('1 row hidden')
    const addressBefore = await grid.address()
    const project = join(grid.folder, 'kept.tenure')
    await writeFile(answers, JSON.stringify({ save: project }))
    await grid.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('saveAs')?.click())
    await expect.poll(() => grid.page.locator('.status-bar').textContent(), patience).toContain('Saved')
    // Saved under another name, the rows stay too, and so does what is selected.
    expect((await grid.shown('mrr')).toSorted()).toEqual(['20', '30', '99'])
    await grid.page.getByRole('button', { name: 'Reapply' }).waitFor()
    expect(await grid.address()).toBe(addressBefore)
    await grid.close()

    const again = await launchApp({ files: [project] })
    onTestFinished(() => again.close().catch(() => undefined))
    const rows = () =>
      again.window.locator(`.ag-row [col-id="${column.mrr}"]:not(.new-row)`).evaluateAll((cells) =>
        cells
          .toSorted((a, b) => {
            const rowOf = (cell: Element) => Number(cell.closest('[row-index]')?.getAttribute('row-index'))
            return rowOf(a) - rowOf(b)
          })
          .map((cell) => cell.textContent),
      )
    await expect.poll(rows, patience).toEqual(['30', '20'])
  })

  it('is found and replaced, counted first', async () => {
    const grid = await openGrid()
    await grid.click('customer', 0)
    await grid.press('Control+h')
    await grid.page.getByRole('textbox', { name: 'Find' }).fill('basic')
    await expect.poll(() => grid.page.locator('.find-count').textContent(), patience).toBe('3 cells')
    await grid.press('Enter')
    await expect.poll(grid.address, patience).toBe('B2')
    await grid.press('Enter')
    await expect.poll(grid.address, patience).toBe('B4')
    await grid.page.getByLabel('Match case').click()
    await expect.poll(() => grid.page.locator('.find-count').textContent(), patience).toBe('Not found')
    await grid.page.getByLabel('Match case').click()
    await grid.page.getByLabel('Replace with').fill('Free')
    await grid.page.getByRole('button', { name: 'Replace all' }).click()
    await expect
      .poll(() => grid.shown('plan'), patience)
      .toEqual(['Free', 'Pro', 'Free', 'Max', 'Pro', 'Free'])
    await grid.page.getByText('Replaced in 3 cells').waitFor()
  })

  it('sums up the selection, also in a column that is computed by a formula', async () => {
    const grid = await openGrid()
    await grid.click('mrr', 0)
    await grid.press('Control+ ')
    const status = () => grid.page.locator('.status-selection').textContent()
    await expect.poll(status, patience).toBe('Average 29.666667   Count 6   Sum 178')
    await grid.page.locator('.column-header', { hasText: 'mrr' }).click({ button: 'right' })
    await grid.page.getByRole('menuitem', { name: 'Insert computed column...' }).click()
    const formula = grid.page.getByRole('textbox', { name: 'Formula' })
    await expect.poll(() => formula.inputValue(), patience).toBe('=')
    // The first Enter takes the column that is offered, the second one the formula.
    await grid.page.keyboard.type('[@mr')
    await grid.press('Enter')
    await expect.poll(() => formula.inputValue(), patience).toBe('=[@mrr]')
    await grid.page.keyboard.type('*12')
    await grid.press('Enter')
    await expect
      .poll(() => grid.page.locator('.column-name').allTextContents(), patience)
      .toEqual(['customer', 'plan', 'mrr', 'Computed', 'since'])
    await grid.press('ArrowRight', 'Control+ ')
    await expect.poll(status, patience).toBe('Average 356   Count 6   Sum 2,136')
  })
})

it('wraps the texts of a sheet, and shows them in one line again', async () => {
  const grid = await openGrid()
  const height = () =>
    grid.page
      .locator('[row-index="0"] [col-id="1"]')
      .evaluate((element) => element.getBoundingClientRect().height)
  const choose = async (item: string) => {
    await grid.page.locator('.column-header', { hasText: 'plan' }).click({ button: 'right' })
    await grid.page.getByRole('menuitem', { name: item }).click()
  }
  const oneLine = await height()
  await choose('Wrap text in this sheet')
  await expect.poll(height, patience).toBeGreaterThan(2 * oneLine)
  await expect.poll(() => grid.shown('customer'), patience).toContain('Acme')
  await choose('Do not wrap text in this sheet')
  await expect.poll(height, patience).toBe(oneLine)
})
