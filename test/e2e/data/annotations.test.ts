import { describe, expect, it } from 'vitest'
import { openGrid, patience } from './open-grid.ts'

describe('annotations', () => {
  it('are written, listed and gone to, and a change can be taken back by itself', async () => {
    const grid = await openGrid()
    await grid.click('mrr', 1)
    await grid.press('Shift+F2')
    await grid.page.getByLabel('Note on C3').fill('asked by phone')
    await grid.press('Control+Enter')
    await grid.page.locator('.cell-note').waitFor()
    await grid.click('customer', 0)
    await grid.page.keyboard.type('Apex')
    await grid.press('Enter')
    await expect.poll(() => grid.shown('customer'), patience).toContain('Apex')

    await grid.page.getByRole('tab', { name: 'Notes' }).click()
    await grid.page.getByRole('button', { name: 'C3 asked by phone' }).click()
    await expect.poll(grid.address, patience).toBe('C3')
    await grid.page.getByRole('tab', { name: 'My changes' }).click()
    const changes = grid.page.getByRole('list', { name: 'My changes' }).getByRole('listitem')
    await expect.poll(() => changes.count(), patience).toBe(2)
    await changes.filter({ hasText: 'Apex' }).getByRole('button', { name: 'Revert' }).click()
    await expect.poll(() => grid.shown('customer'), patience).toContain('Acme')
    expect(await grid.page.locator('.cell-note').count()).toBe(1)
  })
})
