import { readFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { runNpm, SetupError } from './run-command.mjs'

/** Installs the npm packages when what is in node_modules is not what package-lock.json says. */
export async function ensureNpmPackages(report) {
  const wanted = readPackages(inProject('package-lock.json'))
  const installed = readPackages(inProject('node_modules', '.package-lock.json'))
  if (wanted === undefined || isInstalled(wanted, installed)) return false

  report('Installing npm packages (about a minute) ...')
  const { status, stderr } = await runNpm(['ci', '--include=dev'])
  if (status !== 0) {
    throw new SetupError(
      `npm could not install the packages. Check the connection to the npm registry, then start again.\n${firstLines(stderr)}`,
    )
  }
  return true
}

/** What went wrong stands first; npm's explanation of its own options follows. */
function firstLines(text) {
  return text.trim().split('\n').slice(0, 10).join('\n')
}

/**
 * Whether every package that the lock file asks for is there in that version, and nothing else is.
 * npm writes `node_modules/.package-lock.json` last, so an interrupted installation never passes.
 * Optional packages may be missing: they belong to other platforms.
 *
 * @param {Record<string, LockedPackage>} wanted `packages` of package-lock.json
 * @param {Record<string, LockedPackage> | undefined} installed `packages` of the file npm keeps in node_modules
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 */
export function isInstalled(wanted, installed) {
  if (installed === undefined) return false
  const missing = Object.entries(wanted).some(
    ([path, entry]) => path !== '' && installed[path] === undefined && !isOptional(entry),
  )
  const different = Object.entries(installed).some(([path, entry]) => wanted[path]?.version !== entry.version)
  return !missing && !different
}

function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}
