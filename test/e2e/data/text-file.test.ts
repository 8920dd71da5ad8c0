import { describe, expect, it } from 'vitest'
import { openGrid, patience } from './open-grid.ts'

describe('a text file that was read wrongly', () => {
  it('is looked at and read again with another header row and decimals', async () => {
    const content = ['Export of June;;', 'customer;plan;mrr', 'Acme;Basic;10,5', 'Birch;Pro;25,25', ''].join(
      '\n',
    )
    const grid = await openGrid(content)
    await grid.page.getByRole('button', { name: 'Read differently' }).click()
    const dialog = grid.page.getByRole('dialog')
    const preview = dialog.getByRole('region', { name: 'How the file would be read' })
    await expect.poll(() => dialog.getByLabel('Column names').inputValue(), patience).toBe('2')
    await dialog.getByLabel('Columns are divided by').selectOption(',')
    await expect.poll(() => preview.locator('thead th').count(), patience).toBe(3)
    await expect
      .poll(() => preview.locator('tbody tr').nth(2).textContent(), patience)
      .toContain('Acme;Basic;10')
    await dialog.getByLabel('Columns are divided by').selectOption(';')
    await expect.poll(() => dialog.getByLabel('Column names').inputValue(), patience).toBe('2')
    await preview.getByRole('button', { name: '1', exact: true }).click()
    await expect.poll(() => dialog.getByLabel('Column names').inputValue(), patience).toBe('1')
    await dialog.getByRole('button', { name: 'Read again' }).click()
    await expect.poll(() => grid.shown('customer'), patience).toEqual(['customer', 'Acme', 'Birch'])
    await expect.poll(() => dialog.count(), patience).toBe(0)
    const columns = await grid.page.evaluate(
      async () => document.querySelector('.ag-header')?.textContent ?? '',
    )
    expect(columns).toContain('Export of June')
  })
})
