import type { FileToken } from '#shared/domain/ids.ts'
import type { GrantMode } from './engine.ts'

/** The files that the user let the engine use, by token; each for reading or for writing, as they chose. */
export interface FileGrants {
  readonly grant: (token: string, path: string, mode: GrantMode) => void
  readonly resolve: (token: FileToken, mode: GrantMode) => string | undefined
}

export function createFileGrants(): FileGrants {
  const paths = new Map<string, string>()
  const key = (token: string, mode: GrantMode) => `${mode}:${token}`
  return {
    grant: (token, path, mode) => {
      paths.set(key(token, mode), path)
    },
    resolve: (token, mode) => paths.get(key(token, mode)),
  }
}
