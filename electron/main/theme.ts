import { nativeTheme } from 'electron'
import type { Theme } from '#shared/contract/shell.ts'
import { done } from './answers.ts'
import type { SettingsStore } from './settings.ts'
import type { ShellHandlers } from './shell-operations.ts'
import type { MainWindow } from './window.ts'

export interface ThemeOptions {
  readonly settings: SettingsStore
  readonly window: MainWindow
  readonly onChange: () => void
}

/** Light or dark by choice or as the system has it; tells the window whenever either changes. */
export function setupTheme({ settings, window, onChange }: ThemeOptions): {
  readonly choose: (theme: Theme) => void
  readonly handlers: Pick<ShellHandlers, 'shell.setTheme'>
} {
  const tellWindow = () =>
    window.send({ type: 'theme', theme: settings.get().theme, dark: nativeTheme.shouldUseDarkColors })

  nativeTheme.themeSource = settings.get().theme
  nativeTheme.on('updated', tellWindow)

  const choose = (theme: Theme) => {
    settings.update({ theme })
    nativeTheme.themeSource = theme
    tellWindow()
    onChange()
  }
  return {
    choose,
    handlers: {
      'shell.setTheme': ({ theme }) => {
        choose(theme)
        return done({})
      },
    },
  }
}
