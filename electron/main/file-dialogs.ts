import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FileToken } from '#shared/domain/ids.ts'
import { done } from './answers.ts'
import type { Dialogs } from './dialogs.ts'
import type { FileGrants } from './file-grants.ts'
import { openFilters, type SaveKind, safeFileName, saveFilters, withExtension } from './file-kinds.ts'
import type { SettingsStore } from './settings.ts'
import type { ShellHandlers } from './shell-operations.ts'

export interface FileDialogOptions {
  readonly dialogs: Dialogs
  readonly grants: FileGrants
  readonly settings: SettingsStore
  /** Where dialogs begin until the user has been somewhere. */
  readonly documentsFolder: string
  readonly samplePath: string
}

export interface GrantedFile {
  readonly file: FileToken
  readonly name: string
}

export const grantForReading = (grants: FileGrants, path: string): GrantedFile => ({
  file: grants.grant(path, 'read'),
  name: basename(path),
})

/** Choosing files: what the user picks is granted, for reading by an open dialog and for writing by a save dialog. */
export function setupFileDialogs({
  dialogs,
  grants,
  settings,
  documentsFolder,
  samplePath,
}: FileDialogOptions): Pick<ShellHandlers, 'shell.chooseFiles' | 'shell.chooseSaveFile' | 'shell.sample'> {
  const folder = () => settings.get().folder ?? documentsFolder

  const chooseSavePath = async (kind: SaveKind, suggestedName: string): Promise<string | undefined> => {
    const chosen = await dialogs.chooseSavePath({
      filter: saveFilters[kind],
      suggestedPath: join(folder(), safeFileName(suggestedName)),
    })
    if (chosen === undefined) return undefined
    const path = withExtension(chosen, kind)
    return path === chosen || (await mayReplace(dialogs, path)) ? path : undefined
  }

  return {
    'shell.chooseFiles': async ({ kind, several }) => {
      const paths = await dialogs.chooseFiles({ filters: openFilters[kind], several, folder: folder() })
      const [first] = paths
      if (first !== undefined) settings.update({ folder: dirname(first) })
      return done({ files: paths.map((path) => grantForReading(grants, path)) })
    },
    'shell.chooseSaveFile': async ({ kind, suggestedName }) => {
      const path = await chooseSavePath(kind, suggestedName)
      if (path === undefined) return done({ file: null, name: '' })
      settings.update({ folder: dirname(path) })
      return done({ file: grants.grant(path, 'write'), name: basename(path) })
    },
    'shell.sample': () => done(grantForReading(grants, samplePath)),
  }
}

/** Asked where the dialog could not ask, because the name got its ending only afterwards. */
async function mayReplace(dialogs: Dialogs, path: string): Promise<boolean> {
  if (!existsSync(path)) return true
  const pressed = await dialogs.ask({
    message: `${basename(path)} exists already. Replace it?`,
    detail: `The file in ${dirname(path)} would be overwritten.`,
    buttons: ['Replace', 'Cancel'],
    cancel: 1,
  })
  return pressed === 0
}
