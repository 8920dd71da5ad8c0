import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { type MenuActions, type MenuState, menuTemplate } from '#electron/main/menu-template.ts'
import { menuCommands } from '#shared/contract/shell.ts'

const empty: MenuState = { undo: null, redo: null, project: false, theme: 'system', recent: [] }
const open: MenuState = { ...empty, project: true, undo: 'paste of 120 cells' }

function itemsOf(state: MenuState, done: string[] = [], isMac = false) {
  const actions: MenuActions = {
    command: (command) => done.push(command),
    openRecent: (path) => done.push(`open ${path}`),
    clearRecent: () => done.push('clear'),
    chooseTheme: (theme) => done.push(`theme ${theme}`),
    zoom: (change) => done.push(`zoom ${change}`),
    about: () => done.push('about'),
  }
  const flatten = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
  return flatten(menuTemplate(state, actions, { isMac, development: false }))
}

function find(items: readonly MenuItemConstructorOptions[], id: string): MenuItemConstructorOptions {
  const item = items.find((candidate) => candidate.id === id)
  if (item === undefined) throw new Error(`the menu has no ${id}`)
  return item
}

/** As the user would; a click's arguments mean nothing to these items. */
const press = (item: MenuItemConstructorOptions) => (item.click as (() => void) | undefined)?.()

describe('the menu', () => {
  it('offers every command, bar those that roles and the about panel take over', () => {
    const ids = itemsOf(open).map(({ id }) => id)
    const byRole = ['cut', 'copy', 'paste']
    expect(menuCommands.filter((command) => !ids.includes(command))).toEqual(byRole)
    expect(itemsOf(open).map(({ role }) => role)).toEqual(expect.arrayContaining(byRole))
  })

  it('sends the window the command of the item', () => {
    const done: string[] = []
    press(find(itemsOf(open, done), 'workspace.kpis'))
    press(find(itemsOf(open, done), 'theme.dark'))
    expect(done).toEqual(['workspace.kpis', 'theme dark'])
  })

  it.each([true, false])('gives no two items the same keys (Mac: %s)', (isMac) => {
    const keys = itemsOf(open, [], isMac).flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('names what undo and redo would do, and greys out what they cannot', () => {
    const items = itemsOf(open)
    expect(find(items, 'undo')).toMatchObject({ label: 'Undo paste of 120 cells', enabled: true })
    expect(find(items, 'redo')).toMatchObject({ label: 'Redo', enabled: false })
  })

  it('greys out what needs a project where none is open', () => {
    const enabled = (state: MenuState, id: string) => find(itemsOf(state), id).enabled
    for (const id of ['save', 'export', 'find', 'workspace.kpis', 'import']) {
      expect([id, enabled(empty, id), enabled(open, id)]).toEqual([id, false, true])
    }
    expect(enabled(empty, 'open')).toBe(true)
  })

  it('lists recent files, the missing ones greyed out', () => {
    const done: string[] = []
    const recent = [
      { path: '/d/R&D.xlsx', name: 'R&D.xlsx', folder: '/d', missing: false },
      { path: '/d/gone.csv', name: 'gone.csv', folder: '/d', missing: true },
    ]
    const submenu = find(itemsOf({ ...empty, recent }, done), 'openRecent').submenu
    if (!Array.isArray(submenu)) throw new Error('recent files are a submenu')
    expect(submenu.map(({ label, enabled }) => [label, enabled])).toEqual([
      ['R&&D.xlsx (/d)', true],
      ['gone.csv (missing, /d)', false],
      [undefined, undefined],
      ['Clear Recent Files', undefined],
    ])
    for (const item of submenu) press(item)
    expect(done).toEqual(['open /d/R&D.xlsx', 'open /d/gone.csv', 'clear'])
  })

  it('marks the theme that is chosen', () => {
    const themes = itemsOf({ ...empty, theme: 'dark' }).filter(({ id }) => id?.startsWith('theme.'))
    expect(themes.map(({ id, checked }) => [id, checked])).toEqual([
      ['theme.system', false],
      ['theme.light', false],
      ['theme.dark', true],
    ])
  })
})
