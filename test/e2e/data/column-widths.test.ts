import { expect, it } from 'vitest'
import { column, type OpenGrid, openGrid, patience } from './open-grid.ts'

const header = ({ page }: OpenGrid, of: keyof typeof column) =>
  page.locator('.column-header', { hasText: of })

const widths = ({ page }: OpenGrid) =>
  page
    .locator('.ag-row[row-index="0"] .ag-cell:not(.row-heading)')
    .evaluateAll((cells) =>
      cells
        .toSorted((a, b) => Number(a.getAttribute('col-id')) - Number(b.getAttribute('col-id')))
        .map((cell) => Math.round(cell.getBoundingClientRect().width)),
    )

const undoLabel = ({ page }: OpenGrid) =>
  page.getByRole('button', { name: /^(Undo|Nothing to undo)/ }).getAttribute('aria-label')

it('several columns are fitted, by the menu or by a double click on an edge, or dragged to one width, each as one change', async () => {
  const grid = await openGrid()
  const first = await widths(grid)
  await header(grid, 'plan').click()
  await header(grid, 'since').click({ modifiers: ['Shift'] })
  await header(grid, 'mrr').click({ button: 'right' })
  await grid.page.getByRole('menuitem', { name: 'Fit the width to the content' }).click()
  await expect.poll(() => undoLabel(grid), patience).toBe('Undo width of 3 columns')
  const fitted = await widths(grid)
  expect(fitted[0]).toBe(first[0])
  expect(fitted.slice(1)).not.toEqual(first.slice(1))
  await grid.press('Control+z')
  await expect.poll(() => widths(grid), patience).toEqual(first)
  expect(await undoLabel(grid)).toBe('Nothing to undo')

  const edge = grid.page.locator(`.ag-header-cell[col-id="${column.mrr}"] .ag-header-cell-resize`)
  await edge.dblclick()
  await expect.poll(() => undoLabel(grid), patience).toBe('Undo width of 3 columns')
  expect(await widths(grid)).toEqual(fitted)

  const box = await edge.boundingBox()
  if (box === null) throw new Error('The edge is not on screen.')
  await grid.page.mouse.move(box.x + box.width / 2, box.y + 8)
  await grid.page.mouse.down()
  await grid.page.mouse.move(box.x + box.width / 2 + 40, box.y + 8, { steps: 4 })
  await grid.page.mouse.up()
  await expect.poll(() => widths(grid).then((all) => new Set(all.slice(1)).size), patience).toBe(1)
  await grid.press('Control+z')
  await expect.poll(() => widths(grid), patience).toEqual(fitted)
})
