import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, sep } from 'node:path'
import type { RecentFile } from '#shared/contract/shell.ts'
import { done, refuse } from './answers.ts'
import type { FileGrants } from './file-grants.ts'
import type { Settings, SettingsStore } from './settings.ts'
import type { ShellHandlers } from './shell-operations.ts'

type RecentEntry = Settings['recent'][number]

const mostRecentFiles = 10

/** The list with `path` as its newest entry. */
export function withRecent(
  entries: readonly RecentEntry[],
  path: string,
  openedAt: string,
): readonly RecentEntry[] {
  const others = entries.filter((entry) => entry.path !== path)
  return [{ path, openedAt }, ...others].slice(0, mostRecentFiles)
}

/** A folder as people write it, the home folder as "~". */
export function folderLabel(folder: string, home: string): string {
  if (folder === home) return '~'
  return folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder
}

/** A recent file with its path, for the menu; the window gets it without. */
export interface ListedFile extends RecentFile {
  readonly path: string
}

export interface RecentFiles {
  /** A missing file is listed as missing, never dropped. */
  readonly list: () => Promise<readonly ListedFile[]>
  readonly clear: () => void
  readonly handlers: Pick<ShellHandlers, 'shell.recent' | 'shell.forgetRecent' | 'shell.rememberRecent'>
}

export interface RecentFilesOptions {
  readonly settings: SettingsStore
  readonly grants: FileGrants
  readonly onChange: () => void
  /** Tells the system's own list, where it has one. */
  readonly tellSystem: (path: string) => void
}

export function setupRecentFiles({
  settings,
  grants,
  onChange,
  tellSystem,
}: RecentFilesOptions): RecentFiles {
  const list = () => Promise.all(settings.get().recent.map((entry) => listed(entry, grants)))
  const change = (recent: readonly RecentEntry[]) => {
    settings.update({ recent: [...recent] })
    onChange()
  }
  const clear = () => change([])

  return {
    list,
    clear,
    handlers: {
      'shell.recent': async () => {
        const files = await list()
        return done({ files: files.map(({ path: _path, ...file }) => file) })
      },
      'shell.rememberRecent': ({ file }) => {
        const path = grants.find(file)?.path
        if (path === undefined) return refuse('not_granted', 'Tenure does not know this file.')
        change(withRecent(settings.get().recent, path, new Date().toISOString()))
        tellSystem(path)
        return done({})
      },
      'shell.forgetRecent': ({ file }) => {
        if (file === null) clear()
        else change(settings.get().recent.filter((entry) => entry.path !== grants.find(file)?.path))
        return done({})
      },
    },
  }
}

async function listed({ path, openedAt }: RecentEntry, grants: FileGrants): Promise<ListedFile> {
  const found = await stat(path).catch(() => undefined)
  return {
    path,
    openedAt,
    file: grants.grant(path, 'read'),
    name: basename(path),
    folder: folderLabel(dirname(path), homedir()),
    byteLength: found?.size ?? null,
    missing: found === undefined,
  }
}
