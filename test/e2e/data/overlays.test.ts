import { expect, it } from 'vitest'
import { seriousViolations } from '../axe.ts'
import { type OpenGrid, openGrid, patience } from './open-grid.ts'

const fromColumnMenu =
  (item: string) =>
  async ({ page }: OpenGrid) => {
    await page.locator('.column-header').first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }

/** What opens over the grid, and how. */
const overlays: readonly [name: string, open: (grid: OpenGrid) => Promise<void>][] = [
  ['find and replace', (grid) => grid.press('Control+h')],
  ['a note', (grid) => grid.press('Shift+F2')],
  ['the menu of the cells', (grid) => grid.press('Shift+F10')],
  ['sort and filter of the column', (grid) => grid.press('Alt+ArrowDown')],
  ['the palette', (grid) => grid.press('Control+k')],
  ['help', (grid) => grid.press('F1')],
  ['the name of a column', fromColumnMenu('Rename...')],
  ['the formula of a column', fromColumnMenu('Compute by a formula...')],
  [
    'the way of reading the file',
    ({ page }) => page.getByRole('button', { name: 'Read differently' }).click(),
  ],
]

/** Blueprint keeps the place for a submenu's overlay, an empty element, between the items of a menu. */
const isPlaceOfSubmenu = (rule: string, nodes: readonly { failureSummary?: string | undefined }[]): boolean =>
  rule === 'aria-required-children' &&
  nodes.every(({ failureSummary = '' }) => failureSummary.endsWith('not allowed: div[aria-live]'))

it('has nothing serious against it for those who use assistive technology, whatever is open, and the keyboard returns to the cells', async () => {
  const grid = await openGrid()
  const isInCells = () => grid.page.evaluate(() => document.activeElement?.closest('[row-index]') !== null)
  const serious: string[] = []
  for (const [name, open] of overlays) {
    await grid.click('customer', 1)
    await open(grid)
    await expect.poll(isInCells, { ...patience, message: `${name} opens` }).toBe(false)
    for (const { id, nodes } of await seriousViolations(grid.page))
      if (!isPlaceOfSubmenu(id, nodes))
        serious.push(`${name}, ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
    await grid.press('Escape')
    await expect.poll(isInCells, { ...patience, message: `the focus after ${name}` }).toBe(true)
  }
  expect(serious).toEqual([])
}, 400_000)
