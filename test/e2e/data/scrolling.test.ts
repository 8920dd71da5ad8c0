import { expect, it } from 'vitest'
import { openGrid, patience } from './open-grid.ts'

const many = [
  'customer,plan,mrr,since',
  'Acme,Basic,10,2024-01-31',
  ...Array.from({ length: 400 }, (_, index) => `Customer ${index},Pro,${index},2024-02-29`),
].join('\n')

it('stays where it is when a column or everything is selected, and goes to the cell that is moved to or typed into', async () => {
  const grid = await openGrid(many)
  const scrolled = () =>
    grid.page.locator('.ag-grid-viewport').evaluate((viewport) => Math.round(viewport.scrollTop))
  const scrollTo = (top: number) =>
    grid.page.locator('.ag-grid-viewport').evaluate((viewport, to) => viewport.scrollTo({ top: to }), top)
  await grid.click('customer', 0)
  await scrollTo(2400)
  await expect.poll(() => grid.page.locator('[row-index="105"]').count(), patience).toBe(1)

  // The first cell on screen is the active one, as in Excel.
  await grid.page.locator('.column-header', { hasText: 'mrr' }).click()
  expect(await scrolled()).toBe(2400)
  await grid.press('ArrowDown')
  await expect.poll(grid.address, patience).toBe('C103')
  expect(await scrolled()).toBe(2400)
  await grid.press('Control+a')
  await grid.page.locator('.grid-corner').click()
  expect(await scrolled()).toBe(2400)

  await scrollTo(7200)
  await grid.page.keyboard.type('5')
  await expect.poll(() => scrolled().then((top) => top < 2500), patience).toBe(true)
  await expect.poll(() => grid.page.getByLabel('Cell input').inputValue(), patience).toBe('5')
})
