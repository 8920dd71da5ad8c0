import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it, onTestFinished } from 'vitest'
import { driveGrid, type OpenGrid, openGrid, patience } from './open-grid.ts'

const rowHeading = ({ page }: OpenGrid, number: number) =>
  page.locator('.row-heading').filter({ hasText: new RegExp(`^${number}$`) })

const marksOf = async (grid: OpenGrid, number: number) => {
  const classes = (await rowHeading(grid, number).getAttribute('class')) ?? ''
  return ['above', 'below'].filter((side) => classes.includes(`row-heading-hidden-${side}`))
}

/** Right of a row's number, what is offered. */
const choose = async (grid: OpenGrid, number: number, item: string) => {
  await rowHeading(grid, number).click({ button: 'right' })
  await grid.page.getByRole('menuitem', { name: item }).click()
}

it('hidden rows are marked between the row numbers, at the edges too, said, and shown again from there', async () => {
  const grid = await openGrid()
  await rowHeading(grid, 3).click()
  await rowHeading(grid, 4).click({ modifiers: ['Shift'] })
  await grid.press('Control+9')
  await expect.poll(() => marksOf(grid, 2), patience).toEqual(['below'])
  expect(await marksOf(grid, 5)).toEqual(['above'])
  await rowHeading(grid, 2).hover()
  await expect
    .poll(() => grid.page.locator('.cell-hint').textContent(), patience)
    .toBe('2 hidden rows below: 3 to 4')

  // The first row and the last one.
  await choose(grid, 2, 'Hide row')
  await expect.poll(() => grid.shown('customer'), patience).toEqual(['Dover', 'Elm', 'Flint'])
  await choose(grid, 7, 'Hide row')
  await expect.poll(() => marksOf(grid, 6), patience).toEqual(['below'])
  expect(await marksOf(grid, 5)).toEqual(['above'])
  expect(await grid.shown('customer')).toEqual(['Dover', 'Elm'])

  await choose(grid, 6, 'Show hidden row 7')
  await expect.poll(() => grid.shown('customer'), patience).toEqual(['Dover', 'Elm', 'Flint'])
  await choose(grid, 5, 'Show hidden rows 2 to 4')
  await expect
    .poll(() => grid.shown('customer'), patience)
    .toEqual(['Acme', 'Birch', 'Cedar', 'Dover', 'Elm', 'Flint'])
  expect(await marksOf(grid, 5)).toEqual([])
})

it('rows that the workbook hides are shown and marked, and hidden together where that is asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-data-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('People')
  sheet.addRows([
    ['customer', 'plan', 'mrr'],
    ['Acme', 'Basic', 10],
    ['Birch', 'Pro', 25],
    ['Cedar', 'Basic', 12],
    ['Dover', 'Max', 90],
  ])
  for (const row of [3, 4]) sheet.getRow(row).hidden = true
  const file = join(folder, 'people.xlsx')
  await book.xlsx.writeFile(file)
  const grid = await driveGrid(folder, { files: [file] })
  expect(await grid.shown('customer')).toEqual(['Acme', 'Birch', 'Cedar', 'Dover'])
  expect(await grid.page.locator('.row-heading-hidden').allTextContents()).toEqual(['3', '4'])
  await rowHeading(grid, 3).hover()
  await expect
    .poll(() => grid.page.locator('.cell-hint').textContent(), patience)
    .toBe('Rows 3 to 4: The workbook hides them. Here they are shown, and counted.')
  await choose(grid, 4, 'Hide rows 3 to 4, as the workbook does')
  await expect.poll(() => grid.shown('customer'), patience).toEqual(['Acme', 'Dover'])
  expect(await marksOf(grid, 2)).toEqual(['below'])
})
