import { randomUUID } from 'node:crypto'
import { type FileToken, fileToken } from '#shared/domain/ids.ts'

/** One file that the user chose, for reading or for writing. */
export interface FileGrant {
  readonly token: FileToken
  readonly path: string
  readonly mode: 'read' | 'write'
}

/**
 * The files that the user chose, by dialog, drop, recent list or command line. The window knows them by tokens that
 * say nothing; only main and the engine know the paths.
 */
export interface FileGrants {
  /** The token for this use of this file; the same one each time. */
  readonly grant: (path: string, mode: FileGrant['mode']) => FileToken
  readonly find: (token: FileToken) => FileGrant | undefined
  readonly all: () => readonly FileGrant[]
  /** Called with each new grant. */
  readonly onGrant: (listener: (grant: FileGrant) => void) => void
}

export function createFileGrants(): FileGrants {
  const grants = new Map<FileToken, FileGrant>()
  const listeners: ((grant: FileGrant) => void)[] = []
  return {
    grant: (path, mode) => {
      for (const known of grants.values()) if (known.path === path && known.mode === mode) return known.token
      const grant: FileGrant = { token: fileToken(randomUUID()), path, mode }
      grants.set(grant.token, grant)
      for (const listener of listeners) listener(grant)
      return grant.token
    },
    find: (token) => grants.get(token),
    all: () => [...grants.values()],
    onGrant: (listener) => {
      listeners.push(listener)
    },
  }
}
