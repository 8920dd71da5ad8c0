import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { describe, expect, it, onTestFinished } from 'vitest'
import type {} from '#renderer/app/bridge.ts'
import { seriousViolations } from './axe.ts'
import { type LaunchedApp, type LaunchOptions, launchApp } from './launch.ts'

/** How long the app may take for what a user would wait for, on a loaded machine. */
const patience = { timeout: 30_000 }

const customers = [
  'customer,plan,mrr,since',
  'Acme,Basic,10,2024-01-31',
  'Birch,Pro,25,2024-02-29',
  'Cedar,Basic,12,2024-03-31',
  'Dover,Max,90,2024-04-30',
  'Elm,Pro,30,2024-05-31',
  'Flint,Basic,11,',
].join('\n')

/** Columns of the file, as the grid numbers them. */
const column = { customer: 1, plan: 2, mrr: 3, since: 4 } as const

interface OpenGrid extends LaunchedApp {
  readonly folder: string
  readonly page: Page
  /** What the rows on screen show in a column. */
  readonly shown: (of: keyof typeof column) => Promise<string[]>
  readonly click: (of: keyof typeof column, row: number, options?: { shift?: boolean }) => Promise<void>
  readonly press: (...keys: string[]) => Promise<void>
  readonly address: () => Promise<string>
}

async function openGrid(content = customers, options: LaunchOptions = {}): Promise<OpenGrid> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-data-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const file = join(folder, 'people.csv')
  await writeFile(file, content)
  return driveGrid(folder, { files: [file], ...options })
}

async function driveGrid(folder: string, options: LaunchOptions): Promise<OpenGrid> {
  const launched = await launchApp(options)
  onTestFinished(() => launched.close().catch(() => undefined))
  const page = launched.window
  const cell = (of: keyof typeof column, row: number) =>
    page.locator(`[row-index="${row}"] [col-id="${column[of]}"]`)
  const grid: OpenGrid = {
    ...launched,
    folder,
    page,
    shown: async (of) => {
      const cells = await page
        .locator(`.ag-row [col-id="${column[of]}"]:not(.new-row)`)
        .evaluateAll((elements) =>
          elements.map((element) => ({
            row: Number(element.closest('[row-index]')?.getAttribute('row-index')),
            text: element.textContent ?? '',
          })),
        )
      return cells.toSorted((a, b) => a.row - b.row).map(({ text }) => text)
    },
    click: (of, row, { shift = false } = {}) => cell(of, row).click(shift ? { modifiers: ['Shift'] } : {}),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    address: () => page.getByLabel('Address of the cell').inputValue(),
  }
  await expect.poll(() => grid.shown('customer'), patience).toContain('Acme')
  // The mapping that is suggested at first names the kind on the sheet's tab; until then the engine is busy.
  await page.locator('.sheet-tab-kind').first().waitFor()
  return grid
}

