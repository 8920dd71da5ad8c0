import type { Theme } from '#shared/contract/shell.ts'
import { shell } from '../bridge.ts'
import type { Command } from './command.ts'

const themes: readonly { readonly theme: Theme; readonly title: string }[] = [
  { theme: 'system', title: 'Theme as the system' },
  { theme: 'light', title: 'Light theme' },
  { theme: 'dark', title: 'Dark theme' },
]

/** The shell decides what "system" means and answers with a theme event. */
const themeCommands: readonly Command[] = themes.map(({ theme, title }) => ({
  id: `theme.${theme}`,
  title,
  group: 'View',
  run: async () => {
    await shell('shell.setTheme', { theme })
  },
}))

export default themeCommands
