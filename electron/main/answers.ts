import type { Answer } from '#shared/contract/bridge.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'

export const done = <Value>(value: Value): Answer<Value> => ({ ok: true, value })

/** `message` says in plain words what is wrong and what to do; the cause is for the log. */
export const refuse = (code: ErrorCode, message: string, cause?: unknown): Answer<never> => ({
  ok: false,
  error: cause === undefined ? { code, message } : { code, message, cause: describeCause(cause) },
})

/** A thrown thing as text for the log. */
export const describeCause = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)

/** Why `name` could not be written, from what the file system threw. */
export function refuseWriting(name: string, error: unknown): Answer<never> {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return refuse('no_space', `The disk is full. Free some space, then save ${name} again.`, error)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse('permission_denied', `${name} may not be written there. Choose another folder.`, error)
    case 'EBUSY':
      return refuse('file_busy', `${name} is open in another program. Close it there, then try again.`, error)
    default:
      return refuse('cannot_write', `${name} could not be written there. Choose another folder.`, error)
  }
}

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
