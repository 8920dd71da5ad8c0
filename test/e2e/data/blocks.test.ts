import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it, onTestFinished } from 'vitest'
import type {} from '#renderer/app/bridge.ts'
import { column, driveGrid, openGrid, patience } from './open-grid.ts'

describe('blocks', () => {
  it('are copied, pasted elsewhere, and one cell over many', async () => {
    const grid = await openGrid()
    await grid.click('customer', 0)
    await grid.click('plan', 1, { shift: true })
    await grid.press('Control+c')
    const clipboard = () =>
      grid.page.evaluate(async () => {
        const answer = await window.tenure.shell('shell.readClipboard', {})
        return answer.ok ? answer.value.text : ''
      })
    await expect.poll(clipboard, patience).toBe('Acme\tBasic\r\nBirch\tPro')
    await grid.click('customer', 4)
    await grid.press('Control+v')
    await expect
      .poll(() => grid.shown('customer'), patience)
      .toEqual(['Acme', 'Birch', 'Cedar', 'Dover', 'Acme', 'Birch'])
    await expect
      .poll(() => grid.shown('plan').then((plans) => plans.slice(4)), patience)
      .toEqual(['Basic', 'Pro'])
    await grid.click('mrr', 3)
    await grid.press('Control+c')
    await expect.poll(clipboard, patience).toBe('90')
    await grid.click('mrr', 0)
    await grid.click('mrr', 2, { shift: true })
    await grid.press('Control+v')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['90', '90', '90', '90', '30', '11'])
  })

  it('from another program add the rows that they need', async () => {
    const grid = await openGrid()
    await grid.page.evaluate(() =>
      window.tenure.shell('shell.copyText', { text: 'Gale\tPro\t40\r\n"Hill\nand Dale"\tMax\t5 %\r\n' }),
    )
    await grid.click('customer', 5)
    await grid.press('Control+v')
    await expect
      .poll(() => grid.shown('customer'), patience)
      .toEqual(['Acme', 'Birch', 'Cedar', 'Dover', 'Elm', 'Gale', 'Hill\nand Dale'])
    await expect
      .poll(() => grid.shown('mrr').then((values) => values.slice(5)), patience)
      .toEqual(['40', '0.05'])
    // Below the last row is a new one: what is typed into it, however fast, is one row.
    await grid.click('customer', 7)
    await grid.page.keyboard.type('Ivy')
    await grid.press('Tab')
    await grid.page.keyboard.type('Pro')
    await grid.press('Enter')
    await grid.page.keyboard.type('Juno')
    await grid.press('Enter')
    await expect
      .poll(() => grid.shown('customer').then((names) => names.slice(7)), patience)
      .toEqual(['Ivy', 'Juno'])
    await expect
      .poll(() => grid.shown('plan').then((plans) => plans.slice(6)), patience)
      .toEqual(['Max', 'Pro', ''])
  })

  it('are cut and pasted, and columns dragged to another place, each as one change', async () => {
    const grid = await openGrid()
    const undo = (label: string) => grid.page.getByRole('button', { name: `Undo ${label}` })
    await grid.click('customer', 0)
    await grid.click('plan', 1, { shift: true })
    await grid.press('Control+x')
    await grid.page.locator('.cell-cut').first().waitFor()
    expect(await grid.shown('plan')).toContain('Basic')
    await grid.click('customer', 5)
    await grid.press('Control+v')
    await undo('move of 4 cells').waitFor()
    await expect
      .poll(() => grid.shown('customer'), patience)
      .toEqual(['', '', 'Cedar', 'Dover', 'Elm', 'Acme', 'Birch'])
    await grid.press('Control+z')
    await expect
      .poll(() => grid.shown('customer'), patience)
      .toEqual(['Acme', 'Birch', 'Cedar', 'Dover', 'Elm', 'Flint'])

    const header = (name: string) => grid.page.locator('.column-header', { hasText: name })
    await header('mrr').click({ position: { x: 20, y: 25 } })
    await header('mrr').hover({ position: { x: 20, y: 25 } })
    await grid.page.mouse.down()
    await header('plan').hover({ position: { x: 40, y: 25 } })
    await header('customer').hover({ position: { x: 40, y: 25 } })
    await grid.page.mouse.up()
    await undo('move of column "mrr"').waitFor()
    const names = () => grid.page.locator('.column-name').allTextContents()
    await expect.poll(names, patience).toEqual(['mrr', 'customer', 'plan', 'since'])
    await grid.press('Control+z')
    await expect.poll(names, patience).toEqual(['customer', 'plan', 'mrr', 'since'])
  })

  it('take the formulas of a workbook along when they are cut and pasted, and back with undo', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('Accounts').addRows([
      ['customer', 'plan', 'mrr', 'since'],
      ['Acme', 'Basic', 10, { formula: 'C2*12', result: 120 }],
      ['Birch', 'Pro', 25, { formula: 'C3*Months', result: 300 }],
      ['Cedar', 'Pro', 30, 'x'],
    ])
    const parts = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()))
    const text = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())
    const names = '<definedNames><definedName name="Months">6*2</definedName></definedNames>'
    parts['xl/workbook.xml'] = strToU8(text.replace('</sheets>', `</sheets>${names}`))
    const folder = await mkdtemp(join(tmpdir(), 'tenure-data-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
    const file = join(folder, 'book.xlsx')
    await writeFile(file, zipSync(parts))
    const grid = await driveGrid(folder, { files: [file] })
    const formula = () => grid.page.getByLabel('Content of the cell').inputValue()
    await grid.click('mrr', 1)
    await grid.page.keyboard.type('20')
    await grid.press('Enter')
    await expect.poll(() => grid.shown('since'), patience).toEqual(['120', '240', 'x'])
    await grid.click('mrr', 0)
    await grid.press('Control+x')
    await grid.page.locator('.cell-cut').first().waitFor()
    await grid.click('mrr', 2)
    await grid.press('Control+v')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['', '20', '10'])
    await grid.click('since', 0)
    await expect.poll(formula, patience).toBe('=C4*12')
    expect(await grid.page.getByText('go on reading').count()).toBe(0)
    await grid.press('Control+z')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['10', '20', '30'])
    await grid.click('since', 0)
    await expect.poll(formula, patience).toBe('=C2*12')
  })

  it('are filled down, and by the handle as a series', async () => {
    const grid = await openGrid()
    await grid.click('plan', 3)
    await grid.click('plan', 5, { shift: true })
    await grid.press('Control+d')
    await expect
      .poll(() => grid.shown('plan'), patience)
      .toEqual(['Basic', 'Pro', 'Basic', 'Max', 'Max', 'Max'])
    // The list beside goes on to the last row: a double click on the handle fills as far.
    await grid.click('since', 0)
    await grid.click('since', 1, { shift: true })
    const from = await grid.page.locator(`[row-index="1"] [col-id="${column.since}"]`).boundingBox()
    const to = await grid.page.locator(`[row-index="5"] [col-id="${column.since}"]`).boundingBox()
    if (from === null || to === null) throw new Error('the cells are not on screen')
    const series = ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30']
    await grid.page.mouse.dblclick(from.x + from.width - 3, from.y + from.height - 3)
    await expect.poll(() => grid.shown('since'), patience).toEqual(series)
    await grid.press('Control+z')
    await expect.poll(() => grid.shown('since').then((dates) => dates[5]), patience).toBe('')
    await grid.click('since', 0)
    await grid.click('since', 1, { shift: true })
    await grid.page.mouse.move(from.x + from.width - 3, from.y + from.height - 3)
    await grid.page.mouse.down()
    await grid.page.mouse.move(to.x + 20, to.y + 8, { steps: 5 })
    await grid.page.mouse.up()
    await expect.poll(() => grid.shown('since'), patience).toEqual(series)
  })
})
