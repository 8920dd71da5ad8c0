import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether windows can be shown on this machine as it stands. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((name) => (name ?? '') !== '')
}

/** Whether a display can be made for a machine that has none. */
export function canMakeDisplay() {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, 'Xvfb')))
}

/**
 * Starts Xvfb, which draws into memory.
 *
 * @returns {Promise<{ name: string, stop: () => void }>} `name` is the value for DISPLAY
 */
export function makeDisplay() {
  return new Promise((resolve, reject) => {
    // With -displayfd the server itself picks a free number and says which.
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    server.once('error', reject)
    server.once('exit', (status) => reject(new Error(`Xvfb ended with status ${status}.`)))
    server.stdout.once('data', (line) => {
      resolve({ name: `:${String(line).trim()}`, stop: () => server.kill() })
    })
  })
}

/**
 * Does work that shows windows: on the display that there is, else on one made for it.
 *
 * @template Result
 * @param {(environment: { DISPLAY?: string }) => Promise<Result>} work is given what its programs' environment needs
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work({})
  const display = await makeDisplay()
  try {
    return await work({ DISPLAY: display.name })
  } finally {
    display.stop()
  }
}
