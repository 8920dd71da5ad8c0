import { app, Menu } from 'electron'
import { describeCause, done } from './answers.ts'
import type { Log } from './log.ts'
import { type MenuActions, type MenuState, menuTemplate } from './menu-template.ts'
import type { RecentFiles } from './recent-files.ts'
import type { SettingsStore } from './settings.ts'
import type { ShellHandlers } from './shell-operations.ts'

export interface AppMenu {
  /** Draws the menu anew where what it shows has changed. */
  readonly refresh: () => void
  readonly handlers: Pick<ShellHandlers, 'shell.setMenu'>
}

export interface MenuOptions {
  readonly actions: () => MenuActions
  readonly settings: SettingsStore
  readonly recentFiles: () => RecentFiles
  readonly log: Log
}

/** The native menu: what it shows follows the project, the theme and the recent files. */
export function setupMenu({ actions, settings, recentFiles, log }: MenuOptions): AppMenu {
  const environment = { isMac: process.platform === 'darwin', development: !app.isPackaged }
  let history: Pick<MenuState, 'undo' | 'redo' | 'project'> = { undo: null, redo: null, project: false }
  let recent: MenuState['recent'] = []
  let drawn = ''

  const draw = () => {
    const state: MenuState = { ...history, recent, theme: settings.get().theme }
    const wanted = JSON.stringify(state)
    if (wanted === drawn) return
    drawn = wanted
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions(), environment)))
  }

  const refresh = () => {
    draw()
    recentFiles()
      .list()
      .then((files) => {
        recent = files.map(({ path, name, folder, missing }) => ({ path, name, folder, missing }))
        draw()
      })
      .catch((error) => log.error('menu', describeCause(error)))
  }

  return {
    refresh,
    handlers: {
      'shell.setMenu': (request) => {
        history = request
        draw()
        return done({})
      },
    },
  }
}