describe('editing by keyboard', () => {
  it('types over a cell, moves on with Enter and Tab, and takes back and repeats', async () => {
    const grid = await openGrid()
    await grid.click('mrr', 0)
    await grid.page.keyboard.type('15')
    await grid.press('Enter')
    await grid.page.keyboard.type('26')
    await grid.press('Tab')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['15', '26', '12', '90', '30', '11'])
    await expect.poll(grid.address, patience).toBe('D3')
    await grid.press('Control+z')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['15', '25', '12', '90', '30', '11'])
    await grid.press('Control+z')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['10', '25', '12', '90', '30', '11'])
    await grid.press('Control+y')
    await expect.poll(() => grid.shown('mrr'), patience).toEqual(['15', '25', '12', '90', '30', '11'])
  })

  it('edits with F2 and in the formula bar, gives up with Escape, clears with Delete', async () => {
    const grid = await openGrid()
    await grid.click('customer', 1)
    await grid.press('F2')
    await expect.poll(() => grid.page.getByLabel('Cell input').inputValue(), patience).toBe('Birch')
    await grid.page.keyboard.type(' & Co')
    await grid.press('Enter')
    await expect.poll(() => grid.shown('customer'), patience).toContain('Birch & Co')
    await grid.page.keyboard.type('nothing')
    await grid.press('Escape', 'Delete')
    await expect
      .poll(() => grid.shown('customer'), patience)
      .toEqual(['Acme', 'Birch & Co', '', 'Dover', 'Elm', 'Flint'])
    await grid.click('plan', 0)
    await grid.page.getByLabel('Content of the cell').click()
    await expect.poll(() => grid.page.getByLabel('Content of the cell').inputValue(), patience).toBe('Basic')
    await grid.press('Control+a')
    await grid.page.keyboard.type('Free')
    await grid.press('Enter')
    await grid.page.keyboard.type('Trial')
    await grid.press('Enter')
    await expect
      .poll(() => grid.shown('plan').then((plans) => plans.slice(0, 2)), patience)
      .toEqual(['Free', 'Trial'])
    await grid.press('F6', 'Escape', 'ArrowUp')
    await expect.poll(grid.address, patience).toBe('B3')
  })

  it('says at the cell why an input is not taken, and keeps what was typed', async () => {
    const grid = await openGrid()
    await grid.click('mrr', 2)
    await grid.page.keyboard.type('=1+1')
    await grid.press('Enter')
    await grid.page.getByRole('alert').waitFor()
    expect(await grid.page.getByRole('alert').textContent()).toContain('A cell holds a value, not a formula.')
    expect(await grid.page.getByLabel('Cell input').inputValue()).toBe('=1+1')
    await grid.press('Escape')
    await expect.poll(grid.address, patience).toBe('C4')
    expect(await grid.shown('mrr')).toEqual(['10', '25', '12', '90', '30', '11'])
  })

  it('goes to the ends of the data and to an address', async () => {
    const grid = await openGrid()
    await grid.click('customer', 0)
    await grid.press('Control+End')
    await expect.poll(grid.address, patience).toBe('D7')
    await grid.press('Control+ArrowUp')
    await expect.poll(grid.address, patience).toBe('D6')
    await grid.press('Control+Home')
    await expect.poll(grid.address, patience).toBe('A2')
    await grid.press('Control+Shift+ArrowDown')
    await expect.poll(grid.address, patience).toBe('6R x 1C')
    await grid.page.getByLabel('Address of the cell').fill('mrr')
    await grid.press('Enter')
    await expect.poll(grid.address, patience).toBe('C2')
    await grid.page.getByLabel('Address of the cell').fill('b5')
    await grid.press('Enter')
    await expect.poll(grid.address, patience).toBe('B5')
    await grid.press('Control+g')
    await grid.page.keyboard.type('a1:C4')
    await grid.press('Enter')
    await expect.poll(grid.address, patience).toBe('3R x 3C')
    await grid.press('F5')
    await grid.page.keyboard.type('D99')
    await grid.press('Enter')
    await expect
      .poll(() => grid.page.getByRole('alert').textContent(), patience)
      .toBe('Row 99 holds no data here.')
  })

  it('selects to the edge of the data along the active cell, and returns with Enter to where Tabs began', async () => {
    const grid = await openGrid()
    await grid.click('plan', 0)
    await grid.press('Control+Shift+ArrowDown')
    await expect.poll(grid.address, patience).toBe('6R x 1C')
    // The last row has no date, the first one has.
    await grid.press('Control+Shift+ArrowRight')
    await expect.poll(grid.address, patience).toBe('6R x 3C')
    await grid.click('customer', 2)
    await grid.press('Tab', 'Tab', 'Enter')
    await expect.poll(grid.address, patience).toBe('A5')
    await grid.press('Shift+F10', 'ArrowDown', 'ArrowDown')
    await expect
      .poll(() => grid.page.evaluate(() => document.activeElement?.textContent), patience)
      .toContain('Copy')
    await grid.press('Escape')
    await expect
      .poll(() => grid.page.evaluate(() => document.activeElement?.closest('[row-index]') !== null), patience)
      .toBe(true)
  })
})

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
    const project = join(grid.folder, 'kept.tenure')
    await writeFile(answers, JSON.stringify({ save: project }))
    await grid.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('saveAs')?.click())
    await expect.poll(() => grid.page.locator('.status-bar').textContent(), patience).toContain('Saved')
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
