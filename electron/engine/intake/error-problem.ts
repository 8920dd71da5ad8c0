import type { Problem } from '#shared/domain/result.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { fileBusy } from '#shared/issues/file-busy.ts'
import { fileNotFound } from '#shared/issues/file-not-found.ts'
import { fileNotReadable } from '#shared/issues/file-not-readable.ts'
import { ImportRefusal } from './import-refusal.ts'

/** What a failed import says to the user: a refusal's own problem, or what the operating system's code means. */
export function problemOfError(error: unknown, file: string): Problem {
  if (error instanceof ImportRefusal) return error.problem
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
      return fileNotFound(file)
    case 'EACCES':
    case 'EPERM':
    case 'EISDIR':
      return fileNotReadable(file, String(error))
    case 'EBUSY':
      return fileBusy(file, String(error))
    case 'ENOSPC':
      return {
        code: 'no_space',
        severity: 'error',
        message: `The disk is full: “${file}” could not be loaded. Free some space and try again.`,
        place: { file },
        cause: String(error),
      }
    default:
      return damagedFile(
        file,
        'it cannot be read',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      )
  }
}
