import { nativeTheme } from 'electron'
import { done } from './answers.ts'
import { grantForReading } from './file-dialogs.ts'
import type { FileGrants } from './file-grants.ts'
import type { OpenedFiles } from './opened-files.ts'
import type { SettingsStore } from './settings.ts'
import type { ShellHandlers } from './shell-operations.ts'

export interface StartUpOptions {
  readonly openedFiles: OpenedFiles
  readonly grants: FileGrants
  readonly settings: SettingsStore
  readonly version: string
  /** What to tell the user about a project that is open again; asked once, then null. */
  readonly takeRecovered: () => string | null
  readonly onReady: () => void
}

/** The window's first question, and its word that it is drawn. */
export function setupStartUp({
  openedFiles,
  grants,
  settings,
  version,
  takeRecovered,
  onReady,
}: StartUpOptions): Pick<ShellHandlers, 'shell.startUp' | 'shell.ready'> {
  return {
    'shell.startUp': () =>
      done({
        files: openedFiles.takeKept().map((path) => grantForReading(grants, path)),
        recovered: takeRecovered(),
        theme: settings.get().theme,
        dark: nativeTheme.shouldUseDarkColors,
        version,
      }),
    'shell.ready': () => {
      onReady()
      return done({})
    },
  }
}
