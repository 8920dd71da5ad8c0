import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { hasCode } from './error-code.mjs'
import { inProject, projectRoot } from './project.mjs'

/**
 * An Electron without default_app.asar opens only what stands at its own `resources/app`. So that
 * checkouts can share one such runtime, each gets a directory that looks like it: the program itself as a
 * hard link (Electron looks for its files beside the real program), everything else as symbolic links, and
 * `resources/app` pointing at the checkout.
 *
 * @param {string} distribution the shared runtime
 * @returns {string} the checkout's own directory
 */
export function ensureShadowRuntime(distribution) {
  const shadow = inProject('node_modules', '.cache', 'tenure-electron', basename(distribution))
  if (isCurrent(shadow, distribution)) return shadow

  const making = `${shadow}.making-${process.pid}`
  mkdirSync(join(making, 'resources'), { recursive: true })
  for (const name of readdirSync(distribution)) {
    if (name === 'electron') linkOrCopy(join(distribution, name), join(making, name))
    else if (name !== 'resources') symlinkSync(join(distribution, name), join(making, name))
  }
  symlinkSync(projectRoot, join(making, 'resources', 'app'))
  rmSync(shadow, { recursive: true, force: true })
  renameSync(making, shadow)
  return shadow
}

function isCurrent(shadow, distribution) {
  const ours = statSync(join(shadow, 'electron'), { throwIfNoEntry: false })
  const shared = statSync(join(distribution, 'electron'))
  if (ours === undefined || ours.size !== shared.size) return false
  const isSameProgram = ours.ino === shared.ino || ours.mtimeMs >= shared.mtimeMs
  return isSameProgram && readLink(join(shadow, 'resources', 'app')) === projectRoot
}

/** Hard links do not reach across file systems. */
function linkOrCopy(from, to) {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV', 'EPERM')) throw error
    copyFileSync(from, to)
  }
}

function readLink(path) {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
