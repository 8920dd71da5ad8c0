import { done, refuse } from './answers.ts'
import type { SettingsStore } from './settings.ts'
import type { ShellHandlers } from './shell-operations.ts'

/** Panel states are small; what is not small does not belong in the settings. In characters of JSON. */
const largestState = 256 * 1024

/** The window's panel states and column widths. */
export function setupPanelState(
  settings: SettingsStore,
): Pick<ShellHandlers, 'shell.readState' | 'shell.writeState'> {
  return {
    'shell.readState': ({ key }) => {
      const { panels } = settings.get()
      return done({ value: Object.hasOwn(panels, key) ? (panels[key] ?? null) : null })
    },
    'shell.writeState': ({ key, value }) => {
      if (JSON.stringify(value).length > largestState) {
        return refuse('too_large', `The state "${key}" is too large to be remembered.`)
      }
      settings.update({ panels: { ...settings.get().panels, [key]: value } })
      return done({})
    },
  }
}
