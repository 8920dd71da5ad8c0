import { dialog, type FileFilter } from 'electron'
import type { MainWindow } from './window.ts'

export interface OpenQuestion {
  readonly filters: readonly FileFilter[]
  readonly several: boolean
  readonly folder: string
}

export interface SaveQuestion {
  readonly filter: FileFilter
  readonly suggestedPath: string
}

export interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  /** Of the buttons: the one that Escape stands for. */
  readonly cancel: number
}

/** Everything that the app asks in a native dialog. Tests answer in its place, see test-dialogs.ts. */
export interface Dialogs {
  /** Empty where the user cancels. */
  readonly chooseFiles: (question: OpenQuestion) => Promise<readonly string[]>
  /** Undefined where the user cancels. */
  readonly chooseSavePath: (question: SaveQuestion) => Promise<string | undefined>
  /** The number of the button pressed. */
  readonly ask: (question: Question) => Promise<number>
}

export function nativeDialogs(window: MainWindow): Dialogs {
  return {
    chooseFiles: async ({ filters, several, folder }) => {
      const options: Electron.OpenDialogOptions = {
        defaultPath: folder,
        filters: [...filters],
        properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
      }
      const owner = window.current()
      const chosen = await (owner === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(owner, options))
      return chosen.canceled ? [] : chosen.filePaths
    },
    chooseSavePath: async ({ filter, suggestedPath }) => {
      const options: Electron.SaveDialogOptions = {
        defaultPath: suggestedPath,
        filters: [filter],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      }
      const owner = window.current()
      const chosen = await (owner === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options))
      return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath
    },
    ask: async ({ message, detail, buttons, cancel }) => {
      const options: Electron.MessageBoxOptions = {
        type: 'question',
        message,
        detail,
        buttons: [...buttons],
        cancelId: cancel,
        defaultId: 0,
        noLink: true,
      }
      const owner = window.current()
      const { response } = await (owner === undefined
        ? dialog.showMessageBox(options)
        : dialog.showMessageBox(owner, options))
      return response
    },
  }
}
