import { setTimeout as wait } from 'node:timers/promises'
import type { WebContents } from 'electron'
import { describeCause } from './answers.ts'
import type { Log } from './log.ts'
import type { MainWindow } from './window.ts'
import { writeAtomically } from './write-atomically.ts'

/** The window counts as drawn when it has not changed for this long, in milliseconds. */
const stillFor = 1_000
const longestWait = 20_000

/**
 * Writes a picture of the window once it is ready and has come to rest, where the environment variable
 * TENURE_SCREENSHOT says so: the stand-in for a window on a machine without a display.
 */
export function setupScreenshot(
  path: string | undefined,
  window: MainWindow,
  log: Log,
): { readonly onReady: () => void } {
  let isTaken = path === undefined || path === ''
  return {
    onReady: () => {
      const contents = window.current()?.webContents
      if (isTaken || path === undefined || contents === undefined) return
      isTaken = true
      captureAtRest(contents)
        .then((picture) => writeAtomically(path, picture))
        .catch((error) => log.error('screenshot', describeCause(error)))
    },
  }
}

async function captureAtRest(contents: WebContents): Promise<Buffer> {
  const deadline = Date.now() + longestWait
  let picture = await capture(contents)
  while (Date.now() < deadline) {
    await wait(stillFor)
    const next = await capture(contents)
    if (next.equals(picture)) return next
    picture = next
  }
  return picture
}

const capture = async (contents: WebContents): Promise<Buffer> => (await contents.capturePage()).toPNG()
