import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** At this size the log becomes `tenure.1.log`, in place of the one before it. */
const largestLog = 1024 * 1024

export interface Log {
  /** `source` names the part of the app. Never pass cell contents. */
  readonly error: (source: string, message: string) => void
}

/**
 * The log file, for errors only. Written at once and in place, because what it records may be the last thing that
 * happens; a log that cannot be written is no reason to fail.
 */
export function createLog(folder: string, now: () => Date = () => new Date()): Log {
  const path = join(folder, 'tenure.log')
  return {
    error: (source, message) => {
      const line = `${now().toISOString()} ${source}: ${message.replaceAll('\n', '\n  ')}\n`
      try {
        mkdirSync(folder, { recursive: true })
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) {
          renameSync(path, join(folder, 'tenure.1.log'))
        }
        appendFileSync(path, line)
      } catch {
        process.stderr.write(line)
      }
    },
  }
}
