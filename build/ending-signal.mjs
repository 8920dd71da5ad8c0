import { readFileSync } from 'node:fs'

/** How often to look whether the caller is still there, in milliseconds. */
const watchInterval = 500

/**
 * Aborts on SIGINT and SIGTERM, and when npm, or the shell that npm runs scripts in, has gone: npm does not
 * pass its own end on to its scripts.
 */
export function endingSignal() {
  const ending = new AbortController()
  const end = () => ending.abort()
  process.on('SIGINT', end)
  process.on('SIGTERM', end)

  const atStart = callers().join()
  setInterval(() => {
    if (callers().join() !== atStart) end()
  }, watchInterval).unref()
  return ending
}

/** The process that started this one and, where the system tells, the one that started that. */
function callers() {
  return [process.ppid, parentOf(process.ppid)]
}

function parentOf(pid) {
  try {
    // The fourth field; the second, a program's name in brackets, may hold blanks.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) \S /s, '')
      .split(' ')[0]
  } catch {
    return undefined
  }
}
